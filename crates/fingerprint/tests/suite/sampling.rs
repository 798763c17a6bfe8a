//! What is drawn to be made anew.

use crate::fixture::Fixture;
use fingerprint::{commit, sample};
use rstest::rstest;
use std::collections::BTreeSet;
use std::process::Command;

#[rstest]
#[case(0, 0)]
#[case(1, 1)]
#[case(16, 1)]
#[case(17, 2)]
#[case(100, 7)]
fn one_in_sixteen_is_drawn_rounded_up(#[case] count: usize, #[case] drawn: usize) {
    let names: Vec<String> = (0..count).map(|name| name.to_string()).collect();
    assert_eq!(sample("commit", names.iter().map(String::as_str)).len(), drawn);
}

#[test]
fn every_name_has_its_turn_and_the_order_of_names_does_not_matter() {
    let names: Vec<String> = (0..40).map(|name| format!("run {name}")).collect();
    let mut turns: BTreeSet<String> = BTreeSet::new();
    for number in 0..200 {
        let commit = format!("commit {number}");
        let drawn = sample(&commit, names.iter().map(String::as_str));
        assert_eq!(drawn, sample(&commit, names.iter().rev().map(String::as_str)));
        turns.extend(drawn.into_iter().map(String::from));
    }
    // A name misses 200 draws of 3 out of 40 once in six million times.
    assert_eq!(turns.len(), names.len());
}

#[test]
fn the_commit_is_git_s_and_without_git_the_day() {
    let fixture = Fixture::new();
    let root = fixture.path("");
    let day = commit(&root);
    assert!(day.strip_prefix("day ").is_some_and(|it| it.parse::<u64>().is_ok()), "{day}");
    for words in [
        &["init", "--quiet"][..],
        &["add", "."],
        &["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "All"],
    ] {
        assert!(Command::new("git").current_dir(&root).args(words).status().unwrap().success());
    }
    let commit = commit(&root);
    assert!(commit.len() >= 40 && commit.bytes().all(|it| it.is_ascii_hexdigit()), "{commit}");
}
