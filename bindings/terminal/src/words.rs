//! Words in Vietnamese and English, from the same files as the apps' (`strings/`).
//!
//! The files are a subset of Fluent: text, `{ $arg }`, one select on a whole number. Vietnamese needs no plural.

use std::collections::HashMap;

use doorstep_core::text;
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey},
    parser,
};

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Lang {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

const VI: [&str; 2] = [include_str!("../../../strings/vi.ftl"), include_str!("../../../strings/terminal/vi.ftl")];
const EN: [&str; 2] = [include_str!("../../../strings/en.ftl"), include_str!("../../../strings/terminal/en.ftl")];

/// An argument of a message.
pub(crate) type Arg<'a> = (&'a str, String);

/// The words of one language.
pub(crate) struct Words {
    lang: Lang,
    patterns: HashMap<String, Pattern<&'static str>>,
}

impl Words {
    /// The words of a language.
    pub(crate) fn of(lang: Lang) -> Words {
        let mut patterns = HashMap::new();
        for file in if lang == Lang::Vi { VI } else { EN } {
            // What does not parse is missing, and shows as its key; a test reads every message.
            let resource = match parser::parse(file) {
                Ok(resource) => resource,
                Err((resource, _)) => resource,
            };
            for entry in resource.body {
                if let Entry::Message(message) = entry
                    && let Some(value) = message.value
                {
                    patterns.insert(message.id.name.to_owned(), value);
                }
            }
        }
        Words { lang, patterns }
    }

    /// The language.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether there is such a message.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.patterns.contains_key(key)
    }

    /// A message without arguments.
    pub(crate) fn get(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// A message, its first letter a capital. One that nobody has translated shows its key.
    pub(crate) fn say(&self, key: &str, args: &[Arg<'_>]) -> String {
        let Some(pattern) = self.patterns.get(key) else { return key.to_owned() };
        let mut out = String::new();
        write(pattern, args, &mut out);
        let mut letters = out.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// The message of a code: `outcome-not-home` for prefix `outcome` and code `not_home`; the code itself where there is
    /// none.
    pub(crate) fn code(&self, prefix: &str, code: &str, args: &[Arg<'_>]) -> String {
        let key = format!("{prefix}-{}", code.replace('_', "-"));
        if self.has(&key) { self.say(&key, args) } else { code.to_owned() }
    }
}

/// What a person typed, without accents, spaces and hyphens: `Chưa xong`, `chua-xong` and `chuaxong` are one.
pub(crate) fn typed(words: &str) -> String {
    text::fold(words).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn write(pattern: &Pattern<&str>, args: &[Arg<'_>], out: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => out.push_str(value),
            PatternElement::Placeable { expression } => place(expression, args, out),
        }
    }
}

fn place(expression: &Expression<&str>, args: &[Arg<'_>], out: &mut String) {
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => out.push_str(value(id.name, args)),
        Expression::Inline(_) => {}
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            let one = value(id.name, args) == "1";
            if let Some(variant) = variants.iter().find(|v| one && is_one(v)).or(variants.iter().find(|v| v.default)) {
                write(&variant.value, args, out);
            }
        }
        Expression::Select { .. } => {}
    }
}

fn is_one(variant: &Variant<&str>) -> bool {
    matches!(&variant.key, VariantKey::Identifier { name } if *name == "one")
}

fn value<'a>(name: &str, args: &'a [Arg<'_>]) -> &'a str {
    args.iter().find(|(given, _)| *given == name).map_or("", |(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_things_and_parse() {
        for file in VI.iter().chain(&EN) {
            assert!(parser::parse(*file).is_ok());
        }
        let (vi, en) = (Words::of(Lang::Vi), Words::of(Lang::En));
        let mut keys: Vec<&String> = vi.patterns.keys().collect();
        let mut others: Vec<&String> = en.patterns.keys().collect();
        keys.sort();
        others.sort();
        assert_eq!(keys, others);
        assert!(keys.len() > 140);
    }

    #[test]
    fn numbers_choose_and_arguments_are_put_in() {
        let (vi, en) = (Words::of(Lang::Vi), Words::of(Lang::En));
        assert_eq!(en.say("sync-pending", &[("n", "1".into())]), "1 item not sent");
        assert_eq!(en.say("sync-pending", &[("n", "3".into())]), "3 items not sent");
        assert_eq!(vi.say("sync-pending", &[("n", "3".into())]), "3 việc chưa gửi");
        assert_eq!(vi.code("outcome", "not_home", &[]), "Không có ai ở nhà");
        assert_eq!(typed("Chưa xong"), typed("chua-xong"));
    }

    /// Every reason that a phone or hub gives, and every code that a screen shows, has words in both languages.
    #[test]
    fn every_code_has_words() {
        use doorstep_core::{
            model::{ride::RideState, visit::VisitOutcome},
            receipt::Reason,
            store::query::fates::FateStep,
        };
        for words in [Words::of(Lang::Vi), Words::of(Lang::En)] {
            let all = [
                ("outcome", VisitOutcome::KNOWN),
                ("ride-state", RideState::KNOWN),
                ("refusal", Reason::KNOWN),
                ("fate", FateStep::KNOWN),
            ];
            for (prefix, codes) in all {
                for code in codes {
                    let key = format!("{prefix}-{}", code.replace('_', "-"));
                    assert!(words.has(&key), "{key}");
                }
            }
        }
    }
}
