//! The lines of a kernel that a message names.

/// What stands before the number of a line, in a message of the pretend GPU and in one of its compiler.
const BEFORE: [&str; 2] = ["line ", "default_program("];

/// A message about a kernel, and below it the lines of the kernel's text that it names, in their order there.
pub(crate) fn with_lines(message: &str, text: &str) -> String {
    let number = |rest: &str| {
        let digits = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        digits.parse::<usize>().ok()
    };
    let behind = BEFORE.iter().flat_map(|before| message.split(before).skip(1));
    let mut numbers: Vec<usize> = behind.filter_map(number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let line = |number: usize| {
        let line = text.lines().nth(number.checked_sub(1)?)?;
        Some(format!("\n  line {number}: {}", line.trim()))
    };
    message.to_string() + &numbers.into_iter().filter_map(line).collect::<String>()
}
