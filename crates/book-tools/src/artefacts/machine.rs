//! The machine that measures: its processor, the processor's class, the day.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

/// Where and when something was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The processor's name.
    pub processor: String,
    /// What instructions it has: on one class, programs of this workspace print the same bytes.
    pub class: String,
    /// `2026-07-01`, by Greenwich.
    pub date: String,
}

impl Machine {
    /// This one, today.
    pub fn here() -> Self {
        Self { processor: processor(), class: class().into(), date: today() }
    }
}

fn processor() -> String {
    let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = information.lines().find_map(|line| line.strip_prefix("model name"));
    let name = name.map(|name| name.trim_start_matches([' ', '\t', ':']).trim().to_owned());
    name.unwrap_or_else(|| std::env::consts::ARCH.into())
}

/// The levels of the x86-64 psABI; elsewhere the architecture.
#[cfg(target_arch = "x86_64")]
fn class() -> &'static str {
    let v3 = is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("fma");
    let v4 = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512cd")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl");
    match (v3, v4) {
        (true, true) => "x86-64-v4",
        (true, false) => "x86-64-v3",
        _ => "x86-64",
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn class() -> &'static str {
    std::env::consts::ARCH
}

fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    let (year, month, day) = civil(seconds / 86_400);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a day counted from 1970-01-01.
///
/// Years are counted from March, so that the leap day is a year's last (Howard Hinnant,
/// *chrono-Compatible Low-Level Date Algorithms*, `civil_from_days`).
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}
