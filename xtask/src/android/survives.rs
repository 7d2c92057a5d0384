//! What is only found by its name, by JNA, by Android or by a table of services, and must be there after shrinking: R8 sees
//! no caller, and what it takes away fails on a phone alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::run::{Failure, output};

/// Classes by their descriptor (`Lvn/doorstep/core/Doorstep;`), each with its fields and methods: by their names, and in shrunk
/// code also with their descriptors (`name descriptor`), in which classes that nobody names have other names.
type Classes = BTreeMap<String, BTreeSet<String>>;

/// How JNA finds the order of a structure's fields: an annotation that is read at run time.
const FIELD_ORDER: &str = "order of fields";
const FIELD_ORDER_KEPT: &str = "VISIBILITY_RUNTIME Lcom/sun/jna/Structure$FieldOrder;";

/// Fails with what is missing in the shrunk code. `kept` are jars with the prefix of what must be whole; `named` are classes
/// that a manifest or a table names, and `made` those with a constructor that is called by reflection.
pub(crate) fn check(
    dexes: &[PathBuf],
    kept: &[(PathBuf, &str)],
    named: &[String],
    made: &[(String, &str)],
) -> Result<usize, Failure> {
    let shrunk = in_dex(&output(Command::new("dexdump").arg("-a").args(dexes))?);
    let mut wanted = Classes::new();
    for (jar, prefix) in kept {
        let found = in_jar(jar, prefix)?;
        if found.is_empty() {
            return Err(Failure(format!("{}: nothing below {prefix}", jar.display())));
        }
        wanted.extend(found);
    }
    wanted.extend(named.iter().map(|name| (descriptor(name), BTreeSet::new())));
    wanted.extend(made.iter().map(|(name, how)| (descriptor(name), [format!("<init> {how}")].into())));
    let missing = missing(&wanted, &shrunk);
    if missing.is_empty() {
        return Ok(wanted.len());
    }
    Err(Failure(format!("shrunk away, and found by its name alone: {}", missing.join("; "))))
}

fn missing(wanted: &Classes, shrunk: &Classes) -> Vec<String> {
    let mut missing = Vec::new();
    for (class, members) in wanted {
        match shrunk.get(class) {
            None => missing.push(class.clone()),
            Some(there) => missing.extend(members.difference(there).map(|member| format!("{class} {member}"))),
        }
    }
    missing
}

fn descriptor(name: &str) -> String {
    format!("L{};", name.replace('.', "/"))
}

/// What `dexdump` says, in its plain layout.
fn in_dex(said: &str) -> Classes {
    let mut classes = Classes::new();
    let (mut class, mut name) = (String::new(), String::new());
    // A class comes after its annotations.
    let mut ordered = false;
    for line in said.lines() {
        ordered |= line.trim_start().starts_with(FIELD_ORDER_KEPT);
        let Some((key, value)) = line.split_once(" : '") else { continue };
        let value = value.trim_end_matches('\'');
        match key.trim() {
            "Class descriptor" => {
                value.clone_into(&mut class);
                let order = std::mem::take(&mut ordered).then(|| FIELD_ORDER.to_owned());
                classes.insert(class.clone(), order.into_iter().collect());
            }
            "name" => value.clone_into(&mut name),
            "type" => {
                let members = classes.entry(class.clone()).or_default();
                members.insert(format!("{name} {value}"));
                members.insert(name.clone());
            }
            _ => {}
        }
    }
    classes
}

/// Classes of a jar below a prefix, with what they declare.
fn in_jar(jar: &Path, prefix: &str) -> Result<Classes, Failure> {
    let names = names_in(jar)?;
    let classes: Vec<&str> = names
        .iter()
        .filter_map(|name| name.strip_suffix(".class"))
        .filter(|name| name.starts_with(prefix) && !name.ends_with("-info"))
        .collect();
    if classes.is_empty() {
        return Ok(Classes::new());
    }
    // Files rather than names: a `$` in a name is no inner class to `javap`.
    let url = |class: &&str| format!("jar:file:{}!/{class}.class", jar.display());
    Ok(declared(&output(Command::new("javap").arg("-p").args(classes.iter().map(url)))?))
}

/// The entries of a zip.
pub(crate) fn names_in(zip: &Path) -> Result<Vec<String>, Failure> {
    Ok(output(Command::new("jar").arg("--list").arg("--file").arg(zip))?.lines().map(str::to_owned).collect())
}

/// What `javap -p` says. Static initialisers and the bodies of lambdas are nobody's to find.
fn declared(said: &str) -> Classes {
    let mut classes = Classes::new();
    let mut class = String::new();
    for line in said.lines() {
        if let Some(member) = line.strip_prefix("  ") {
            let declaration = member.split('(').next().unwrap_or_default().trim_end_matches(';');
            let word = declaration.rsplit(' ').next().unwrap_or_default();
            // A constructor is named as its class.
            let name = if descriptor(word) == class { "<init>" } else { word };
            if name != "{}" && !name.contains("lambda$") {
                classes.entry(class.clone()).or_default().insert(name.to_owned());
            }
        } else if line.ends_with('{') {
            let word =
                line.split(" extends ").next().unwrap_or_default().split(" implements ").next().unwrap_or_default();
            let word = word.trim_end_matches(" {").split('<').next().unwrap_or_default();
            class = descriptor(word.rsplit(' ').next().unwrap_or_default());
            // JNA's own structures say it by a method.
            let ordered = line.contains(" extends com.sun.jna.Structure ") && !class.starts_with("Lcom/sun/jna/");
            classes.insert(class.clone(), ordered.then(|| FIELD_ORDER.into()).into_iter().collect());
        }
    }
    classes
}

/// Classes that a manifest names: the app's process and its components.
pub(crate) fn in_manifest(manifest: &Path) -> Result<Vec<String>, Failure> {
    let text = fs::read_to_string(manifest).map_err(|error| Failure(format!("{}: {error}", manifest.display())))?;
    Ok(components(&text))
}

fn components(manifest: &str) -> Vec<String> {
    let tags = manifest.split('<').filter(|tag| {
        ["application", "activity", "service", "receiver", "provider"]
            .iter()
            .any(|kind| tag.strip_prefix(kind).is_some_and(|rest| rest.starts_with(char::is_whitespace)))
    });
    tags.filter_map(|tag| tag.split_once("android:name=\"")?.1.split('"').next().map(str::to_owned)).collect()
}

/// Classes that tables of services name.
pub(crate) fn in_services(folder: &Path) -> Result<Vec<String>, Failure> {
    let Ok(entries) = fs::read_dir(folder.join("META-INF/services")) else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let text = fs::read_to_string(&path).map_err(|error| Failure(format!("{}: {error}", path.display())))?;
        names.extend(
            text.lines()
                .map(|line| line.split('#').next().unwrap_or_default().trim())
                .filter(|line| !line.is_empty())
                .map(str::to_owned),
        );
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEX: &str = "\
Class #0 annotations:
Annotations on class
  VISIBILITY_RUNTIME Lcom/sun/jna/Structure$FieldOrder; value={ \"capacity\" }
Class #0            -
  Class descriptor  : 'Lcore/Structure;'
  Superclass        : 'Lcom/sun/jna/Structure;'
  Instance fields   -
    #0              : (in Lcore/Structure;)
      name          : 'capacity'
      type          : 'J'
  Direct methods    -
    #0              : (in Lcore/Structure;)
      name          : '<init>'
      type          : '(J)V'
Class #1            -
  Class descriptor  : 'Lcore/Other;'
";

    const JAVAP: &str = "\
Compiled from \"core.kt\"
public class core.Structure<T> extends com.sun.jna.Structure {
  public long capacity;
  static {};

  public core.Structure(long);
  private static final void read$lambda$0();
}
public interface core.Callback extends com.sun.jna.Callback {
  public abstract void callback(long, byte);
}
";

    #[test]
    fn what_was_shrunk_away_is_named() {
        let (dex, declared) = (in_dex(DEX), declared(JAVAP));
        assert_eq!(missing(&declared, &dex), ["Lcore/Callback;"]);
        let unordered = in_dex(&DEX.replace("VISIBILITY_RUNTIME", "VISIBILITY_BUILD"));
        assert_eq!(missing(&declared, &unordered), ["Lcore/Callback;", "Lcore/Structure; order of fields"]);
        let renamed = in_dex(&DEX.replace("'capacity'", "'a'"));
        assert_eq!(missing(&declared, &renamed), ["Lcore/Callback;", "Lcore/Structure; capacity"]);
        assert_eq!(declared["Lcore/Callback;"].iter().collect::<Vec<_>>(), ["callback"]);
        // A constructor that is called by its arguments.
        let made = |how: &str| Classes::from([(descriptor("core.Structure"), [format!("<init> {how}")].into())]);
        assert_eq!(missing(&made("(J)V"), &dex), Vec::<String>::new());
        assert_eq!(missing(&made("(I)V"), &dex), ["Lcore/Structure; <init> (I)V"]);
    }

    #[test]
    fn a_manifest_names_its_components() {
        let manifest = "<manifest package=\"p\"><uses-permission android:name=\"x\"/><application\n android:name=\"p.App\">\
                        <activity android:exported=\"true\" android:name=\"p.Main\"/><activity-alias android:name=\"p.No\"/>\
                        <provider android:name=\"p.Files\"/></application></manifest>";
        assert_eq!(components(manifest), ["p.App", "p.Main", "p.Files"]);
    }
}
