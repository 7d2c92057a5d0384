//! Colours and their contrast (WCAG 2.2, relative luminance).

use anyhow::Context;

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Colour(pub(crate) u32);

impl Colour {
    /// Reads `#16201b`.
    pub(crate) fn read(hex: &str) -> anyhow::Result<Colour> {
        let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6).context("a colour is #rrggbb")?;
        Ok(Colour(u32::from_str_radix(digits, 16)?))
    }

    fn luminance(self) -> f64 {
        let channel = |shift: u32| {
            let value = f64::from((self.0 >> shift) & 0xff) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    /// Contrast with another colour: 1 (the same) to 21 (black on white).
    pub(crate) fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_is_21_and_grey_is_less() {
        let (black, white) = (Colour(0), Colour(0xff_ffff));
        assert!((black.contrast(white) - 21.0).abs() < 0.01);
        // #767676 is the lightest grey that passes 4.5 on white.
        assert!(Colour(0x76_7676).contrast(white) >= 4.5);
        assert!(Colour(0x77_7777).contrast(white) < 4.5);
        assert!(Colour::read("16201b").is_err());
    }
}
