//! An id names one element.

use super::Finding;
use super::page::Page;
use std::collections::HashSet;

pub(super) fn check(page: &Page) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let ids = page.elements().filter_map(|it| it.attribute("id"));
    let twice: HashSet<&str> = ids.filter(|id| !seen.insert(*id)).collect();
    let mut twice: Vec<&str> = twice.into_iter().collect();
    twice.sort_unstable();
    let finding = |id: &str| Finding::new(format!("the id `{id}` is there twice"), [id.to_owned()]);
    twice.into_iter().map(finding).collect()
}
