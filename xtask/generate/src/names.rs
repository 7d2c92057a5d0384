//! Names of one source in the languages' own spelling.

/// `ride-not-home-yet`, `not_home`: `rideNotHomeYet`, `notHome`.
pub(crate) fn camel(name: &str) -> String {
    let name = pascal(name);
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// `circle-check`: `CircleCheck`.
pub(crate) fn pascal(name: &str) -> String {
    name.split(['-', '_', '.'])
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
        })
        .collect()
}

/// A text as a literal that Kotlin and Swift both read; Kotlin's `$` is escaped by the caller.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling() {
        assert_eq!(camel("ride-not-home-yet"), "rideNotHomeYet");
        assert_eq!(pascal("circle-check"), "CircleCheck");
        assert_eq!(literal("a \"b\"\\"), r#""a \"b\"\\""#);
    }
}
