//! How long a large ward takes: `cargo run --release -p doorstep-sample --example speed [HOUSEHOLDS]`.

use std::io::{Write, stdout};
use std::time::Instant;

use doorstep_sample::lists::{Edits, List, Mess, edited};
use doorstep_sample::{SampleWard, Spec};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let households = std::env::args().nth(1).map_or(Ok(60_000), |text| text.parse())?;
    let campaign_day = chrono::NaiveDate::from_ymd_opt(2026, 12, 1).ok_or("no date")?;
    let spec = Spec { commune: "14797".into(), households: Some(households), seed: 1, campaign_day };
    let mut out = stdout().lock();
    let mut clock = Instant::now();
    let mut lap = |what: &str| {
        let ms = clock.elapsed().as_millis();
        clock = Instant::now();
        writeln!(out, "{what:<24}{ms:>8} ms")
    };
    let ward = SampleWard::generate(&spec)?;
    lap(&format!("{} households", ward.households.len()))?;
    let after = edited(&ward, &Edits::typical(2));
    lap("edited")?;
    let mess = Mess::typical(1);
    let list = List::of(&ward, &mess);
    lap("list laid out")?;
    let bytes = list.xlsx()?;
    lap(&format!("xlsx, {} KB", bytes.len() / 1000))?;
    let bytes = List::of(&ward, &mess.for_csv()).csv()?;
    lap(&format!("csv, {} KB", bytes.len() / 1000))?;
    let report = list.truth.reimport(&List::of(&after, &mess).truth);
    lap(&format!("{} updated", report.updated.len()))?;
    Ok(())
}
