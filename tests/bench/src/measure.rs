//! Wall and CPU time, memory, and what many rounds of them come to.

use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

/// What something took.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Took {
    /// Wall clock, milliseconds.
    pub wall_ms: f64,
    /// CPU time of all threads of this process, milliseconds.
    pub cpu_ms: f64,
}

fn cpu_ms() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Does something and says what it took.
pub fn timed<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(Took, T)> {
    let (wall, cpu) = (Instant::now(), cpu_ms());
    let done = work()?;
    Ok((Took { wall_ms: wall.elapsed().as_secs_f64() * 1e3, cpu_ms: cpu_ms() - cpu }, done))
}

/// The value below which this share of the values lies. 0 for none.
pub fn percentile(values: impl IntoIterator<Item = f64>, share: f64) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let at = ((values.len() as f64 * share).ceil() as usize).clamp(1, values.len().max(1)) - 1;
    values.get(at).copied().unwrap_or_default()
}

/// The middle value.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    percentile(values, 0.5)
}

/// The median of one side's value divided by the other's, round by round: what slows a round slows both.
pub fn ratio(ours: impl IntoIterator<Item = f64>, limit: impl IntoIterator<Item = f64>) -> f64 {
    median(ours.into_iter().zip(limit).map(|(ours, limit)| ours / limit))
}

/// What the kernel says about the memory of a process (`self` or a number), in MB. 0 where there is no `/proc`.
pub fn memory_mb(process: &str, field: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or_default() / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let values = [5.0, 1.0, 4.0, 2.0, 3.0];
        assert_eq!((median(values), percentile(values, 0.95), percentile(values, 0.0)), (3.0, 5.0, 1.0));
        assert_eq!(median([]), 0.0);
        assert_eq!(ratio([2.0, 9.0, 4.0], [1.0, 3.0, 1.0]), 3.0);
    }

    #[test]
    fn work_takes_time() {
        let (took, sum) = timed(|| Ok((0..2_000_000u64).fold(1, |sum, n| std::hint::black_box(sum ^ n)))).unwrap();
        assert!(took.wall_ms > 0.0 && took.cpu_ms > 0.0 && sum > 0);
    }
}
