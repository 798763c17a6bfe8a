//! An id names one element.

use super::Finding;
use super::page::Page;
use std::collections::{BTreeSet, HashSet};

pub(super) fn check(page: &Page) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let ids = page.elements().filter_map(|it| it.attribute("id"));
    let twice: BTreeSet<&str> = ids.filter(|id| !seen.insert(*id)).collect();
    let finding = |id: &str| Finding::new(format!("the id `{id}` is there twice"), [id.to_owned()]);
    twice.into_iter().map(finding).collect()
}
