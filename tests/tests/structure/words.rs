//! Code and docs use the glossary's words.

use gradus_tests::workspace;
use std::fs;
use std::path::{Path, PathBuf};

/// Where a word that is not used means something else.
const OTHER_MEANINGS: [&str; 4] =
    [" in place ", " takes place ", " take place ", " decimal places "];

/// Plain words that are only kept out of names.
const NAMES_ONLY: [&str; 2] = [" beside ", " lay "];

/// Tools, where an answer is a reader's or a server's, and a place is one in a text or a figure.
const TOOLS: [&str; 5] = ["book-tools", "exercises", "figures", "fingerprint", "gradus"];

/// Files about questions, which have answers.
const QUESTIONS: [&str; 3] = ["babi.rs", "story.rs", "squad.rs"];

/// What the glossary says is not used, each with the entry that is used instead.
fn not_used() -> Vec<(String, String)> {
    let glossary = workspace().join("book/src/glossary.md");
    let text = fs::read_to_string(glossary).expect("the book has a glossary");
    let (mut entry, mut words) = ("", Vec::new());
    for line in text.lines() {
        if let Some((_, after)) = line.split_once("<span class=\"not-used\">Not: ") {
            let (list, _) = after.split_once("</span>").expect("the list of words ends");
            words.extend(list.split(", ").map(|word| (words_of(word), entry.to_owned())));
        } else if !line.is_empty() && !line.starts_with([':', ' ', '<', '#']) {
            entry = line;
        }
    }
    words
}

/// The words in lower case, a space before and after each.
fn words_of(text: &str) -> String {
    let mut words = String::from(" ");
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words.push_str(&word.to_lowercase());
        words.push(' ');
    }
    words
}

/// The name that a line makes public, its parts as words.
fn public_name(line: &str) -> Option<String> {
    let mut parts = line.trim_start().strip_prefix("pub ")?.split([' ', '(', '<', ':', ';', '=']);
    let kinds = ["const", "unsafe", "fn", "struct", "enum", "trait", "type", "static", "mod"];
    let name = parts.find(|part| !part.is_empty() && !kinds.contains(part))?;
    let mut spaced = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            spaced.push(' ');
        }
        spaced.push(c);
    }
    Some(words_of(&spaced))
}

/// The comment in a line of documentation.
fn doc_comment(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))
}

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            source_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Where one of these words stands, and what is said instead.
fn findings(file: &str, text: &str, not_used: &[(String, String)]) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut findings = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        // A phrase may go on in the next line.
        let comment = doc_comment(line).map(|comment| {
            let next = lines.get(i + 1).and_then(|line| doc_comment(line)).unwrap_or_default();
            (words_of(comment), words_of(&format!("{comment} {next}")))
        });
        let name = public_name(line);
        let is_name = name.is_some();
        let Some((mut own, mut said)) = comment.or_else(|| name.map(|name| (name.clone(), name)))
        else {
            continue;
        };
        for meaning in OTHER_MEANINGS {
            own = own.replace(meaning, " ");
            said = said.replace(meaning, " ");
        }
        let counts = |word: &str| is_name || !NAMES_ONLY.contains(&word);
        for (word, instead) in not_used.iter().filter(|(word, _)| counts(word)) {
            let is_phrase = word.trim().contains(' ');
            if own.contains(word) || (is_phrase && said.contains(word)) {
                let word = word.trim();
                findings.push(format!("{file}:{}: not \"{word}\": {instead}", i + 1));
            }
        }
    }
    findings
}

#[test]
fn names_and_docs_use_the_glossarys_words() {
    let not_used = not_used();
    assert!(not_used.len() >= 10, "the glossary names only {} words", not_used.len());
    let mut files = Vec::new();
    for entry in fs::read_dir(workspace().join("crates")).expect("the workspace has crates") {
        let entry = entry.expect("the folder can be listed");
        if !TOOLS.iter().any(|tool| entry.file_name() == *tool) {
            source_files(&entry.path().join("src"), &mut files);
        }
    }
    assert!(files.len() > 150, "only {} source files were found", files.len());
    let found: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let text = fs::read_to_string(file).expect("a source file is text");
            let about_questions = QUESTIONS.iter().any(|name| file.ends_with(name));
            let mut found = findings(&file.display().to_string(), &text, &not_used);
            found.retain(|finding| !about_questions || !finding.contains("not \"answer"));
            found
        })
        .collect();
    assert!(found.is_empty(), "{} words:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_word_that_is_not_used_is_found() {
    let not_used = [
        (" answer ".to_owned(), "output".to_owned()),
        (" way back ".to_owned(), "backward pass".to_owned()),
    ];
    let of = |text: &str| findings("file", text, &not_used);
    assert_eq!(of("    /// The answer.\n"), ["file:1: not \"answer\": output"]);
    assert_eq!(of("//! On the way\n//! back.\n"), ["file:1: not \"way back\": backward pass"]);
    assert_eq!(of("pub fn answer_len() {}\n"), ["file:1: not \"answer\": output"]);
    assert_eq!(of("    pub struct LongAnswer;\n"), ["file:1: not \"answer\": output"]);
    assert!(of("// The answer.\nlet answer = 1;\n/// Answering.\npub fn output() {}\n").is_empty());
}
