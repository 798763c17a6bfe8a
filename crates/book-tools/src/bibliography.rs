//! Citations: `book/bibliography.toml`, how an entry is cited, how it is listed.

use crate::html::escaped;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What can be cited, by key.
#[derive(Debug, Default)]
pub(crate) struct Bibliography {
    entries: BTreeMap<String, Entry>,
    /// What tells apart two works of the same people and year: `a`, `b`.
    letters: BTreeMap<String, char>,
}

/// A work that can be cited.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// Each as `Family, Given`, in the order of the title page; an institution has no comma.
    authors: Vec<String>,
    title: String,
    /// The journal with volume and pages, the conference, the publisher.
    venue: String,
    year: i32,
    doi: Option<String>,
    url: Option<String>,
    /// A remark, printed at the end.
    note: Option<String>,
}

impl Bibliography {
    /// Reads the text of `bibliography.toml`.
    ///
    /// # Errors
    /// The line, and what is wrong there.
    pub fn parse(text: &str) -> Result<Self, (usize, String)> {
        let entries: BTreeMap<String, Entry> = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            (text[..at].matches('\n').count() + 1, error.message().to_owned())
        })?;
        for (key, entry) in &entries {
            let line = text.lines().position(|line| line.trim() == format!("[{key}]"));
            entry.check().map_err(|reason| (line.unwrap_or(0) + 1, reason))?;
        }
        let letters = letters(&entries);
        Ok(Self { entries, letters })
    }

    /// How a work is named in a sentence: `Rosenblatt (1958)`.
    ///
    /// # Errors
    /// If no entry has this key, with the key that is most like it.
    pub fn cite(&self, key: &str) -> Result<String, String> {
        let entry = self.entries.get(key).ok_or_else(|| {
            let hint = crate::diagnostic::hint(key, self.entries.keys().map(String::as_str));
            format!("book/bibliography.toml has no entry `{key}`{hint}")
        })?;
        Ok(format!("{} ({})", entry.names(), self.year(key, entry)))
    }

    /// The works with these keys as a list, in the order of their authors.
    pub fn list(&self, cited: &BTreeSet<String>) -> String {
        let mut cited: Vec<(&String, &Entry)> =
            self.entries.iter().filter(|(key, _)| cited.contains(*key)).collect();
        cited.sort_by_cached_key(|(key, entry)| {
            (entry.authors.join("; ").to_lowercase(), entry.year, (*key).clone())
        });
        let items: String = cited.iter().map(|(key, entry)| self.item(key, entry)).collect();
        format!("<ul class=\"bibliography\">\n{items}</ul>")
    }

    /// The keys that nobody cites.
    pub fn uncited(&self, cited: &BTreeSet<String>) -> Vec<&str> {
        self.entries.keys().filter(|key| !cited.contains(*key)).map(String::as_str).collect()
    }

    fn year(&self, key: &str, entry: &Entry) -> String {
        let letter = self.letters.get(key).map_or(String::new(), char::to_string);
        format!("{}{letter}", entry.year)
    }

    fn item(&self, key: &str, entry: &Entry) -> String {
        let authors: Vec<String> =
            entry.authors.iter().map(|name| escaped(&natural(name))).collect();
        let link = entry.address().map_or(String::new(), |address| {
            let shown = entry.doi.as_ref().map_or(address.clone(), |doi| format!("doi:{doi}"));
            format!(" <a href=\"{}\">{}</a>.", escaped(&address), escaped(&shown))
        });
        let note = entry.note.as_ref().map_or(String::new(), |note| format!(" {}", escaped(note)));
        let (key, title, venue) = (escaped(key), escaped(&entry.title), escaped(&entry.venue));
        let year = self.year(&key, entry);
        let authors = joined(&authors);
        format!(
            "<li id=\"{key}\">{authors} ({year}). <cite>{title}</cite>. {venue}.{link}{note}</li>\n"
        )
    }
}

impl Entry {
    fn check(&self) -> Result<(), String> {
        match self {
            Self { authors, .. } if authors.is_empty() => Err("an entry needs an author".into()),
            Self { doi: None, url: None, .. } => {
                Err("an entry needs a doi or a url, where the reader finds the work".into())
            }
            _ => Ok(()),
        }
    }

    fn address(&self) -> Option<String> {
        let doi = self.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
        doi.or_else(|| self.url.clone())
    }

    /// `Rosenblatt`, `Minsky and Papert`, `LeCun et al.`
    fn names(&self) -> String {
        let family = |name: &String| name.split(',').next().unwrap_or(name).trim().to_owned();
        match &self.authors[..] {
            [one] => family(one),
            [one, two] => format!("{} and {}", family(one), family(two)),
            [first, ..] => format!("{} et al.", family(first)),
            [] => String::new(),
        }
    }
}

/// `Frank Rosenblatt` for `Rosenblatt, Frank`.
fn natural(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) => format!("{} {}", given.trim(), family.trim()),
        None => name.into(),
    }
}

/// `A, B and C`.
fn joined(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

/// A letter for each of several works that would be cited alike.
fn letters(entries: &BTreeMap<String, Entry>) -> BTreeMap<String, char> {
    let mut alike: BTreeMap<(String, i32), Vec<&String>> = BTreeMap::new();
    for (key, entry) in entries {
        alike.entry((entry.names(), entry.year)).or_default().push(key);
    }
    let several = alike.into_values().filter(|keys| keys.len() > 1);
    several.flat_map(|keys| keys.into_iter().cloned().zip('a'..='z')).collect()
}
