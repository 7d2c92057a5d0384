//! `design/tokens.json` to Kotlin and Swift, with every contrast computed first.

use std::fmt::Write;

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::{
    KOTLIN, SWIFT,
    colour::Colour,
    names::{camel, pascal},
    read, write,
};

const THEMES: [&str; 3] = ["light", "dark", "sunlight"];

/// Foreground, backgrounds, least contrast: text that one reads outdoors has 7, other text 4.5, lines and focus 3.
const RULES: &[(&str, &[&str], f64)] = &[
    ("ink", &["bg", "surface", "surface2", "selected"], 7.0),
    ("ink2", &["bg", "surface", "surface2", "selected"], 7.0),
    ("primary", &["bg", "surface"], 7.0),
    ("onPrimary", &["primary"], 7.0),
    ("ok", &["bg", "surface", "okBg"], 7.0),
    ("info", &["bg", "surface", "infoBg"], 7.0),
    ("warn", &["bg", "surface", "warnBg"], 7.0),
    ("danger", &["bg", "surface", "dangerBg"], 7.0),
    ("line", &["bg", "surface"], 3.0),
    ("focus", &["bg", "surface"], 3.0),
];

pub(crate) fn generate() -> anyhow::Result<()> {
    let tokens: Value = serde_json::from_str(&read("design/tokens.json")?)?;
    let themes = THEMES.map(|theme| (theme, colours(&tokens, theme)));
    let mut read_themes = Vec::new();
    for (theme, colours) in themes {
        let colours = colours.with_context(|| theme.to_owned())?;
        let problems = problems(theme, &colours);
        ensure!(problems.is_empty(), "contrast too low:\n{}", problems.join("\n"));
        read_themes.push((theme, colours));
    }
    write(&format!("{KOTLIN}/Tokens.kt"), &kotlin(&tokens, &read_themes)?)?;
    write(&format!("{SWIFT}/Tokens.swift"), &swift(&tokens, &read_themes)?)
}

type Colours = Vec<(String, Colour)>;

fn colours(tokens: &Value, theme: &str) -> anyhow::Result<Colours> {
    let colours = tokens["color"][theme].as_object().context("no such theme")?;
    colours
        .iter()
        .map(|(name, token)| {
            let hex = token["$value"]["hex"].as_str().with_context(|| format!("{name}: no hex"))?;
            Ok((name.clone(), Colour::read(hex)?))
        })
        .collect()
}

fn problems(theme: &str, colours: &Colours) -> Vec<String> {
    let of = |name: &str| colours.iter().find(|(given, _)| given == name).map(|(_, colour)| *colour);
    let mut problems = Vec::new();
    for (fore, backs, least) in RULES {
        for back in *backs {
            match (of(fore), of(back)) {
                (Some(a), Some(b)) if a.contrast(b) + 0.005 >= *least => {}
                (Some(a), Some(b)) => {
                    problems.push(format!("{theme}: {fore} on {back} is {:.2}, needs {least}", a.contrast(b)));
                }
                _ => problems.push(format!("{theme}: {fore} or {back} is missing")),
            }
        }
    }
    problems
}

fn kotlin(tokens: &Value, themes: &[(&str, Colours)]) -> anyhow::Result<String> {
    let mut out = String::from(
        "// Generated from design/tokens.json by `cargo xtask tokens`.\npackage vn.doorstep.ui.design\n\n\
         import androidx.compose.runtime.Immutable\nimport androidx.compose.ui.graphics.Color\n\
         import androidx.compose.ui.text.TextStyle\nimport androidx.compose.ui.text.font.FontWeight\n\
         import androidx.compose.ui.unit.dp\nimport androidx.compose.ui.unit.sp\n\n",
    );
    let (_, first) = themes.first().context("no theme")?;
    writeln!(out, "/** Colours of a theme. */\n@Immutable\ndata class Palette(")?;
    for (name, _) in first {
        writeln!(out, "    val {name}: Color,")?;
    }
    out.push_str(")\n\n/** The themes. */\nenum class Theme(val palette: Palette) {\n");
    for (theme, colours) in themes {
        writeln!(out, "    {}(Palette(", pascal(theme))?;
        for (name, colour) in colours {
            writeln!(out, "        {name} = Color(0xff{:06x}),", colour.0)?;
        }
        out.push_str("    )),\n");
    }
    out.push_str("}\n\n");
    for (group, object, unit) in
        [("space", "Space", ".dp"), ("radius", "Radius", ".dp"), ("target", "Target", ".dp"), ("motion", "Motion", "")]
    {
        writeln!(out, "object {object} {{")?;
        for (name, value) in numbers(tokens, group)? {
            let name = if name.starts_with(|c: char| c.is_ascii_digit()) { format!("s{name}") } else { name };
            writeln!(out, "    val {name} = {value}{unit}")?;
        }
        out.push_str("}\n\n");
    }
    out.push_str("/** Text styles, without the font: the theme gives it. */\nobject Type {\n");
    for (name, token) in tokens["type"].as_object().context("no type")? {
        let style = &token["$value"];
        let size = style["fontSize"]["value"].as_f64().context("no size")?;
        let line = (style["lineHeight"].as_f64().context("no line height")? * size).round();
        let weight = style["fontWeight"].as_u64().context("no weight")?;
        writeln!(
            out,
            "    val {} = TextStyle(fontSize = {size}.sp, lineHeight = {line}.sp, fontWeight = FontWeight({weight}))",
            camel(name)
        )?;
    }
    out.push_str("}\n");
    Ok(out)
}

fn swift(tokens: &Value, themes: &[(&str, Colours)]) -> anyhow::Result<String> {
    let mut out = String::from(
        "// Generated from design/tokens.json by `cargo xtask tokens`.\n\nimport SwiftUI\n\n/// Colours of a theme.\n",
    );
    let (_, first) = themes.first().context("no theme")?;
    out.push_str("public struct Palette: Sendable {\n");
    for (name, _) in first {
        writeln!(out, "    public let {name}: Color")?;
    }
    out.push_str("}\n\n/// The themes.\npublic enum Theme: String, CaseIterable, Sendable {\n");
    let names: Vec<&str> = themes.iter().map(|(theme, _)| *theme).collect();
    writeln!(out, "    case {}\n\n    public var palette: Palette {{\n        switch self {{", names.join(", "))?;
    for theme in &names {
        writeln!(out, "        case .{theme}: Self.{theme}Palette")?;
    }
    out.push_str("        }\n    }\n");
    for (theme, colours) in themes {
        writeln!(out, "\n    private static let {theme}Palette = Palette(")?;
        let values: Vec<String> =
            colours.iter().map(|(name, colour)| format!("        {name}: Color(rgb: 0x{:06x})", colour.0)).collect();
        writeln!(out, "{}\n    )", values.join(",\n"))?;
    }
    out.push_str("}\n");
    for group in ["space", "radius", "target"] {
        writeln!(out, "\npublic enum {} {{", pascal(group))?;
        for (name, value) in numbers(tokens, group)? {
            let name = if name.starts_with(|c: char| c.is_ascii_digit()) { format!("s{name}") } else { name };
            writeln!(out, "    public static let {name}: CGFloat = {value}")?;
        }
        out.push_str("}\n");
    }
    out.push_str("\n/// Times.\npublic enum Motion {\n");
    for (name, value) in numbers(tokens, "motion")? {
        writeln!(out, "    public static let {name} = Duration.milliseconds({value})")?;
    }
    out.push_str("}\n\n/// Text styles. Each grows with the system's style of its own size.\npublic enum Lettering: CaseIterable, Sendable {\n");
    let mut cases = Vec::new();
    let mut sizes = String::new();
    for (name, token) in tokens["type"].as_object().context("no type")? {
        let style = &token["$value"];
        let size = style["fontSize"]["value"].as_u64().context("no size")?;
        let weight = style["fontWeight"].as_u64().context("no weight")?;
        let name = camel(name);
        writeln!(sizes, "        case .{name}: ({size}, {}, {})", weight >= 600, relative(size))?;
        cases.push(name);
    }
    writeln!(out, "    case {}", cases.join(", "))?;
    write!(
        out,
        "\n    /// Points at the system's usual size, whether the letters are strong, and the style that they grow with.\n\
         \x20   var shape: (size: CGFloat, isStrong: Bool, growsWith: Font.TextStyle) {{\n        switch self {{\n{sizes}        }}\n    }}\n}}\n"
    )?;
    Ok(out)
}

/// The system's text style whose usual size is nearest.
fn relative(size: u64) -> &'static str {
    match size {
        0..=14 => ".footnote",
        15..=17 => ".body",
        18..=20 => ".headline",
        21..=24 => ".title2",
        _ => ".title",
    }
}

fn numbers(tokens: &Value, group: &str) -> anyhow::Result<Vec<(String, u64)>> {
    let tokens = tokens[group].as_object().with_context(|| format!("no {group}"))?;
    tokens
        .iter()
        .map(|(name, token)| {
            let value =
                token["$value"]["value"].as_u64().with_context(|| format!("{group}.{name}: no whole number"))?;
            Ok((name.clone(), value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_real_tokens_pass_and_a_paler_ink_does_not() {
        let tokens: Value = serde_json::from_str(&read("design/tokens.json").unwrap()).unwrap();
        for theme in THEMES {
            let mut colours = colours(&tokens, theme).unwrap();
            assert_eq!(problems(theme, &colours), Vec::<String>::new());
            let ink = colours.iter_mut().find(|(name, _)| name == "ink").unwrap();
            ink.1 = Colour(0x88_8888);
            assert!(!problems(theme, &colours).is_empty());
        }
    }
}
