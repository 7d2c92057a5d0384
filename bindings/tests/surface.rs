//! What Kotlin and Swift see, read from the built library: every object, method, record and code. A change of it shows in
//! review, in `surface.txt`. To accept one: `UPDATE_SURFACE=1 cargo test -p doorstep-bindings --test surface`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use std::{collections::BTreeMap, fs, path::PathBuf};

use uniffi_meta::{FieldMetadata, FnParamMetadata, Metadata, Type};

/// The library beside this test's program.
fn library() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    let folder = program.parent().unwrap().to_owned();
    let name = format!("{}doorstep_bindings{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    [folder.join(&name), folder.parent().unwrap().join(&name)].into_iter().find(|path| path.exists()).unwrap()
}

fn name_of(ty: &Type) -> String {
    match ty {
        Type::Optional { inner_type } => format!("{}?", name_of(inner_type)),
        Type::Sequence { inner_type } => format!("[{}]", name_of(inner_type)),
        Type::Object { name, .. } | Type::Record { name, .. } | Type::Enum { name, .. } => name.clone(),
        Type::Custom { name, .. } => name.clone(),
        other => format!("{other:?}"),
    }
}

fn signature(name: &str, inputs: &[FnParamMetadata], returns: Option<&Type>, throws: Option<&Type>) -> String {
    let inputs: Vec<String> = inputs.iter().map(|input| format!("{}: {}", input.name, name_of(&input.ty))).collect();
    let returns = returns.map(|ty| format!(" -> {}", name_of(ty))).unwrap_or_default();
    let throws = throws.map(|ty| format!(" throws {}", name_of(ty))).unwrap_or_default();
    format!("    {name}({}){returns}{throws}\n", inputs.join(", "))
}

fn fields(fields: &[FieldMetadata]) -> Vec<String> {
    fields.iter().map(|field| format!("{}: {}", field.name, name_of(&field.ty))).collect()
}

/// One paragraph a type, methods in order of name.
fn surface(items: Vec<Metadata>) -> String {
    let mut types: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for item in items {
        match item {
            Metadata::Object(object) => {
                types.entry(object.name.clone()).or_default().0 = format!("object {}", object.name);
            }
            Metadata::Record(record) => {
                let lines = fields(&record.fields).into_iter().map(|field| format!("    {field}\n"));
                types.insert(record.name.clone(), (format!("record {}", record.name), lines.collect()));
            }
            Metadata::Enum(cases) => {
                let lines = cases.variants.iter().map(|variant| {
                    let fields = fields(&variant.fields);
                    let fields = if fields.is_empty() { String::new() } else { format!("({})", fields.join(", ")) };
                    format!("    {}{fields}\n", variant.name)
                });
                let kind = if cases.shape.is_error() { "error" } else { "enum" };
                types.insert(cases.name.clone(), (format!("{kind} {}", cases.name), lines.collect()));
            }
            Metadata::Constructor(new) => {
                let line = signature(&format!("static {}", new.name), &new.inputs, None, new.throws.as_ref());
                types.entry(new.self_name).or_default().1.push(line);
            }
            Metadata::Method(method) => {
                let line = signature(&method.name, &method.inputs, method.return_type.as_ref(), method.throws.as_ref());
                types.entry(method.self_name).or_default().1.push(line);
            }
            Metadata::TraitMethod(method) => {
                let line = signature(&method.name, &method.inputs, method.return_type.as_ref(), method.throws.as_ref());
                types.entry(method.trait_name).or_default().1.push(line);
            }
            Metadata::CustomType(custom) => {
                let head = format!("text {} = {}", custom.name, name_of(&custom.builtin));
                types.insert(custom.name, (head, Vec::new()));
            }
            Metadata::Func(function) => {
                let line = signature("", &function.inputs, function.return_type.as_ref(), function.throws.as_ref());
                types.insert(function.name.clone(), (format!("function {}", function.name), vec![line]));
            }
            _ => {}
        }
    }
    let mut out = String::new();
    for (head, mut lines) in types.into_values() {
        if head.starts_with("object") {
            lines.sort();
            lines.dedup();
        }
        out.push_str(&format!("{head}\n{}\n", lines.concat()));
    }
    out
}

#[test]
fn the_surface_is_the_reviewed_one() {
    let bytes = fs::read(library()).unwrap();
    let found = surface(uniffi_bindgen::macro_metadata::extract_from_bytes(&bytes).unwrap());
    let reviewed = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/surface.txt");
    if std::env::var_os("UPDATE_SURFACE").is_some() {
        fs::write(&reviewed, &found).unwrap();
    }
    assert!(found.contains("object Doorstep") && found.contains("object Platform"));
    let expected = fs::read_to_string(&reviewed).unwrap_or_default();
    let differs = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert!(found == expected, "the surface differs from tests/surface.txt, first at {differs:?}");
}
