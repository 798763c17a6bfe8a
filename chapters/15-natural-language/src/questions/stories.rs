//! Small stories with questions, made by a simulation: four kinds of reasoning, as four of bAbI's
//! tasks have them, in words of our own.
//!
//! A world of a few people, places and things is changed at random, and each change told in a
//! sentence. What is asked follows from the world as it then is; so every answer is right, and the
//! sentences that it follows from are known.

mod deduction;
mod moves;

use data::babi::{Babi, Story};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::collections::HashSet;

/// The tasks that [`generate`] knows, by bAbI's numbers: 1, where is a person; 2, where is a thing,
/// which takes two facts; 6, yes or no; 15, deduction.
pub const TASKS: [u32; 4] = [1, 2, 6, 15];

/// What a task asks for, in a word or two.
///
/// ```
/// assert_eq!(ch15::questions::stories::task_name(2), "two supporting facts");
/// ```
pub fn task_name(task: u32) -> &'static str {
    match task {
        1 => "one supporting fact",
        2 => "two supporting facts",
        6 => "yes or no",
        15 => "deduction",
        _ => "another task",
    }
}

/// Makes stories of a task to learn from and stories for the test: a function of its arguments. No
/// story is there twice, so that none of the test was trained on.
///
/// ```
/// use ch15::questions::stories::generate;
///
/// let stories = generate(1, 20, 10, 1);
/// assert_eq!((stories.train.len(), stories.test.len()), (20, 10));
/// assert_eq!(stories, generate(1, 20, 10, 1));
/// assert!(!stories.train.contains(&stories.test[0]));
/// ```
///
/// # Panics
/// If there is no such task among [`TASKS`].
#[track_caller]
pub fn generate(task: u32, train: usize, test: usize, seed: u64) -> Babi {
    let make: fn(&mut ChaCha8Rng) -> Story = match task {
        1 => moves::where_is_a_person,
        2 => moves::where_is_a_thing,
        6 => moves::is_a_person_there,
        15 => deduction::what_is_feared,
        _ => panic!("stories are made for the tasks {TASKS:?}, and none is {task}"),
    };
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut told = HashSet::new();
    let mut stories = Vec::with_capacity(train + test);
    while stories.len() < train + test {
        let story = make(rng);
        // Told alike and asked something else is also the same story.
        if told.insert(story.statements.clone()) {
            stories.push(story);
        }
    }
    let test = stories.split_off(train);
    Babi { train: stories, test }
}
