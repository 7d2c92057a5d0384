//! Messages of the Fluent subset: text, `{ $arg }`, one `[one]`/`[other]` on a whole number.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Arg(String),
    /// By a number: one, others.
    Count {
        arg: String,
        one: Vec<Piece>,
        other: Vec<Piece>,
    },
}

/// Messages by key.
pub(crate) type Messages = BTreeMap<String, Vec<Piece>>;

/// Reads the messages of a file.
pub(crate) fn parse(file: &str, text: &str) -> anyhow::Result<Messages> {
    let resource = parser::parse(text).map_err(|(_, errors)| anyhow::anyhow!("{file}: {errors:?}"))?;
    let mut messages = Messages::new();
    for entry in resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            _ => bail!("{file}: only messages and comments are understood"),
        };
        let key = message.id.name;
        let value = message.value.with_context(|| format!("{file}: {key} says nothing"))?;
        let pieces = pieces(&value).with_context(|| format!("{file}: {key}"))?;
        if messages.insert(key.to_owned(), capital(pieces)).is_some() {
            bail!("{file}: {key} twice");
        }
    }
    Ok(messages)
}

fn pieces(pattern: &Pattern<&str>) -> anyhow::Result<Vec<Piece>> {
    pattern.elements.iter().map(piece).collect()
}

fn piece(element: &PatternElement<&str>) -> anyhow::Result<Piece> {
    match element {
        PatternElement::TextElement { value } => Ok(Piece::Text((*value).to_owned())),
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } => {
            Ok(Piece::Arg(id.name.to_owned()))
        }
        PatternElement::Placeable {
            expression: Expression::Select { selector: InlineExpression::VariableReference { id }, variants },
        } => {
            let of = |wanted: &str| {
                let variant = variants
                    .iter()
                    .find(|variant| matches!(&variant.key, VariantKey::Identifier { name } if *name == wanted));
                pieces(&variant.with_context(|| format!("no [{wanted}]"))?.value)
            };
            Ok(Piece::Count { arg: id.name.to_owned(), one: of("one")?, other: of("other")? })
        }
        PatternElement::Placeable { .. } => bail!("only {{ $arg }} and one select on a number are understood"),
    }
}

/// The first letter of a message is a capital.
fn capital(mut pieces: Vec<Piece>) -> Vec<Piece> {
    if let Some(Piece::Text(text)) = pieces.first_mut() {
        let mut letters = text.chars();
        *text = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    }
    pieces
}

/// Arguments in order of their names, and whether each chooses by a number.
pub(crate) fn args(pieces: &[Piece]) -> BTreeMap<String, bool> {
    let mut found = BTreeMap::new();
    collect(pieces, &mut found);
    found
}

fn collect(pieces: &[Piece], found: &mut BTreeMap<String, bool>) {
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Arg(arg) => {
                found.entry(arg.clone()).or_insert(false);
            }
            Piece::Count { arg, one, other } => {
                found.insert(arg.clone(), true);
                collect(one, found);
                collect(other, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_arguments_and_numbers() {
        let text = "a = xin { $who }\nb = { $n ->\n    [one] { $n } item\n   *[other] { $n } items\n }\n";
        let messages = parse("x", text).unwrap();
        assert_eq!(messages["a"], [Piece::Text("Xin ".into()), Piece::Arg("who".into())]);
        assert_eq!(args(&messages["b"]), [("n".to_owned(), true)].into());
        assert!(parse("x", "a = { \"b\" }\n").is_err());
        assert!(parse("x", "a = 1\na = 2\n").is_err());
    }
}
