//! People who walk about, and take things with them.

use data::babi::{Question, Story};
use rand::{Rng, RngExt};

const PEOPLE: [&str; 4] = ["Ada", "Emil", "Ines", "Tomas"];
const PLACES: [&str; 6] = ["attic", "cellar", "harbour", "library", "orchard", "workshop"];
const THINGS: [&str; 3] = ["lantern", "compass", "kite"];
const MOVED: [&str; 4] = ["walked to", "ran to", "went to", "hurried to"];
const TOOK: [&str; 3] = ["took", "picked up", "fetched"];
const PUT_DOWN: [&str; 3] = ["put down", "left", "dropped"];

/// The statements of a story of task 1 or 6, and after how many of them a question comes.
const STATEMENTS: usize = 10;
const BETWEEN: usize = 2;
/// The questions of a story of task 2, and how many statements it has at most.
const THING_QUESTIONS: usize = 5;
const MAX_STATEMENTS: usize = 40;

/// A place, and the index of the sentence that tells it.
#[derive(Clone, Copy)]
struct Told {
    place: usize,
    statement: usize,
}

/// Where a thing is.
#[derive(Clone, Copy)]
enum Thing {
    /// Nobody has told.
    Unknown,
    /// With this person, who took it in this statement.
    With { person: usize, statement: usize },
    /// Put down in this statement, where its bearer was.
    At { place: Told, statement: usize },
}

/// The world that a story tells about.
struct World {
    people: [Option<Told>; PEOPLE.len()],
    things: [Thing; THINGS.len()],
    story: Story,
}

fn one_of<'a>(words: &[&'a str], rng: &mut impl Rng) -> &'a str {
    words[rng.random_range(..words.len())]
}

impl World {
    fn new() -> Self {
        World {
            people: [None; PEOPLE.len()],
            things: [Thing::Unknown; THINGS.len()],
            story: Story::default(),
        }
    }

    fn tell(&mut self, person: usize, does: &str, what: &str) {
        self.story.statements.push(format!("{} {does} the {what}.", PEOPLE[person]));
    }

    // ANCHOR: walk
    /// Someone goes to another place.
    fn walk(&mut self, person: usize, rng: &mut impl Rng) {
        let from = self.people[person].map(|told| told.place);
        let others: Vec<usize> = (0..PLACES.len()).filter(|place| Some(*place) != from).collect();
        let place = others[rng.random_range(..others.len())];
        self.people[person] = Some(Told { place, statement: self.story.statements.len() });
        self.tell(person, one_of(&MOVED, rng), PLACES[place]);
    }
    // ANCHOR_END: walk

    fn ask(&mut self, text: String, answer: &str, supporting: Vec<usize>) {
        let context_len = self.story.statements.len();
        let answer = answer.to_owned();
        self.story.questions.push(Question { text, answer, supporting, context_len });
    }

    /// Someone of whom it was told where they are; there is one after a statement.
    fn anyone_seen(&self, rng: &mut impl Rng) -> (usize, Told) {
        let seen = self.people.iter().enumerate();
        let seen: Vec<(usize, Told)> = seen.filter_map(|(it, told)| Some((it, (*told)?))).collect();
        seen[rng.random_range(..seen.len())]
    }
}

// ANCHOR: where
/// Task 1: where is a person?
pub(super) fn where_is_a_person(rng: &mut impl Rng) -> Story {
    walks(rng, |world, person, Told { place, statement }, _| {
        let text = format!("Where is {}?", PEOPLE[person]);
        world.ask(text, PLACES[place], vec![statement]);
    })
}
// ANCHOR_END: where

/// Task 6: is a person at this place? Half of the answers are yes.
pub(super) fn is_a_person_there(rng: &mut impl Rng) -> Story {
    walks(rng, |world, person, Told { place, statement }, rng| {
        let yes = rng.random_range(0..2) == 0;
        let step = if yes { 0 } else { rng.random_range(1..PLACES.len()) };
        let asked = PLACES[(place + step) % PLACES.len()];
        let text = format!("Is {} in the {asked}?", PEOPLE[person]);
        world.ask(text, if yes { "yes" } else { "no" }, vec![statement]);
    })
}

/// A story of walks, and after every second of them a question about someone.
fn walks<R: Rng>(rng: &mut R, ask: impl Fn(&mut World, usize, Told, &mut R)) -> Story {
    let mut world = World::new();
    while world.story.statements.len() < STATEMENTS {
        let person = rng.random_range(..PEOPLE.len());
        world.walk(person, rng);
        if world.story.statements.len().is_multiple_of(BETWEEN) {
            let (person, told) = world.anyone_seen(rng);
            ask(&mut world, person, told, rng);
        }
    }
    world.story
}

/// Task 2: where is a thing? It is where its bearer went last, or where it was put down.
pub(super) fn where_is_a_thing(rng: &mut impl Rng) -> Story {
    let mut world = World::new();
    let mut asked_at = 0;
    while world.story.questions.len() < THING_QUESTIONS
        && world.story.statements.len() < MAX_STATEMENTS
    {
        let person = rng.random_range(..PEOPLE.len());
        match rng.random_range(0..3) {
            0 => world.handle(person, rng),
            _ => world.walk(person, rng),
        }
        let since = world.story.statements.len() - asked_at;
        let whereabouts = world.whereabouts();
        if since >= BETWEEN && !whereabouts.is_empty() {
            let (thing, place, supporting) =
                whereabouts[rng.random_range(..whereabouts.len())].clone();
            world.ask(format!("Where is the {}?", THINGS[thing]), PLACES[place], supporting);
            asked_at = world.story.statements.len();
        }
    }
    world.story
}

impl World {
    /// Someone takes a thing that is at hand, or puts one down; or walks, if there is nothing to
    /// do.
    fn handle(&mut self, person: usize, rng: &mut impl Rng) {
        let here = self.people[person];
        let carries = |thing: &usize| match self.things[*thing] {
            Thing::With { person: bearer, .. } => bearer == person,
            _ => false,
        };
        let at_hand = |thing: &usize| match self.things[*thing] {
            Thing::Unknown => true,
            Thing::With { .. } => false,
            Thing::At { place, .. } => here.is_some_and(|here| here.place == place.place),
        };
        let all = 0..THINGS.len();
        let carried: Vec<usize> = all.clone().filter(carries).collect();
        let near: Vec<usize> = all.filter(at_hand).collect();
        let statement = self.story.statements.len();
        match here {
            Some(place)
                if !carried.is_empty() && (near.is_empty() || rng.random_range(0..2) == 0) =>
            {
                let thing = carried[rng.random_range(..carried.len())];
                self.things[thing] = Thing::At { place, statement };
                self.tell(person, one_of(&PUT_DOWN, rng), THINGS[thing]);
            }
            _ if !near.is_empty() => {
                let thing = near[rng.random_range(..near.len())];
                self.things[thing] = Thing::With { person, statement };
                self.tell(person, one_of(&TOOK, rng), THINGS[thing]);
            }
            _ => self.walk(person, rng),
        }
    }

    /// The things whose place follows from what was told, the place, and from which two statements.
    fn whereabouts(&self) -> Vec<(usize, usize, Vec<usize>)> {
        let of = |(thing, state): (usize, &Thing)| match *state {
            Thing::Unknown => None,
            Thing::With { person, statement } => {
                let told = self.people[person]?;
                Some((thing, told.place, vec![statement, told.statement]))
            }
            Thing::At { place, statement } => {
                Some((thing, place.place, vec![statement, place.statement]))
            }
        };
        self.things.iter().enumerate().filter_map(of).collect()
    }
}
