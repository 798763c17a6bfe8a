//! A hash for pairs of tokens, which are looked up for every byte of a text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by pairs of tokens. (Words, which strangers write, have the standard hash, for which nobody can
/// choose words that collide.)
pub(crate) type PairMap<K, V> = HashMap<K, V, BuildHasherDefault<PairHasher>>;

/// The odd number nearest to 2⁶⁴ / φ, whose products spread over all bits (D. E. Knuth, "The art of computer
/// programming" 3, section 6.4).
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Multiplies, turns, adds the next number.
#[derive(Clone, Copy, Default)]
pub(crate) struct PairHasher(u64);

impl Hasher for PairHasher {
    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.rotate_left(32) ^ u64::from(number)).wrapping_mul(FACTOR);
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32((*byte).into()));
    }

    fn finish(&self) -> u64 {
        // The table takes its place from the low bits, which a product mixes least.
        self.0 ^ (self.0 >> 32)
    }
}
