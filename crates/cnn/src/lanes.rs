//! Numbers side by side, as many as fit a vector register.

mod register;
mod transposed;

pub(crate) use transposed::{row_sums, transposed};

use numeric::Float;
use std::any::TypeId;
use std::mem::transmute_copy;

/// How many `f32` fit a vector register.
pub(crate) const LANES: usize = if cfg!(target_feature = "avx512f") { 16 } else { 8 };

/// Whether there are 32 vector registers, as with AVX-512, or 16. Sums that do not all fit into
/// registers are written to memory and read back at every step, which takes longer than the sums.
pub(crate) const HAS_32_REGISTERS: bool = cfg!(target_feature = "avx512f");

/// Numbers side by side: what is done to one is done to all.
///
/// The compiler turns loops over arrays into vector instructions, but keeps to half of a 512-bit
/// register, and sometimes to none; for the innermost line of a convolution that is worth telling
/// it outright. For `f64`, which is here to check gradients, the loop will do.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Lanes<T>(pub [T; LANES]);

impl<T: Float> Lanes<T> {
    #[inline(always)]
    pub fn zero() -> Self {
        Lanes([T::zero(); LANES])
    }

    /// `self + w·x`, the same `w` in each lane.
    #[inline(always)]
    pub fn mul_add_scalar(self, w: T, x: Self) -> Self {
        if TypeId::of::<T>() == TypeId::of::<f32>() {
            // SAFETY: T is f32, and a register holds as many f32 as a `Lanes` of them.
            return unsafe {
                let w = register::splat(transmute_copy(&w));
                let sum = register::multiply_add(w, transmute_copy(&x), transmute_copy(&self));
                transmute_copy(&sum)
            };
        }
        self.mul_add(Lanes([w; LANES]), x)
    }

    /// `self + w·x`, lane by lane.
    #[inline(always)]
    pub fn mul_add(mut self, w: Self, x: Self) -> Self {
        if TypeId::of::<T>() == TypeId::of::<f32>() {
            // SAFETY: T is f32, and a register holds as many f32 as a `Lanes` of them.
            return unsafe {
                let (w, x) = (transmute_copy(&w), transmute_copy(&x));
                transmute_copy(&register::multiply_add(w, x, transmute_copy(&self)))
            };
        }
        for ((sum, w), x) in self.0.iter_mut().zip(w.0).zip(x.0) {
            *sum += w * x;
        }
        self
    }

    /// `self + x`, lane by lane.
    #[inline(always)]
    pub fn add(mut self, x: Self) -> Self {
        self.0.iter_mut().zip(x.0).for_each(|(sum, x)| *sum += x);
        self
    }

    /// The numbers of both in turn: those of their first halves, those of their second halves.
    #[inline(always)]
    pub fn interleaved(self, other: Self) -> [Self; 2] {
        if TypeId::of::<T>() == TypeId::of::<f32>() {
            // SAFETY: T is f32, and a register holds as many f32 as a `Lanes` of them.
            return unsafe {
                let both = register::interleave(transmute_copy(&self), transmute_copy(&other));
                transmute_copy(&both)
            };
        }
        let half = |from: usize| {
            let number = |i: usize| if i.is_multiple_of(2) { self } else { other }.0[from + i / 2];
            Lanes(std::array::from_fn(number))
        };
        [half(0), half(LANES / 2)]
    }
}
