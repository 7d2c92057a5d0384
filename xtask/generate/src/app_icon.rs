//! `design/mark.svg` to the icon of the iOS app, in the colours of the tokens: one large picture a look, from which Xcode
//! makes all sizes. Without transparency, which the App Store refuses.

use std::{fs, io::BufWriter};

use anyhow::Context;
use kurbo::{BezPath, PathEl};
use serde_json::{Value, json};
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Transform};

use crate::{IOS_ASSETS, colour::Colour, read, root, write};

/// Points a side.
const SIDE: u16 = 1024;

/// What launchers show of the grid, at least: from here, so wide.
const SHOWN: (f32, f32) = (18.0, 72.0);

/// A look of iOS, its file, and the tokens' colours of ground and mark.
const LOOKS: [(Option<&str>, &str, [&str; 3]); 2] =
    [(None, "icon.png", ["light", "primary", "onPrimary"]), (Some("dark"), "icon-dark.png", ["dark", "bg", "primary"])];

pub(crate) fn generate() -> anyhow::Result<()> {
    let tokens: Value = serde_json::from_str(&read("design/tokens.json")?)?;
    let mark = mark(&read("design/mark.svg")?)?;
    let folder = format!("{IOS_ASSETS}/AppIcon.appiconset");
    fs::create_dir_all(root().join(&folder))?;
    for (_, file, [theme, ground, shape]) in LOOKS {
        let colour = |name: &str| colour(&tokens, theme, name);
        let points = draw(&mark, colour(ground)?, colour(shape)?)?;
        keep(&format!("{folder}/{file}"), &png(&points)?)?;
    }
    let images: Vec<Value> = LOOKS.iter().map(|(look, file, _)| image(*look, file)).collect();
    write(&format!("{folder}/Contents.json"), &catalog(json!({ "images": images }))?)?;
    write(&format!("{IOS_ASSETS}/Contents.json"), &catalog(json!({}))?)
}

fn image(look: Option<&str>, file: &str) -> Value {
    let mut image = json!({ "filename": file, "idiom": "universal", "platform": "ios", "size": "1024x1024" });
    if let Some(look) = look {
        image["appearances"] = json!([{ "appearance": "luminosity", "value": look }]);
    }
    image
}

/// What Xcode reads in a folder of a catalog.
fn catalog(mut contents: Value) -> anyhow::Result<String> {
    contents["info"] = json!({ "author": "xcode", "version": 1 });
    Ok(serde_json::to_string_pretty(&contents)? + "\n")
}

fn colour(tokens: &Value, theme: &str, name: &str) -> anyhow::Result<Colour> {
    let hex = tokens["color"][theme][name]["$value"]["hex"].as_str();
    Colour::read(hex.with_context(|| format!("no colour {theme} {name}"))?)
}

/// The outline in the picture.
fn mark(svg: &str) -> anyhow::Result<BezPath> {
    let path = svg.split(" d=\"").nth(1).and_then(|rest| rest.split('"').next()).context("mark.svg has no path")?;
    BezPath::from_svg(path).context("mark.svg")
}

/// Red, green and blue of each point.
fn draw(mark: &BezPath, ground: Colour, shape: Colour) -> anyhow::Result<Vec<u8>> {
    let mut picture = Pixmap::new(SIDE.into(), SIDE.into()).context("a picture")?;
    picture.fill(of(ground));
    let mut outline = PathBuilder::new();
    #[expect(clippy::cast_possible_truncation, reason = "the grid's numbers are small")]
    let at = |point: kurbo::Point| (point.x as f32, point.y as f32);
    for element in mark {
        match element {
            PathEl::MoveTo(to) => outline.move_to(at(to).0, at(to).1),
            PathEl::LineTo(to) => outline.line_to(at(to).0, at(to).1),
            PathEl::QuadTo(by, to) => outline.quad_to(at(by).0, at(by).1, at(to).0, at(to).1),
            PathEl::CurveTo(a, b, to) => outline.cubic_to(at(a).0, at(a).1, at(b).0, at(b).1, at(to).0, at(to).1),
            PathEl::ClosePath => outline.close(),
        }
    }
    let outline = outline.finish().context("mark.svg draws nothing")?;
    let scale = f32::from(SIDE) / SHOWN.1;
    let place = Transform::from_translate(-SHOWN.0, -SHOWN.0).post_scale(scale, scale);
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(of(shape));
    picture.fill_path(&outline, &paint, FillRule::Winding, place, None);
    // Opaque everywhere: nothing is multiplied by its transparency.
    Ok(picture.pixels().iter().flat_map(|point| [point.red(), point.green(), point.blue()]).collect())
}

fn of(colour: Colour) -> Color {
    let [_, red, green, blue] = colour.0.to_be_bytes();
    Color::from_rgba8(red, green, blue, u8::MAX)
}

fn png(points: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(BufWriter::new(&mut out), SIDE.into(), SIDE.into());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(points)?;
    writer.finish()?;
    Ok(out)
}

/// Writes a picture; one that is the same already keeps its time.
fn keep(path: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let path = root().join(path);
    if fs::read(&path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(&path, bytes).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_door_is_open_and_the_corners_are_ground() {
        let (ground, shape) = (Colour(0x08_553a), Colour(0xff_ffff));
        let points = draw(&mark(&read("design/mark.svg").unwrap()).unwrap(), ground, shape).unwrap();
        let at = |x: f32, y: f32| {
            let side = usize::from(SIDE);
            let on = |v: f32| ((v - SHOWN.0) / SHOWN.1 * f32::from(SIDE)) as usize;
            let from = (on(y) * side + on(x)) * 3;
            Colour(u32::from_be_bytes([0, points[from], points[from + 1], points[from + 2]]))
        };
        assert_eq!(at(19.0, 19.0), ground);
        assert_eq!(at(54.0, 45.0), shape, "the roof");
        assert_eq!(at(54.0, 70.0), ground, "the door");
        assert_eq!(at(38.0, 70.0), shape, "a wall");
    }

    #[test]
    fn a_picture_has_no_transparency() {
        let picture = png(&vec![7; usize::from(SIDE) * usize::from(SIDE) * 3]).unwrap();
        let reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
        assert_eq!(reader.info().color_type, png::ColorType::Rgb);
        assert_eq!((reader.info().width, reader.info().height), (1024, 1024));
    }

    /// The launcher of Android shows the same mark, on the same ground.
    #[test]
    fn android_shows_the_same_mark() {
        let svg = read("design/mark.svg").unwrap();
        let path = svg.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
        let res = "android/app/src/main/res";
        assert!(read(&format!("{res}/drawable/ic_house.xml")).unwrap().contains(&format!("pathData=\"{path}\"")));
        assert!(read(&format!("{res}/values/colors.xml")).unwrap().contains("<color name=\"mark\">#08553A</color>"));
        assert!(svg.contains("fill=\"#08553a\""));
    }

    #[test]
    fn the_catalog_names_a_picture_a_look() {
        let dark = image(Some("dark"), "icon-dark.png");
        assert_eq!(dark["appearances"][0]["value"], "dark");
        assert!(image(None, "icon.png").get("appearances").is_none());
        assert!(catalog(json!({})).unwrap().contains("\"version\": 1"));
    }
}
