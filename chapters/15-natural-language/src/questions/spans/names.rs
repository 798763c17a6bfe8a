//! Names of people and places, jobs and years: those of training, and others that it never shows.

use rand::{Rng, RngExt};

/// Which words a paragraph is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Those of training.
    Known,
    /// Others: no name, place, job or year of training is among them.
    New,
}

// Sounds, so that no list of real people or towns is needed.
const GIVEN: [&str; 2] = ["Bel Cor Dan Fen Hal Jor Kal Lor Mir Nal", "Ost Pel Rud Sev Tam"];
const GIVEN_ENDS: [&str; 5] = ["a", "ia", "in", "o", "us"];
const FAMILY: [&str; 2] =
    ["Ack Bram Dorn Elk Fald Gart Holm Kest Lund Mard", "Norr Peld Quist Rask Stav"];
const FAMILY_ENDS: [&str; 4] = ["er", "ley", "man", "son"];
const PLACES: [&str; 2] = ["Amber Birch Cold Deep Elm Fair Grey Hazel", "Iron Lime Maple North"];
const PLACE_ENDS: [&str; 5] = ["bridge", "ford", "haven", "mouth", "wick"];
const PLACE_STARTS: [&str; 2] = ["Port", "Upper"];
const JOBS: [&str; 2] = [
    "baker|binder of books|carpenter|clock maker|cook|doctor|farmer|glass painter|judge|miller|nurse|painter of \
     signs|pilot|sailor|singer|smith|tailor|teacher of music|weaver|writer",
    "beekeeper|bridge builder|chemist|dancer|gardener|keeper of horses|lawyer|mason|potter|shoemaker",
];
/// Years of training, and others.
const YEARS: [(u32, u32); 2] = [(1900, 1980), (1820, 1900)];

impl Names {
    fn pool(self) -> usize {
        usize::from(self == Names::New)
    }

    fn one_of<'a>(words: &[&'a str], rng: &mut impl Rng) -> &'a str {
        words[rng.random_range(..words.len())]
    }

    fn start(self, pools: [&'static str; 2], rng: &mut impl Rng) -> &'static str {
        let words: Vec<&str> = pools[self.pool()].split(' ').collect();
        Self::one_of(&words, rng)
    }

    /// A given and a family name.
    pub(super) fn person(self, rng: &mut impl Rng) -> String {
        let given = self.start(GIVEN, rng).to_owned() + Self::one_of(&GIVEN_ENDS, rng);
        let family = self.start(FAMILY, rng).to_owned() + Self::one_of(&FAMILY_ENDS, rng);
        format!("{given} {family}")
    }

    /// A place, of one word or two.
    pub(super) fn place(self, rng: &mut impl Rng) -> String {
        let place = self.start(PLACES, rng).to_owned() + Self::one_of(&PLACE_ENDS, rng);
        match rng.random_range(0..3) {
            0 => format!("{} {place}", Self::one_of(&PLACE_STARTS, rng)),
            _ => place,
        }
    }

    /// A job, of one to three words.
    pub(super) fn job(self, rng: &mut impl Rng) -> String {
        let jobs: Vec<&str> = JOBS[self.pool()].split('|').collect();
        Self::one_of(&jobs, rng).to_owned()
    }

    /// A year of birth.
    pub(super) fn year(self, rng: &mut impl Rng) -> u32 {
        let (from, to) = YEARS[self.pool()];
        rng.random_range(from..to - LATEST_MOVE)
    }
}

/// How old someone is at most who moves.
pub(super) const LATEST_MOVE: u32 = 40;
