//! From the two data files to a catalogue.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Deserialize;

use super::service::{DatedAmount, Name, Service};
use super::words::{CodeKind, Word};
use super::{Catalogue, MISSING_PAPER, OTHER_SERVICE};

impl Catalogue {
    /// Reads a catalogue: its services (JSON) and the words of its codes (CSV: code, kind, vi, en).
    ///
    /// # Errors
    /// What cannot be read at all, two services or codes of one name, and a service without outcomes or with a code that
    /// has no words, each with its place.
    pub fn read(services_json: &str, codes_csv: &str) -> Result<Self, CatalogueError> {
        let file: ServicesFile = serde_json::from_str(services_json)
            .map_err(|error| CatalogueError::Services { line: error.line(), what: error.to_string() })?;
        let mut catalogue = Self { version: file.as_of, services: Vec::new(), words: read_words(codes_csv)? };
        let mut papers: HashMap<String, String> =
            catalogue.codes(CodeKind::Paper).map(|(code, word)| (word.vi.clone(), code.to_owned())).collect();
        for row in file.services {
            let codes = row.bring.iter().map(|phrase| {
                let code = papers.entry(phrase.clone()).or_insert_with(|| code_for_new_paper(phrase)).clone();
                let word = || Word { vi: phrase.clone(), en: phrase.clone() };
                catalogue.words.entry((CodeKind::Paper, code.clone())).or_insert_with(word);
                code
            });
            let codes = codes.collect();
            let service = row.into_service(codes);
            catalogue.admit(service)?;
        }
        for code in [(CodeKind::Service, OTHER_SERVICE), (CodeKind::Blocker, MISSING_PAPER)] {
            catalogue.require(code.0, code.1, "every catalogue")?;
        }
        Ok(catalogue)
    }

    fn admit(&mut self, service: Service) -> Result<(), CatalogueError> {
        if service.outcomes.is_empty() {
            return Err(CatalogueError::NoOutcome { service: service.id });
        }
        let used = [
            (CodeKind::Group, std::slice::from_ref(&service.group)),
            (CodeKind::Where, &service.places),
            (CodeKind::Outcome, &service.outcomes),
            (CodeKind::Blocker, &service.blockers),
        ];
        for (kind, codes) in used {
            codes.iter().try_for_each(|code| self.require(kind, code, &service.id))?;
        }
        let Name { vi, en } = service.name.clone();
        if self.words.insert((CodeKind::Service, service.id.clone()), Word { vi, en }).is_some() {
            return Err(CatalogueError::Twice { code: service.id });
        }
        self.services.push(service);
        Ok(())
    }

    fn require(&self, kind: CodeKind, code: &str, service: &str) -> Result<(), CatalogueError> {
        let missing = || CatalogueError::NoWords { code: code.to_owned(), kind, service: service.to_owned() };
        self.word(kind, code).map(|_| ()).ok_or_else(missing)
    }
}

/// A paper that the list of codes does not have yet is named by its phrase, so that every reader names it alike.
fn code_for_new_paper(phrase: &str) -> String {
    format!("paper_{}", &blake3::hash(phrase.as_bytes()).to_hex()[..12])
}

fn read_words(codes_csv: &str) -> Result<BTreeMap<(CodeKind, String), Word>, CatalogueError> {
    let mut words = BTreeMap::new();
    for (index, row) in csv::Reader::from_reader(codes_csv.as_bytes()).into_deserialize::<CodeRow>().enumerate() {
        let row = row.map_err(|error| CatalogueError::Codes { row: index + 2, what: error.to_string() })?;
        let en = if row.en.is_empty() { row.vi.clone() } else { row.en };
        if words.insert((row.kind, row.code.clone()), Word { vi: row.vi, en }).is_some() {
            return Err(CatalogueError::Twice { code: row.code });
        }
    }
    Ok(words)
}

/// Why a catalogue cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// The services are not the JSON that is expected.
    #[error("services, line {line}: {what}")]
    Services {
        /// Line in the file, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// A row of codes does not read.
    #[error("codes, row {row}: {what}")]
    Codes {
        /// Row in the file, from 1, the heading included.
        row: usize,
        /// What is wrong.
        what: String,
    },
    /// Two services, or two codes of a kind, have one name.
    #[error("code {code:?} occurs twice: rename or remove one")]
    Twice {
        /// The code.
        code: String,
    },
    /// Nothing could be recorded of this service.
    #[error("service {service:?} has no outcomes: list at least one")]
    NoOutcome {
        /// The service.
        service: String,
    },
    /// A code without words cannot be shown.
    #[error("{kind:?} {code:?} of {service:?} has no row in the codes: add its Vietnamese and English words")]
    NoWords {
        /// The code.
        code: String,
        /// Its kind.
        kind: CodeKind,
        /// The service that uses it.
        service: String,
    },
}

#[derive(Deserialize)]
struct CodeRow {
    code: String,
    kind: CodeKind,
    vi: String,
    #[serde(default)]
    en: String,
}

#[derive(Deserialize)]
struct ServicesFile {
    as_of: String,
    services: Vec<ServiceRow>,
}

/// A service as it stands in the file; what is not listed here is passed over.
#[derive(Deserialize)]
struct ServiceRow {
    id: String,
    group: String,
    name_vi: String,
    #[serde(default)]
    name_en: String,
    #[serde(rename = "where")]
    places: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    bring: Vec<String>,
    #[serde(default)]
    steps: Vec<String>,
    #[serde(default)]
    if_borrowed_phone: Vec<String>,
    #[serde(default)]
    safety: Vec<String>,
    warn: Option<String>,
    eligibility: Option<String>,
    processing: Option<String>,
    #[serde(default)]
    blockers: Vec<String>,
    outcomes: Vec<String>,
    follow_up_days: Option<u16>,
    #[serde(default)]
    needs_travel: bool,
    #[serde(default)]
    sensitive_data: bool,
    online_only_since: Option<String>,
    hotline: Option<String>,
    tthc_code: Option<String>,
    fee_vnd: Option<u64>,
    fee_note: Option<String>,
    #[serde(default)]
    amount_vnd_month: Vec<DatedAmount>,
    #[serde(default)]
    legal: Vec<String>,
}

impl ServiceRow {
    fn into_service(self, papers: Vec<String>) -> Service {
        // The date comes first, a remark may follow: "2025-10-01 (…)".
        let online_only_from: Option<NaiveDate> = self
            .online_only_since
            .as_deref()
            .and_then(|text| text.split_whitespace().next())
            .and_then(|date| date.parse().ok());
        let en = if self.name_en.is_empty() { self.name_vi.clone() } else { self.name_en };
        Service {
            id: self.id,
            group: self.group,
            name: Name { vi: self.name_vi, en },
            places: self.places,
            needs: self.needs,
            papers,
            steps: self.steps,
            steps_on_borrowed_phone: self.if_borrowed_phone,
            safety: self.safety,
            warning: self.warn,
            eligibility: self.eligibility,
            processing: self.processing,
            blockers: self.blockers,
            outcomes: self.outcomes,
            follow_up_days: self.follow_up_days,
            needs_travel: self.needs_travel,
            sensitive: self.sensitive_data,
            online_only_from,
            hotline: self.hotline,
            procedure_code: self.tthc_code,
            fee_vnd: self.fee_vnd,
            fee_note: self.fee_note,
            monthly_amounts: self.amount_vnd_month,
            legal: self.legal,
        }
    }
}
