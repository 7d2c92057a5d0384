//! `design/icons.json` to Kotlin and Swift: stroke icons on a grid of 24.

use std::{collections::BTreeMap, fmt::Write};

use anyhow::Context;
use kurbo::{BezPath, PathEl};

use crate::{
    KOTLIN, SWIFT,
    names::{camel, literal, pascal},
    read, write,
};

/// Paths as SVG writes them, by name.
type Icons = BTreeMap<String, Vec<String>>;

pub(crate) fn generate() -> anyhow::Result<()> {
    let icons: Icons = serde_json::from_str(&read("design/icons.json")?)?;
    write(&format!("{KOTLIN}/Icons.kt"), &kotlin(&icons)?)?;
    write(&format!("{SWIFT}/Glyph.swift"), &swift(&icons)?)
}

fn kotlin(icons: &Icons) -> anyhow::Result<String> {
    let mut out = String::from(
        "// Generated from design/icons.json by `cargo xtask tokens`.\npackage vn.doorstep.ui.design\n\n\
         import androidx.compose.ui.graphics.Color\nimport androidx.compose.ui.graphics.SolidColor\n\
         import androidx.compose.ui.graphics.StrokeCap\nimport androidx.compose.ui.graphics.StrokeJoin\n\
         import androidx.compose.ui.graphics.vector.ImageVector\nimport androidx.compose.ui.graphics.vector.addPathNodes\n\
         import androidx.compose.ui.unit.dp\n\n\
         private fun icon(name: String, vararg paths: String): ImageVector {\n\
         \x20   val builder = ImageVector.Builder(name, 24.dp, 24.dp, 24f, 24f)\n\
         \x20   for (path in paths) {\n\
         \x20       builder.addPath(\n\
         \x20           addPathNodes(path), stroke = SolidColor(Color.Black), strokeLineWidth = 2f,\n\
         \x20           strokeLineCap = StrokeCap.Round, strokeLineJoin = StrokeJoin.Round,\n\
         \x20       )\n\
         \x20   }\n\
         \x20   return builder.build()\n\
         }\n\n/** The icons. Each is beside a word that says the same: none is read out. */\nobject Icons {\n",
    );
    for (name, paths) in icons {
        let paths: Vec<String> = paths.iter().map(|path| literal(path)).collect();
        writeln!(out, "    val {} by lazy {{ icon({}, {}) }}", pascal(name), literal(name), paths.join(", "))?;
    }
    out.push_str("}\n");
    Ok(out)
}

/// SwiftUI reads no SVG paths: lines and curves, one call each.
fn swift(icons: &Icons) -> anyhow::Result<String> {
    let mut out = String::from(
        "// Generated from design/icons.json by `cargo xtask tokens`.\n\nimport SwiftUI\n\n\
         /// The icons, lines on a grid of 24. Each is beside a word that says the same: none is read out.\n\
         public enum Glyph: CaseIterable, Sendable {\n",
    );
    let names: Vec<String> = icons.keys().map(|name| camel(name)).collect();
    writeln!(out, "    case {}\n", names.join(", "))?;
    out.push_str(
        "    func path(scale: CGFloat) -> Path {\n        var pen = Pen(scale: scale)\n        switch self {\n",
    );
    for (name, paths) in icons {
        writeln!(out, "        case .{}:", camel(name))?;
        for path in paths {
            for element in BezPath::from_svg(path).with_context(|| name.clone())? {
                writeln!(out, "            pen.{}", stroke(element))?;
            }
        }
    }
    out.push_str("        }\n        return pen.path\n    }\n}\n");
    Ok(out)
}

fn stroke(element: PathEl) -> String {
    // Thousandths of a point on a grid of 24 are seen by nobody.
    let of = |point: kurbo::Point| format!("{}, {}", (point.x * 1e3).round() / 1e3, (point.y * 1e3).round() / 1e3);
    match element {
        PathEl::MoveTo(to) => format!("move({})", of(to)),
        PathEl::LineTo(to) => format!("line({})", of(to)),
        PathEl::QuadTo(by, to) => format!("quad({}, {})", of(by), of(to)),
        PathEl::CurveTo(a, b, to) => format!("curve({}, {}, {})", of(a), of(b), of(to)),
        PathEl::ClosePath => "close()".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arcs_become_curves_and_every_path_begins_somewhere() {
        let icons = [("a-b".to_owned(), vec!["M2 12a10 10 0 1 0 20 0z".to_owned()])].into();
        let out = swift(&icons).unwrap();
        assert!(out.contains("case .aB:\n            pen.move(2, 12)\n            pen.curve("), "{out}");
        assert!(out.contains("22, 12)\n            pen.close()"), "{out}");
        assert!(swift(&[("a".to_owned(), vec!["L".to_owned()])].into()).is_err());
    }
}
