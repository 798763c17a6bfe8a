//! The order of the samples in training: a new one in every epoch, the same in every run.

use std::slice::Chunks;

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// Separates these draws from any others that use the same seed.
const DOMAIN_TAG: &[u8; 16] = b"Gradus shuffling";

/// The indices from 0 to `len - 1` in random order: a function of `len`, `seed` and `epoch` alone.
///
/// The same arguments give the same order on every machine and in every version of this crate. An
/// interrupted run needs no generator state to resume: the epoch's number is enough.
///
/// The method is the Fisher–Yates shuffle in the form of R. Durstenfeld, "Algorithm 235: Random
/// permutation", Communications of the ACM 7 (1964); every order is equally likely. The random
/// numbers are drawn by ChaCha with 8 rounds, whose 32-byte key is `seed` and `epoch`, eight bytes
/// each with the least significant first, and the sixteen letters `Gradus shuffling`.
///
/// # Panics
///
/// Panics if `len` does not fit a `u32`.
///
/// # Examples
///
/// ```
/// use gradient_descent::shuffle::permutation;
///
/// let order = permutation(5, 42, 0);
/// assert_eq!(order, permutation(5, 42, 0));
///
/// let mut sorted = order;
/// sorted.sort();
/// assert_eq!(sorted, [0, 1, 2, 3, 4]);
/// ```
#[track_caller]
pub fn permutation(len: usize, seed: u64, epoch: u64) -> Vec<u32> {
    let mut order = vec![0; len];
    shuffle(&mut order, seed, epoch);
    order
}

/// Overwrites `order` with the [`permutation`] of its length, `seed` and `epoch`.
///
/// # Panics
///
/// Panics if the length does not fit a `u32`.
///
/// # Examples
///
/// ```
/// use gradient_descent::shuffle::{permutation, shuffle};
///
/// let mut order = [0; 5];
/// shuffle(&mut order, 42, 1);
/// assert_eq!(order.to_vec(), permutation(5, 42, 1));
/// ```
#[track_caller]
pub fn shuffle(order: &mut [u32], seed: u64, epoch: u64) {
    let len = u32::try_from(order.len()).expect("shuffle: sample indices must fit 32 bits");
    let mut rng = epoch_rng(seed, epoch);
    order.iter_mut().zip(0..).for_each(|(element, index)| *element = index);
    for last in (1..len).rev() {
        let chosen = uniform_below(last + 1, &mut rng);
        order.swap(last as usize, chosen as usize);
    }
}

/// The batches of an epoch: the order cut into slices; the last one is smaller if `batch_size` does
/// not divide it.
///
/// # Panics
///
/// Panics if `batch_size` is zero.
///
/// # Examples
///
/// ```
/// use gradient_descent::shuffle;
///
/// let sizes: Vec<usize> = shuffle::batches(&[4, 1, 0, 3, 2], 2).map(<[u32]>::len).collect();
/// assert_eq!(sizes, [2, 2, 1]);
/// ```
#[track_caller]
pub fn batches(order: &[u32], batch_size: usize) -> Chunks<'_, u32> {
    order.chunks(batch_size)
}

/// The batches of an epoch that are of full size; the remainder, fewer than `batch_size`, is
/// dropped. In an order that changes with the epoch, these are other samples each time.
///
/// Some layers cannot learn from a batch that is too small: the variance over one sample is
/// zero in batch normalization. PyTorch's name for this is `drop_last`.
///
/// # Panics
///
/// Panics if `batch_size` is zero.
///
/// # Examples
///
/// ```
/// use gradient_descent::shuffle;
///
/// let batches: Vec<&[u32]> = shuffle::full_batches(&[4, 1, 0, 3, 2], 2).collect();
/// assert_eq!(batches, [[4, 1], [0, 3]]);
/// ```
#[track_caller]
pub fn full_batches(order: &[u32], batch_size: usize) -> Chunks<'_, u32> {
    assert!(batch_size > 0, "full_batches: the batch size must be at least 1");
    batches(&order[..order.len() - order.len() % batch_size], batch_size)
}

/// The random number generator of one epoch.
fn epoch_rng(seed: u64, epoch: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&epoch.to_le_bytes());
    key[16..].copy_from_slice(DOMAIN_TAG);
    ChaCha8Rng::from_seed(key)
}

/// A number below `bound`, each equally likely.
///
/// A draw times `bound`, divided by 2³², is below `bound`, but some results stand for one draw more
/// than others. Drawing again where the product's lower half is below 2³² mod `bound` takes that
/// draw away (D. Lemire, "Fast random integer generation in an interval", ACM Transactions on
/// Modeling and Computer Simulation 29 (2019), algorithm 5). The width is 32 bits on every machine,
/// where a method of the library may follow `usize` or change.
fn uniform_below(bound: u32, rng: &mut impl Rng) -> u32 {
    let surplus = bound.wrapping_neg() % bound;
    loop {
        let product = u64::from(rng.next_u32()) * u64::from(bound);
        if product as u32 >= surplus {
            return (product >> 32) as u32;
        }
    }
}
