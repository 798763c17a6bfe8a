//! Markdown with formulas, as a terminal can show it.

mod tex;

/// How wide a line of text may be.
const WIDTH: usize = 80;

/// A text of the book for a terminal: formulas in letters that stand on one line, and lines that
/// are no longer than a terminal is wide. Code stays as it is.
///
/// ```
/// let text = exercises::plain(r"It is $`\partial L / \partial z_s = \frac{y_s - t_s}{N}`$.");
/// assert_eq!(text, "It is ∂L / ∂zₛ = (yₛ − tₛ)/N.");
/// ```
pub fn plain(markdown: &str) -> String {
    let mut lines = Vec::new();
    let mut fence = None;
    for line in markdown.lines() {
        match (fence, line.trim_start().strip_prefix("```")) {
            (None, Some(language)) => fence = Some(language.trim_start().starts_with("math")),
            (Some(_), Some(_)) => fence = None,
            (Some(true), None) => lines.push(format!("    {}", tex::in_letters(line.trim()))),
            (Some(false), None) => lines.push(format!("    {line}")),
            (None, None) => wrap(&with_formulas(line, tex::in_letters), &mut lines),
        }
    }
    lines.join("\n")
}

/// A command of TeX in the formulas of a text that [`plain`] does not know, and would show as it is.
pub(crate) fn unknown_command(markdown: &str) -> Option<String> {
    let mut unknown = None;
    let mut is_formula = false;
    let mut look_at = |formula: &str| {
        let shown = tex::in_letters(formula);
        if let Some((_, rest)) = shown.split_once('\\') {
            let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
            unknown.get_or_insert(format!("\\{name}"));
        }
        String::new()
    };
    for line in markdown.lines() {
        match line.trim_start().strip_prefix("```") {
            Some(language) => is_formula = language.trim_start().starts_with("math"),
            None if is_formula => drop(look_at(line)),
            None => drop(with_formulas(line, &mut look_at)),
        }
    }
    unknown
}

/// A line whose formulas, ``$`…`$``, are replaced.
fn with_formulas(line: &str, mut replaced: impl FnMut(&str) -> String) -> String {
    let (mut text, mut rest) = (String::new(), line);
    while let Some((before, after)) = rest.split_once("$`") {
        let Some((formula, after)) = after.split_once("`$") else { break };
        text.push_str(before);
        text.push_str(&replaced(formula));
        rest = after;
    }
    text + rest
}

/// Breaks a line between words.
fn wrap(line: &str, lines: &mut Vec<String>) {
    let mut current = String::new();
    for word in line.split(' ') {
        if !current.is_empty() && current.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut current));
        } else if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current);
}
