//! The tokenizer that BLEU is usually reported with.

use crate::char_class::split_spaces;

/// The tokens of a sentence by the rules of `mteval-v13a.pl`, NIST's program, as sacreBLEU has them (its
/// name there is `13a`): made for Western languages, in which it parts punctuation from words.
///
/// ASCII punctuation but `'`, `,`, `-` and `.` is parted everywhere; `.` and `,` where no digit is on both
/// sides; `-` after a digit. Other scripts' punctuation stays with its word.
///
/// ```
/// use text::metrics::tokenize_13a;
///
/// assert_eq!(tokenize_13a("It's 3.5 well-known (old) facts."),
///     ["It's", "3.5", "well-known", "(", "old", ")", "facts", "."]);
/// assert_eq!(tokenize_13a("Tom &amp; Ann, 1990-95"), ["Tom", "&", "Ann", ",", "1990", "-", "95"]);
/// ```
pub fn tokenize_13a(sentence: &str) -> Vec<String> {
    let mut line = sentence.trim_end().replace("<skipped>", "").replace("-\n", "");
    line = line.replace('\n', " ");
    for (entity, character) in [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")] {
        line = line.replace(entity, character);
    }
    let line = isolate(&format!(" {line} "), is_punctuation);
    let is_point = |c: char| c == '.' || c == ',';
    let is_digit = |c: char| c.is_ascii_digit();
    let line = part_pairs(&line, |a, b| !is_digit(a) && is_point(b), Side::Second);
    let line = part_pairs(&line, |a, b| is_point(a) && !is_digit(b), Side::First);
    let line = part_pairs(&line, |a, b| is_digit(a) && b == '-', Side::Second);
    split_spaces(&line).map(str::to_owned).collect()
}

/// What is a token wherever it stands.
fn is_punctuation(c: char) -> bool {
    matches!(c, '{'..='~' | '['..='`' | ' '..='&' | '('..='+' | ':'..='@' | '/')
}

/// Puts spaces around such characters.
fn isolate(line: &str, is_token: impl Fn(char) -> bool) -> String {
    let mut parted = String::with_capacity(2 * line.len());
    for c in line.chars() {
        if is_token(c) {
            parted.extend([' ', c, ' ']);
        } else {
            parted.push(c);
        }
    }
    parted
}

/// The character of a pair that becomes a token.
enum Side {
    First,
    Second,
}

/// Puts spaces around one character of each such pair. The search goes on behind the pair, as that for a
/// regular expression does, so that its second character is not the first of another.
fn part_pairs(line: &str, is_pair: impl Fn(char, char) -> bool, side: Side) -> String {
    let mut parted = String::with_capacity(2 * line.len());
    let mut chars = line.chars().peekable();
    while let Some(a) = chars.next() {
        match chars.next_if(|b| is_pair(a, *b)) {
            None => parted.push(a),
            Some(b) => match side {
                Side::First => parted.extend([' ', a, ' ', b]),
                Side::Second => parted.extend([a, ' ', b, ' ']),
            },
        }
    }
    parted
}
