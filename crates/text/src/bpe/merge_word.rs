//! The merges of one word, in a time that grows as n·log n with its length.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::bpe::pair_hash::PairMap;
use crate::bpe::{Merge, Pair};

/// No neighbour.
const NONE: u32 = u32::MAX;

/// A token of the word, linked with its neighbours.
struct Symbol {
    id: u32,
    before: u32,
    after: u32,
    is_merged: bool,
}

/// A possible merge: by rank, then by position.
type Candidate = Reverse<(u32, u32, u32)>;

/// The memory of merging, used again for the next word.
#[derive(Default)]
pub(crate) struct WordMerger {
    symbols: Vec<Symbol>,
    queue: BinaryHeap<Candidate>,
}

impl WordMerger {
    /// Applies the merges of the lowest rank first, of equal ones from left to right, and appends the tokens
    /// that are left to `out`.
    ///
    /// A merge takes the right token out of the list, and makes at most two new pairs, with the
    /// neighbours. Candidates that it made impossible are found out when their turn comes.
    pub(crate) fn merge(
        &mut self,
        ids: impl ExactSizeIterator<Item = u32>,
        merges: &PairMap<Pair, Merge>,
        out: &mut Vec<usize>,
    ) {
        let last = u32::try_from(ids.len()).expect("a word has fewer than 2³² bytes") - 1;
        self.symbols.clear();
        let link = |(i, id)| Symbol {
            id,
            before: if i == 0 { NONE } else { i - 1 },
            after: if i == last { NONE } else { i + 1 },
            is_merged: false,
        };
        self.symbols.extend((0..).zip(ids).map(link));
        (0..last).for_each(|position| self.consider(position, merges));
        while let Some(Reverse((_, position, id))) = self.queue.pop() {
            let Symbol { after, is_merged, .. } = self.symbols[position as usize];
            let is_possible = !is_merged
                && after != NONE
                && self.pair(position, merges).is_some_and(|merge| merge.id == id);
            if is_possible {
                self.apply(position, id);
                let before = self.symbols[position as usize].before;
                [before, position].into_iter().for_each(|left| self.consider(left, merges));
            }
        }
        let left = self.symbols.iter().filter(|symbol| !symbol.is_merged);
        out.extend(left.map(|symbol| symbol.id as usize));
    }

    /// The merge of the token at this position with the one after it.
    fn pair(&self, position: u32, merges: &PairMap<Pair, Merge>) -> Option<Merge> {
        let left = self.symbols.get(position as usize)?;
        let right = self.symbols.get(left.after as usize)?;
        merges.get(&(left.id, right.id)).copied()
    }

    fn consider(&mut self, position: u32, merges: &PairMap<Pair, Merge>) {
        if let Some(Merge { rank, id }) = self.pair(position, merges) {
            self.queue.push(Reverse((rank, position, id)));
        }
    }

    fn apply(&mut self, position: u32, id: u32) {
        let right = self.symbols[position as usize].after;
        let after = self.symbols[right as usize].after;
        self.symbols[right as usize].is_merged = true;
        self.symbols[position as usize].id = id;
        self.symbols[position as usize].after = after;
        if let Some(symbol) = self.symbols.get_mut(after as usize) {
            symbol.before = position;
        }
    }
}
