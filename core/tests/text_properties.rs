//! Properties of text handling that hold for any input.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use doorstep_core::text::{address, clean, collate, fold, guard, name, phone, rank, same, same_key};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Text as people type it: Vietnamese syllables, digits, spaces and stray characters.
fn written() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵA-ZĐ0-9 .,/+()-]{0,40}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn clean_is_idempotent(text in written()) {
        let once = clean(&text);
        prop_assert_eq!(clean(&once), once);
    }

    #[test]
    fn fold_is_idempotent_and_blind_to_normal_form(text in written()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.clone());
        prop_assert_eq!(fold(&text.nfd().collect::<String>()), once);
    }

    #[test]
    fn sameness_is_blind_to_normal_form(text in written()) {
        let decomposed: String = text.nfd().collect();
        prop_assert!(same(&text, &decomposed));
        prop_assert_eq!(same_key(&text), same_key(&decomposed));
    }

    #[test]
    fn sort_keys_are_blind_to_normal_form(text in written()) {
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(collate::key(&text), collate::key(&decomposed));
        prop_assert_eq!(address::key(&text), address::key(&decomposed));
        prop_assert_eq!(name::sort_key(&text), name::sort_key(&decomposed));
    }

    #[test]
    fn a_longer_word_sorts_after_its_beginning(word in "[a-zăâđêôơư]{1,8}", more in "[a-zăâđêôơư]{1,4}") {
        let longer = format!("{word}{more}");
        prop_assert!(collate::key(&word) < collate::key(&longer));
    }

    #[test]
    fn a_normalised_phone_stays_as_it_is(text in written()) {
        for number in phone::read_cell(&text).numbers {
            prop_assert_eq!(phone::normalise(&number), Ok(number.clone()));
            prop_assert_eq!(phone::normalise(&phone::display(&number)), Ok(number));
        }
    }

    #[test]
    fn every_valid_mobile_is_read(prefix in prop::sample::select(vec!["03", "05", "07", "08", "09"]), rest in "[0-9]{8}") {
        prop_assert_eq!(phone::normalise(&format!("{prefix}{rest}")), Ok(format!("+84{}{rest}", &prefix[1..])));
    }

    #[test]
    fn names_are_tidied_once(text in written()) {
        let once = name::tidy(&text);
        prop_assert_eq!(name::tidy(&once), once);
    }

    #[test]
    fn nothing_is_left_to_redact(text in written()) {
        let shown = guard::redact(&text);
        prop_assert!(guard::find(&text).iter().all(|s| text.is_char_boundary(s.range.start) && text.is_char_boundary(s.range.end)));
        prop_assert!(!guard::find(&shown).iter().any(|s| s.kind == guard::SecretKind::IdNumber));
    }

    #[test]
    fn a_text_matches_each_of_its_words(text in "[a-zàáảãạăâđèéêìíòóôơùúư]{1,6}( [a-zàáảãạăâđèéêìíòóôơùúư]{1,6}){0,3}") {
        for word in text.split(' ') {
            prop_assert!(rank::Matcher::new(word).rank(&text) >= Some(rank::Rank::ExactStart));
            prop_assert!(rank::Matcher::new(&fold(word)).rank(&text).is_some());
        }
    }
}
