//! What is shown: one line a bar, with what was reached and whether that is enough.

use std::fmt::Write;

use serde::Serialize;

/// Which side of the bar is the right one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    /// At most so much.
    AtMost(f64),
    /// Shown without a bar: a cost by layer, a figure to compare with.
    None,
}

/// A figure.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// The bench.
    pub bench: &'static str,
    /// What was measured.
    pub what: String,
    /// The figure.
    pub value: f64,
    /// Its unit; `×` for a ratio to the limit of the same run.
    pub unit: &'static str,
    /// What it must reach.
    pub bar: Bar,
}

impl Figure {
    /// Whether it reaches its bar; none has none.
    pub fn met(&self) -> Option<bool> {
        match self.bar {
            Bar::AtMost(most) => Some(self.value <= most),
            Bar::None => None,
        }
    }
}

/// The figures of one bench.
#[derive(Debug)]
pub struct Figures {
    bench: &'static str,
    /// In the order in which they are shown.
    pub list: Vec<Figure>,
}

impl Figures {
    /// None yet.
    pub fn of(bench: &'static str) -> Figures {
        Figures { bench, list: Vec::new() }
    }

    /// Adds one with a bar.
    pub fn bar(&mut self, what: impl Into<String>, value: f64, unit: &'static str, most: f64) {
        self.add(what, value, unit, Bar::AtMost(most));
    }

    /// Adds one to look at.
    pub fn note(&mut self, what: impl Into<String>, value: f64, unit: &'static str) {
        self.add(what, value, unit, Bar::None);
    }

    fn add(&mut self, what: impl Into<String>, value: f64, unit: &'static str, bar: Bar) {
        self.list.push(Figure { bench: self.bench, what: what.into(), value, unit, bar });
    }

    /// The value of a figure, by the beginning of its name.
    pub fn value(&self, what: &str) -> Option<f64> {
        self.list.iter().find(|figure| figure.what.starts_with(what)).map(|figure| figure.value)
    }
}

/// The figures as a table.
pub fn table(figures: &[Figure]) -> String {
    let mut text = String::from("| bench | what | measured | to reach | |\n|---|---|---|---|---|\n");
    for figure in figures {
        let Figure { bench, what, value, unit, .. } = figure;
        let most = match figure.bar {
            Bar::AtMost(most) => format!("≤ {}", spelled(most, unit)),
            Bar::None => String::new(),
        };
        let met = match figure.met() {
            Some(true) => "met",
            Some(false) => "**missed**",
            None => "",
        };
        // Writing to a text cannot fail.
        let _ = writeln!(text, "| {bench} | {what} | {} | {most} | {met} |", spelled(*value, unit));
    }
    text
}

fn spelled(value: f64, unit: &str) -> String {
    let space = if matches!(unit, "×" | "%") { "" } else { " " };
    let number = match value.abs() {
        v if v >= 100.0 || (v.fract() == 0.0 && v >= 1.0) => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        v if v >= 0.1 || v == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    };
    format!("{number}{space}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_above_its_bar_is_missed_and_one_without_a_bar_is_only_shown() {
        let mut figures = Figures::of("x");
        figures.bar("wall", 2.51, "×", 2.5);
        figures.bar("bytes", 900.0, "B", 1024.0);
        figures.note("decode", 0.5, "ms");
        let met: Vec<_> = figures.list.iter().map(Figure::met).collect();
        assert_eq!(met, [Some(false), Some(true), None]);
        let table = table(&figures.list);
        assert!(table.contains("| x | wall | 2.51× | ≤ 2.50× | **missed** |"), "{table}");
        assert!(table.contains("| x | bytes | 900 B | ≤ 1024 B | met |") && table.contains("0.50 ms"), "{table}");
        assert_eq!(figures.value("by"), Some(900.0));
    }
}
