//! Measured numbers: what a run wrote, where it was measured, and how the page shows it.

use toml::{Table, Value};

/// Where a number comes from: shown when the reader points at it.
///
/// ```text
/// cargo run --release -p ch02 --example sigmoid, 2026-07-01, AMD EPYC 9R14
/// ```
pub(crate) fn provenance(results: &Table) -> String {
    let text = |key: &str| results.get(key).and_then(Value::as_str);
    let parts: Vec<&str> = ["command", "date", "processor"].into_iter().filter_map(text).collect();
    parts.join(", ")
}

/// A value as the page shows it.
///
/// | format | 0.97312 | 60000 |
/// | --- | --- | --- |
/// | none | 0.97312 | 60000 |
/// | `percent1` | 97.3 % | |
/// | `fixed2` | 0.97 | 60000.00 |
/// | `thousands` | | 60,000 |
///
/// The digit says how many decimals: `percent0` and `fixed4` are formats too.
///
/// # Errors
/// If there is no such value or format, with what there is.
pub(crate) fn format_value(
    results: &Table,
    name: &str,
    format: Option<&str>,
) -> Result<String, String> {
    let value = results.get(name).ok_or_else(|| {
        let known: Vec<&str> = results.keys().map(String::as_str).collect();
        let hint = crate::diagnostic::hint(name, known.iter().copied());
        let known = known.join(", ");
        format!("there is no value `{name}`{hint}; there are {known}")
    })?;
    let Some(format) = format else {
        return Ok(match value {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        });
    };
    let number =
        number(value).ok_or_else(|| format!("`{name}` is no number: leave `{format}` out"))?;
    formatted(number, format).ok_or_else(|| {
        format!("there is no format `{format}`, but percent1, fixed2 (any digit), thousands")
    })
}

/// A value as a number.
pub(crate) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

fn formatted(number: f64, format: &str) -> Option<String> {
    let decimals = |digit: &str| digit.parse::<usize>().ok().filter(|_| digit.len() == 1);
    if format == "thousands" {
        return Some(thousands(number));
    }
    if let Some(digit) = format.strip_prefix("percent") {
        // A no-break space: the sign stays with its number.
        return Some(format!("{:.*}\u{a0}%", decimals(digit)?, number * 100.0));
    }
    let digit = format.strip_prefix("fixed")?;
    Some(format!("{number:.*}", decimals(digit)?))
}

/// `1,234,567`, rounded to a whole number.
fn thousands(number: f64) -> String {
    let mut text = format!("{:.0}", number.abs());
    for position in (1..text.len()).rev().skip(2).step_by(3) {
        text.insert(position, ',');
    }
    let sign = if number <= -0.5 { "−" } else { "" };
    format!("{sign}{text}")
}
