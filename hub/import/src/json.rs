//! The report of a dry run as JSON: for the console, for scripts, for scoring.

use serde_json::{Value, json};

use crate::diff::Plan;
use crate::messages;
use crate::reading::Reading;
use crate::report::{Finding, Severity};

/// The report of a reading, with the counts of re-imports in the order of `plans`.
pub fn report(reading: &Reading, plans: &[Plan], peak_mb: u64, seconds: f64) -> Value {
    let of = |severity: Severity| -> Vec<Value> {
        let stays = plans.last().into_iter().flat_map(|p| p.kept.iter().map(|k| &k.finding));
        reading.findings.iter().chain(stays).filter(|f| f.severity == severity).map(finding).collect()
    };
    let households: Vec<Value> = reading
        .households
        .iter()
        .map(|h| {
            json!({
                "sheet": h.source.as_ref().map_or("", |s| &s.sheet),
                "row": h.source.as_ref().map_or(0, |s| s.row),
                "code": h.code, "head": h.head, "honorific": h.honorific, "neighbourhood": h.neighbourhood,
                "phones": h.phones, "birth_year": h.birth_year, "birth_approximate": h.birth_approximate,
                "address": h.address, "member_count": h.member_count, "categories": h.categories,
                "ask_mobility": h.ask_mobility, "status": h.status, "note": h.note, "people": h.people,
            })
        })
        .collect();
    let counts: Vec<Value> = plans
        .iter()
        .map(|p| {
            json!({
                "created": p.created.len(), "updated": p.updated.len(), "unchanged": p.unchanged.len(),
                "missing": p.missing.len(), "kept": p.kept.len(),
            })
        })
        .collect();
    let refusal = reading.refused.as_ref().map(|r| messages::refusal(r.kind));
    json!({
        "refused": refusal.as_ref().map(|w| &w.vi), "refused_en": refusal.as_ref().map(|w| &w.en),
        "encoding": reading.encoding, "needs_neighbourhood": reading.needs_neighbourhood, "sheets": reading.sheets, "households": households,
        "errors": of(Severity::Error), "warnings": of(Severity::Warning), "reimport": counts,
        "peak_mb": peak_mb, "seconds": seconds,
    })
}

fn finding(finding: &Finding) -> Value {
    let (message, fix) = (messages::finding(finding), messages::fix(finding.code));
    json!({
        "sheet": finding.sheet, "row": finding.row, "column": finding.column, "code": finding.code,
        "value": finding.value, "count": finding.count, "message": message.vi, "message_en": message.en,
        "fix": fix.vi, "fix_en": fix.en,
    })
}
