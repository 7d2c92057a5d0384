//! `design/icons.json` to Kotlin: stroke icons on a grid of 24.

use std::{collections::BTreeMap, fmt::Write};

use crate::{
    KOTLIN,
    names::{literal, pascal},
    read, write,
};

pub(crate) fn generate() -> anyhow::Result<()> {
    let icons: BTreeMap<String, Vec<String>> = serde_json::from_str(&read("design/icons.json")?)?;
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
    for (name, paths) in &icons {
        let paths: Vec<String> = paths.iter().map(|path| literal(path)).collect();
        writeln!(out, "    val {} by lazy {{ icon({}, {}) }}", pascal(name), literal(name), paths.join(", "))?;
    }
    out.push_str("}\n");
    write(&format!("{KOTLIN}/Icons.kt"), &out)
}
