//! What an author may write between `{{#` and `}}`.

use std::ops::RangeInclusive;

/// A directive, its arguments understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Directive {
    /// Lines of a source file.
    Listing { source: Quoted, caption: String },
    /// What a run printed.
    Output { package: String, run: String, lines: Option<RangeInclusive<usize>> },
    /// A drawing that a run made, with a slider through its frames or without.
    Figure { package: String, name: String, caption: String, has_slider: bool },
    /// A number that a run measured.
    Result { package: String, run: String, value: String, format: Option<String> },
    /// The box of an exercise.
    Exercise { number: String },
    /// The name of something numbered, linked.
    Ref(Target),
    /// A word of the glossary, and how it is written here.
    Term { term: String, text: Option<String> },
    /// The list of all that was cited.
    Bibliography,
}

/// A source file, or the part of it between two anchors.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Quoted {
    pub path: String,
    pub anchor: Option<String>,
}

/// Something numbered, as an author names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    Figure { package: String, name: String },
    Listing(Quoted),
    Equation(String),
    Exercise(String),
}

/// How each is written, for messages.
const USAGE: [(&str, &str); 9] = [
    ("listing", r#"{{#listing crates/neurons/src/affine.rs:anchor "caption"}}"#),
    ("output", "{{#output ch02 run}} or {{#output ch02 run 3..9}}"),
    ("figure", r#"{{#figure ch02 name "caption"}}"#),
    ("slider", r#"{{#slider ch02 name "caption"}}"#),
    ("result", "{{#result ch02.run.value}} or {{#result ch02.run.value percent1}}"),
    ("exercise", "{{#exercise 2.1}}"),
    (
        "ref",
        "{{#ref figure ch02 name}}, {{#ref listing PATH:ANCHOR}}, {{#ref equation label}} or {{#ref exercise 2.1}}",
    ),
    (
        "term",
        r#"{{#term activation function}} or {{#term activation function "activation functions"}}"#,
    ),
    ("bibliography", "{{#bibliography}}"),
];

impl Directive {
    /// Reads what stands between `{{#` and `}}`.
    ///
    /// # Errors
    /// What to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (words, quoted) = split(text)?;
        let name = words.first().copied().unwrap_or("");
        let usage = USAGE.iter().find(|(known, _)| *known == name);
        let (_, usage) = usage.ok_or_else(|| {
            let known: Vec<&str> = USAGE.iter().map(|(name, _)| *name).collect();
            let hint = crate::diagnostic::hint(name, known.iter().copied());
            format!("there is no directive `{name}`{hint}, but {}", known.join(", "))
        })?;
        if name == "listing" && words.iter().any(|word| escapes_root(word)) {
            return Err(format!(
                "a listing's path begins at the root of the workspace and stays in it, as in {usage}"
            ));
        }
        let directive = Self::of(name, &words[1..], quoted);
        directive.ok_or_else(|| format!("write {usage} instead of {{{{#{text}}}}}"))
    }

    fn of(directive: &str, words: &[&str], quoted: Option<String>) -> Option<Self> {
        let text = |word: &str| word.to_owned();
        // The names of what a run made are names of files: they may not lead elsewhere.
        let names = match directive {
            "output" | "figure" | "slider" => words.get(..2).unwrap_or(words),
            _ => &[],
        };
        if names.iter().any(|name| name.contains(['/', '\\', '.'])) {
            return None;
        }
        Some(match (directive, words, quoted) {
            ("listing", [source], caption) => Self::Listing {
                source: Quoted::parse(source)?,
                caption: caption.unwrap_or_default(),
            },
            ("output", [package, run, lines @ ..], None) if lines.len() <= 1 => {
                let lines = match lines {
                    [lines] => Some(range(lines)?),
                    _ => None,
                };
                Self::Output { package: text(package), run: text(run), lines }
            }
            ("figure" | "slider", [package, name], Some(caption)) if !caption.trim().is_empty() => {
                let has_slider = directive == "slider";
                Self::Figure { package: text(package), name: text(name), caption, has_slider }
            }
            ("result", [path, format @ ..], None) if format.len() <= 1 => {
                let [package, run, value] = path.split('.').collect::<Vec<_>>()[..] else {
                    return None;
                };
                if run.contains(['/', '\\']) {
                    return None;
                }
                let format = format.first().map(|it| text(it));
                Self::Result { package: text(package), run: text(run), value: text(value), format }
            }
            ("exercise", [number], None) => Self::Exercise { number: text(number) },
            ("ref", words, None) => Self::Ref(Target::parse(words)?),
            ("term", [_, ..], written) => Self::Term { term: words.join(" "), text: written },
            ("bibliography", [], None) => Self::Bibliography,
            _ => return None,
        })
    }
}

impl Target {
    fn parse(words: &[&str]) -> Option<Self> {
        Some(match *words {
            ["figure", package, name] => {
                Self::Figure { package: package.into(), name: name.into() }
            }
            ["listing", source] => Self::Listing(Quoted::parse(source)?),
            ["equation", label] => Self::Equation(label.into()),
            ["exercise", number] => Self::Exercise(number.into()),
            _ => return None,
        })
    }

    /// As it is named in messages.
    pub fn display(&self) -> String {
        match self {
            Self::Figure { package, name } => format!("figure {package} {name}"),
            Self::Listing(source) => format!("listing {}", source.display()),
            Self::Equation(label) => format!("equation {label}"),
            Self::Exercise(number) => format!("exercise {number}"),
        }
    }
}

impl Quoted {
    fn parse(text: &str) -> Option<Self> {
        let (path, anchor) = match text.split_once(':') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (text, None),
        };
        let inside = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        let named = anchor.is_none_or(|anchor| !anchor.is_empty());
        (inside && named).then(|| Self { path: path.into(), anchor: anchor.map(Into::into) })
    }

    /// `PATH:ANCHOR`.
    pub fn display(&self) -> String {
        match &self.anchor {
            Some(anchor) => format!("{}:{anchor}", self.path),
            None => self.path.clone(),
        }
    }
}

/// A directive's words, and the text in quotes at its end.
fn split(text: &str) -> Result<(Vec<&str>, Option<String>), String> {
    let (words, quoted) = text.split_once('"').map_or((text, None), |(it, rest)| (it, Some(rest)));
    let quoted = quoted.map(|rest| {
        let quoted = rest.trim_end().strip_suffix('"').filter(|it| !it.ends_with('\\'));
        let quoted = quoted.ok_or("a caption ends with a quote, and nothing comes after it")?;
        Ok::<_, &str>(quoted.replace("\\\"", "\"").replace('\n', " "))
    });
    Ok((words.split_whitespace().collect(), quoted.transpose()?))
}

/// `../secret`, `/etc/passwd`
fn escapes_root(path: &str) -> bool {
    path.starts_with('/') || path.split('/').any(|part| matches!(part, "." | ".."))
}

/// `3..9`: from the third line to the ninth.
fn range(text: &str) -> Option<RangeInclusive<usize>> {
    let (first, last) = text.split_once("..")?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (1 <= first && first <= last).then_some(first..=last)
}
