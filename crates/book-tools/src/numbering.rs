//! Numbers: Figure 2.1, Listing 2.3, equation (2.2); which page has what, under which anchor.
//!
//! A chapter's number is in the name of its file, `ch02-neurons.md`, and in its title in
//! `SUMMARY.md`, "2. Neurons"; they must agree. What stands on another page has no number.

use crate::directive::{Directive, Target};
use crate::html::slug;
use crate::mistake::Mistake;
use crate::scan::{Kind, Piece, scan};
use crate::{exercise, listing};
use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

/// A page of the book, its pieces found and numbered.
pub(crate) struct Page {
    /// From the root of the book's sources: `ch02-neurons.md`.
    pub path: String,
    pub text: String,
    pub pieces: Vec<Piece>,
    /// One for each piece: its anchor and number, if it has them.
    pub spots: Vec<Option<Spot>>,
}

impl Page {
    /// Whether the list of cited works stands here.
    pub fn lists_works(&self) -> bool {
        let list =
            |piece: &Piece| matches!(piece.kind, Kind::Directive(Ok(Directive::Bibliography)));
        self.pieces.iter().any(list)
    }
}

/// Where something numbered stands.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    pub id: String,
    /// `2.1`; none on a page that is no chapter.
    pub number: Option<String>,
    /// The first, second … time that this is shown in the book.
    pub shown: usize,
}

/// Everything that can be referred to: the page, and the spot on it.
#[derive(Default)]
pub(crate) struct Labels {
    spots: HashMap<Target, (String, Spot)>,
}

impl Labels {
    /// Where something is.
    ///
    /// # Errors
    /// If no page has it, or it has no number.
    pub fn find(&self, target: &Target) -> Result<(&str, &Spot), String> {
        let found = self.spots.get(target).ok_or_else(|| {
            let shown: Vec<String> = self.spots.keys().map(Target::shown).collect();
            let hint = crate::mistake::hint(&target.shown(), shown.iter().map(String::as_str));
            format!("no page has {}{hint}", target.shown())
        })?;
        Ok((&found.0, &found.1))
    }
}

/// The chapter's number in the name of a page's file.
pub(crate) fn chapter(path: &str) -> Option<u32> {
    let (number, _) = path.rsplit('/').next()?.strip_prefix("ch")?.split_once('-')?;
    number.parse().ok().filter(|_| number.len() == 2)
}

/// What is wrong with a page's title in `SUMMARY.md`, if anything is.
pub(crate) fn title_mistake(path: &str, title: &str) -> Option<Mistake> {
    let number = chapter(path)?;
    let message = format!("the title of {path} must begin with \"{number}. \", not {title:?}");
    let wrong = !title.starts_with(&format!("{number}. "));
    wrong.then(|| Mistake { file: "book/src/SUMMARY.md".into(), line: 0, message })
}

/// Counts what has been numbered.
#[derive(Default)]
pub(crate) struct Numbering {
    /// How many of each kind a chapter has so far.
    counts: HashMap<(Option<u32>, Discriminant<Target>), usize>,
    /// How often an anchor has been given.
    shown: HashMap<String, usize>,
    pub labels: Labels,
    pub mistakes: Vec<Mistake>,
}

impl Numbering {
    /// Finds the pieces of a page and numbers them; pages come in the order of the book.
    pub fn page(&mut self, path: String, text: String) -> Page {
        let pieces = scan(&text);
        let chapter = chapter(&path);
        let mut spots = Vec::new();
        for piece in &pieces {
            let Some((target, id)) = target(&piece.kind) else {
                spots.push(None);
                continue;
            };
            let count = self.counts.entry((chapter, discriminant(&target))).or_default();
            *count += 1;
            let number = match &target {
                Target::Exercise(number) => Some(number.clone()),
                _ => chapter.map(|chapter| format!("{chapter}.{count}")),
            };
            let spot = self.spot(id, number);
            if spot.shown > 1 && matches!(target, Target::Equation(_)) {
                let message = format!("there is another equation with the label `{}`", spot.id);
                self.mistakes.push(mistake(&path, piece.line, message));
            }
            self.labels.spots.entry(target).or_insert_with(|| (path.clone(), spot.clone()));
            spots.push(Some(spot));
        }
        Page { path, text, pieces, spots }
    }

    fn spot(&mut self, id: String, number: Option<String>) -> Spot {
        let shown = self.shown.entry(id.clone()).or_default();
        *shown += 1;
        let id = if *shown > 1 { format!("{id}-{shown}") } else { id };
        Spot { id, number, shown: *shown }
    }
}

/// A mistake on a page.
pub(crate) fn mistake(path: &str, line: usize, message: String) -> Mistake {
    Mistake { file: format!("book/src/{path}"), line, message }
}

/// The name and the anchor of a piece that has a number.
fn target(kind: &Kind) -> Option<(Target, String)> {
    match kind {
        Kind::Formula { label: Some(label), .. } => {
            Some((Target::Equation(label.clone()), format!("eq-{}", slug(label))))
        }
        Kind::Directive(Ok(Directive::Listing { source, .. })) => {
            Some((Target::Listing(source.clone()), listing::id(source)))
        }
        Kind::Directive(Ok(Directive::Figure { package, name, .. })) => {
            let id = format!("fig-{}-{}", slug(package), slug(name));
            Some((Target::Figure { package: package.clone(), name: name.clone() }, id))
        }
        Kind::Directive(Ok(Directive::Exercise { number })) => {
            Some((Target::Exercise(number.clone()), exercise::id(number)))
        }
        _ => None,
    }
}
