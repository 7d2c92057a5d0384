//! `cargo xtask android lint`: calls that a phone of Android 8 does not have, what Android's own lint knows, and that Gradle
//! would build with the versions that are tested.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{lay, lay_out, maven};
use crate::run::{Failure, root, run};

/// Checks the app as it would be built for a phone.
pub(crate) fn lint() -> Result<(), Failure> {
    versions()?;
    lay_out()?;
    // Compiled against Android's public interface of the oldest phone that the app runs on.
    run(maven().args(["-Psniff", "-pl", "library,app", "process-classes"]))?;
    android_lint()
}

/// Android's lint, without Gradle: it reads a description of the project.
pub(crate) fn android_lint() -> Result<(), Failure> {
    let folder = lay::fresh(&root().join("target/android/lint"))?;
    lay::fresh(&folder.join("cache"))?;
    let mut sources = Vec::new();
    for part in [root().join("android/app/src/main/kotlin"), lay::laid().join("java/vn")] {
        gather(&part, &mut sources)?;
    }
    sources.sort();
    let description = folder.join("project.xml");
    fs::write(&description, project(&sources))
        .map_err(|error| Failure(format!("{}: {error}", description.display())))?;
    let report = folder.join("report.txt");
    let ended = run(Command::new("java")
        .args(["-Xmx2g", "-cp"])
        .arg(lay::tools())
        .args(["com.android.tools.lint.Main", "--exitcode", "--quiet", "-Werror", "--project"])
        .arg(&description)
        .arg("--config")
        .arg(root().join("android/lint.xml"))
        .arg("--text")
        .arg(&report));
    if ended.is_err() {
        eprintln!("{}", fs::read_to_string(&report).unwrap_or_default());
    }
    ended
}

fn project(sources: &[PathBuf]) -> String {
    let root = root();
    let android = root.join("android");
    let laid = lay::laid();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<project>\n");
    let mut line = |text: String| {
        let _ = writeln!(out, "  {text}");
    };
    line(format!("<root dir=\"{}\"/>", root.display()));
    line(format!("<cache dir=\"{}\"/>", root.join("target/android/lint/cache").display()));
    line("<module name=\"app\" android=\"true\" library=\"false\" compile-sdk-version=\"35\">".into());
    line(format!("  <manifest file=\"{}\"/>", android.join("app/src/main/AndroidManifest.xml").display()));
    line(format!("  <merged-manifest file=\"{}\"/>", laid.join("AndroidManifest.xml").display()));
    // File by file: of a folder it reads no Kotlin, and says nothing.
    for source in sources {
        line(format!("  <src file=\"{}\"/>", source.display()));
    }
    for resources in [android.join("app/src/main/res"), root.join("target/generated/android/res")] {
        line(format!("  <resource file=\"{}\"/>", resources.display()));
    }
    line(format!("  <classpath jar=\"{}\"/>", laid.join("main/classes.jar").display()));
    if let Ok(framework) = lay::framework() {
        line(format!("  <classpath jar=\"{}\"/>", framework.display()));
    }
    line("</module>".into());
    out.push_str("</project>\n");
    out
}

fn gather(folder: &Path, into: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            gather(&path, into)?;
        } else {
            into.push(path);
        }
    }
    Ok(())
}

/// Gradle builds for phones, Maven for tests: the same versions, or what is tested is not what is shipped.
pub(crate) fn versions() -> Result<(), Failure> {
    let catalog = read("android/gradle/libs.versions.toml")?;
    let poms = ["pom.xml", "aars/pom.xml", "library/pom.xml", "ui/pom.xml", "app/pom.xml"]
        .iter()
        .map(|pom| read(&format!("android/{pom}")))
        .collect::<Result<Vec<_>, _>>()?
        .join("\n");
    let problems = differences(&catalog, &poms);
    if problems.is_empty() { Ok(()) } else { Err(Failure(problems.join("\n"))) }
}

fn read(file: &str) -> Result<String, Failure> {
    let path = root().join(file);
    fs::read_to_string(&path).map_err(|error| Failure(format!("{}: {error}", path.display())))
}

/// Modules of the catalog that the poms have in another version, or not at all.
fn differences(catalog: &str, poms: &str) -> Vec<String> {
    let versions = table(catalog, "versions");
    let version = |name: &str| versions.iter().find(|(key, _)| *key == name).map(|(_, value)| value.trim_matches('"'));
    let mut problems = Vec::new();
    for (alias, entry) in table(catalog, "libraries") {
        let (Some(module), Some(reference)) = (field(entry, "module"), field(entry, "version.ref")) else {
            problems.push(format!("{alias}: no module or version.ref"));
            continue;
        };
        let Some(wanted) = version(reference) else {
            problems.push(format!("{alias}: no version {reference}"));
            continue;
        };
        let found = versions_of(module, poms);
        if found.is_empty() {
            problems.push(format!("{module}: in Gradle's catalog, in no pom"));
        }
        problems.extend(
            found
                .iter()
                .filter(|found| *found != wanted)
                .map(|found| format!("{module}: {wanted} in Gradle's catalog, {found} in a pom")),
        );
    }
    problems
}

/// The lines `key = value` of a table of the catalog.
fn table<'a>(catalog: &'a str, name: &str) -> Vec<(&'a str, &'a str)> {
    catalog
        .lines()
        .map(str::trim)
        .skip_while(|line| *line != format!("[{name}]"))
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .collect()
}

/// The text of `name = "…"` inside braces.
fn field<'a>(entry: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = entry.split_once(&format!("{name} = \""))?;
    after.split_once('"').map(|(value, _)| value)
}

/// The versions in which poms name a module: itself, or as the variant that Gradle's metadata leads to.
fn versions_of(module: &str, poms: &str) -> Vec<String> {
    let Some((group, artifact)) = module.split_once(':') else { return Vec::new() };
    let compact: String = poms.split_whitespace().collect();
    let property = |value: &str| {
        let Some(name) = value.strip_prefix("${").and_then(|value| value.strip_suffix('}')) else {
            return value.to_owned();
        };
        between(&compact, &format!("<{name}>"), &format!("</{name}>")).unwrap_or_default().to_owned()
    };
    let mut found: Vec<String> = [artifact.to_owned(), format!("{artifact}-android"), format!("{artifact}-jvm")]
        .iter()
        .flat_map(|artifact| {
            let named = format!("<groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>");
            compact
                .split(&named)
                .skip(1)
                .filter_map(|rest| rest.split_once('<'))
                .map(|(v, _)| property(v))
                .collect::<Vec<_>>()
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POM: &str = "<properties><a.version>1.2</a.version></properties>
        <artifactItem><groupId>g</groupId><artifactId>core-android</artifactId><version>${a.version}</version></artifactItem>
        <dependency>\n <groupId>g</groupId>\n <artifactId>other</artifactId>\n <version>3</version>\n</dependency>";

    fn catalog(core: &str, other: &str) -> String {
        format!(
            "[versions]\na = \"{core}\"\nb = \"{other}\"\n\n[libraries]\ncore = {{ module = \"g:core\", version.ref = \"a\" }}\n\
             other = {{ module = \"g:other\", version.ref = \"b\" }}\n\n[plugins]\nx = {{ id = \"y\", version.ref = \"a\" }}\n"
        )
    }

    #[test]
    fn versions_that_differ_are_told_of() {
        assert_eq!(differences(&catalog("1.2", "3"), POM), Vec::<String>::new());
        assert_eq!(differences(&catalog("1.2", "4"), POM), ["g:other: 4 in Gradle's catalog, 3 in a pom"]);
        assert_eq!(differences(&catalog("1.3", "3"), POM), ["g:core: 1.3 in Gradle's catalog, 1.2 in a pom"]);
        assert_eq!(
            differences(&catalog("1.2", "3").replace("g:other", "g:none"), POM),
            ["g:none: in Gradle's catalog, in no pom"]
        );
    }

    #[test]
    fn what_is_tested_is_what_is_shipped() {
        versions().unwrap();
    }
}
