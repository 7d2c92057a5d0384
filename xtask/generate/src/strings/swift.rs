//! Messages as Swift: one struct, whose language is a value.

use std::fmt::Write;

use super::{families, signature};
use crate::{
    messages::{Messages, Piece},
    names::{camel, literal},
};

/// `Strings.swift`.
pub(super) fn strings(vi: &Messages, en: &Messages) -> anyhow::Result<String> {
    let mut out = String::from(
        "// Generated from strings/ by `cargo xtask strings`.\n\n/// Words of one language.\n\
         public struct Strings: Sendable, Equatable {\n    public let isEnglish: Bool\n\n\
         \x20   public init(isEnglish: Bool) {\n        self.isEnglish = isEnglish\n    }\n\n",
    );
    for (key, pieces) in vi {
        let args: Vec<String> = signature(pieces, &en[key])
            .iter()
            .map(|(arg, number)| format!("{}: {}", name(arg), if *number { "Int" } else { "String" }))
            .collect();
        let head = if args.is_empty() {
            format!("var {}: String", camel(key))
        } else {
            format!("func {}({}) -> String", camel(key), args.join(", "))
        };
        writeln!(out, "    public {head} {{ isEnglish ? {} : {} }}", text(&en[key]), text(pieces))?;
    }
    for (family, codes) in &families(vi) {
        writeln!(out, "\n    /// A code in words; none for a code of a newer release.")?;
        writeln!(
            out,
            "    public func {}Of(_ code: String, _ args: [String: String] = [:]) -> String? {{\n        switch code {{",
            camel(family)
        )?;
        for (code, key) in codes {
            let args: Vec<String> = signature(&vi[*key], &en[*key])
                .iter()
                .map(|(arg, number)| {
                    let given = format!("args[{}]", literal(arg));
                    if *number {
                        format!("{}: {given}.flatMap {{ Int($0) }} ?? 0", name(arg))
                    } else {
                        format!("{}: {given} ?? \"\"", name(arg))
                    }
                })
                .collect();
            let call = if args.is_empty() { camel(key) } else { format!("{}({})", camel(key), args.join(", ")) };
            writeln!(out, "        case {}: {call}", literal(&code.replace('-', "_")))?;
        }
        out.push_str("        default: nil\n        }\n    }\n");
    }
    out.push_str("}\n");
    Ok(out)
}

fn name(arg: &str) -> String {
    if arg == "self" { "`self`".to_owned() } else { camel(arg) }
}

/// One literal, whatever is inserted: many added up take Swift's type checker long.
fn text(pieces: &[Piece]) -> String {
    let mut out = String::from("\"");
    for piece in pieces {
        match piece {
            Piece::Text(words) => {
                let quoted = literal(words);
                out.push_str(&quoted[1..quoted.len() - 1]);
            }
            Piece::Arg(arg) => out.push_str(&format!("\\({})", name(arg))),
            Piece::Count { arg, one, other } => {
                out.push_str(&format!("\\({} == 1 ? {} : {})", name(arg), text(one), text(other)));
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::parse;

    #[test]
    fn one_literal_a_language_and_a_way_from_code_to_words() {
        let vi = parse("x", "kind-note = ghi { $n } \"{ $who }\"\n").unwrap();
        let en = parse("x", "kind-note = { $n ->\n    [one] { $n } note\n   *[other] { $n } notes\n } of { $who }\n")
            .unwrap();
        let out = strings(&vi, &en).unwrap();
        assert!(out.contains(
            r#"public func kindNote(n: Int, who: String) -> String { isEnglish ? "\(n == 1 ? "\(n) note" : "\(n) notes") of \(who)" : "Ghi \(n) \"\(who)\"" }"#
        ));
        assert!(
            out.contains(r#"case "note": kindNote(n: args["n"].flatMap { Int($0) } ?? 0, who: args["who"] ?? "")"#)
        );
    }
}
