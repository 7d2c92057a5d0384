//! What went wrong, in the person's language and with what to do next.

use doorstep_bindings::DoorstepError;
use doorstep_core::store::query::fates::ReasonArg;

use crate::words::Words;

/// Something that the person can mend, found before the facade was asked: a message and its arguments.
#[derive(Debug, thiserror::Error)]
#[error("{key}")]
pub(crate) struct Mistake {
    /// The message.
    pub(crate) key: &'static str,
    /// Its arguments.
    pub(crate) args: Vec<(&'static str, String)>,
}

/// A mistake with arguments.
pub(crate) fn mistake(key: &'static str, args: &[(&'static str, String)]) -> anyhow::Error {
    Mistake { key, args: args.to_vec() }.into()
}

/// The words for an error.
pub(crate) fn explain(words: &Words, error: &anyhow::Error) -> String {
    if let Some(mistake) = error.downcast_ref::<Mistake>() {
        return words.say(mistake.key, &mistake.args);
    }
    match error.downcast_ref::<DoorstepError>() {
        Some(error) => of_facade(words, error),
        None => words.say("error-internal", &[("code", format!("{error:#}"))]),
    }
}

/// Arguments of a reason, for a message.
pub(crate) fn args(args: &[ReasonArg]) -> Vec<(&str, String)> {
    args.iter().map(|arg| (arg.name.as_str(), arg.value.clone())).collect()
}

fn of_facade(words: &Words, error: &DoorstepError) -> String {
    match error {
        DoorstepError::Refused { code, args: given } => match code.as_str() {
            "invalid" if given.iter().any(|arg| arg.value == "phone") => words.get("error-phone-number"),
            "secret_in_text" => words.get("guard-secret"),
            "consent_missing" | "consent_withdrawn" => {
                let purpose = given.iter().find(|arg| arg.name == "purpose").map_or("", |arg| &arg.value);
                let purpose = words.code("consent", purpose, &[]);
                words.code("refusal", code, &[("who", String::new()), ("purpose", purpose)]).trim().to_owned()
            }
            _ => words.code("refusal", code, &args(given)),
        },
        DoorstepError::State { code } => words.code("error-state", code, &[]),
        DoorstepError::Enrolment { code } => words.code("error-enrolment", code, &[]),
        DoorstepError::Sync { code, args: given } => words.code("error-sync", code, &args(given)),
        DoorstepError::Storage { code } => words.code("error-storage", code, &[]),
        DoorstepError::NotHere => words.get("error-not-here"),
        DoorstepError::Internal { code } => words.say("error-internal", &[("code", code.clone())]),
    }
}
