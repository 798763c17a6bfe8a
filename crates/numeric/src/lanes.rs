//! The values of a vector register, one in each lane: SIMD.

use crate::Float;
use std::any::TypeId;
use std::mem::transmute_copy;
use std::ops::{Add, Mul, Sub};

/// The number of lanes: of `f32` values that fit a vector register.
pub const LANES: usize = if cfg!(target_feature = "avx512f") { 16 } else { 8 };

/// Whether there are 32 vector registers, as with AVX-512, or 16. Sums that do not all fit into
/// registers are written to memory and read back at every step, which takes longer than the sums.
pub const HAS_32_REGISTERS: bool = cfg!(target_feature = "avx512f");

/// The values of one vector register: what is done to one lane is done to all.
///
/// The compiler turns loops over arrays into vector instructions, but keeps to half of a 512-bit
/// register, and sometimes to none; for the innermost line of a convolution or of a recurrent
/// layer that is worth telling it outright. For `f64`, which is here to check gradients, the loop will do.
///
/// ```
/// use numeric::lanes::{LANES, Lanes};
///
/// let sum = Lanes([1.0; LANES]).mul_add_scalar(2.0, Lanes([3.0; LANES]));
/// assert_eq!(sum.0, [7.0; LANES]);
/// ```
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Lanes<T>(pub [T; LANES]);

impl<T: Float> Lanes<T> {
    /// Zero in each lane.
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

    /// Up to [`LANES`] values, with zeros behind them.
    #[inline(always)]
    pub fn load(values: &[T]) -> Self {
        let mut lanes = Lanes::zero();
        match values.first_chunk() {
            Some(full) => lanes.0 = *full,
            None => lanes.0[..values.len()].copy_from_slice(values),
        }
        lanes
    }

    /// Writes the first values, as many as `dst` has.
    #[inline(always)]
    pub fn store(self, dst: &mut [T]) {
        match dst.first_chunk_mut() {
            Some(full) => *full = self.0,
            None => dst.copy_from_slice(&self.0[..dst.len()]),
        }
    }

    /// The values of both in turn: of their first halves, and of their second halves.
    #[inline(always)]
    pub fn interleaved(self, other: Self) -> [Self; 2] {
        if TypeId::of::<T>() == TypeId::of::<f32>() {
            // SAFETY: T is f32, and a register holds as many f32 as a `Lanes` of them.
            return unsafe {
                let both = register::interleave(transmute_copy(&self), transmute_copy(&other));
                transmute_copy(&both)
            };
        }
        let half = |start: usize| {
            let value = |i: usize| if i.is_multiple_of(2) { self } else { other }.0[start + i / 2];
            Lanes(std::array::from_fn(value))
        };
        [half(0), half(LANES / 2)]
    }
}

/// An arithmetic operation, lane by lane.
macro_rules! lanewise {
    ($trait:ident, $name:ident, $assign:tt, $register:path) => {
        impl<T: Float> $trait for Lanes<T> {
            type Output = Self;

            #[inline(always)]
            fn $name(mut self, x: Self) -> Self {
                if TypeId::of::<T>() == TypeId::of::<f32>() {
                    // SAFETY: T is f32, and a register holds as many f32 as a `Lanes` of them.
                    return unsafe {
                        transmute_copy(&$register(transmute_copy(&self), transmute_copy(&x)))
                    };
                }
                self.0.iter_mut().zip(x.0).for_each(|(y, x)| *y $assign x);
                self
            }
        }
    };
}
lanewise!(Add, add, +=, register::add);
lanewise!(Sub, sub, -=, register::subtract);
lanewise!(Mul, mul, *=, register::multiply);

/// Column `i` of `rows` as row `i`.
///
/// Each round interleaves every row of the upper half with the one half-way below it, value by
/// value. That rotates the bits of a value's index, first those of its row, then those of its
/// column, by one; after as many rounds as a row's index has bits, row and column are swapped.
#[inline(always)]
pub fn transposed<T: Float>(rows: [[T; LANES]; LANES]) -> [[T; LANES]; LANES] {
    let mut rows = rows.map(Lanes);
    let mut round = 1;
    while round < LANES {
        let mut turned = [Lanes::zero(); LANES];
        for i in 0..LANES / 2 {
            [turned[2 * i], turned[2 * i + 1]] = rows[i].interleaved(rows[i + LANES / 2]);
        }
        rows = turned;
        round *= 2;
    }
    rows.map(|row| row.0)
}

/// The sum of each row.
#[inline(always)]
pub fn row_sums<T: Float>(rows: [[T; LANES]; LANES]) -> [T; LANES] {
    transposed(rows).into_iter().map(Lanes).fold(Lanes::zero(), Lanes::add).0
}

/// A vector register of `f32`, as wide as the processor has one: the only lines of this crate
/// that know a processor.
mod register {
    #[cfg(target_feature = "avx512f")]
    pub use std::arch::x86_64::__m512 as Register;

    #[cfg(all(target_feature = "fma", not(target_feature = "avx512f")))]
    pub use std::arch::x86_64::__m256 as Register;

    /// Without either, arrays, which the compiler does well with where registers are narrow.
    #[cfg(not(any(target_feature = "fma", target_feature = "avx512f")))]
    pub type Register = [f32; super::LANES];

    /// The same value in each lane.
    #[inline(always)]
    pub fn splat(w: f32) -> Register {
        // SAFETY: compiled only for a processor that has the instruction.
        #[cfg(target_feature = "avx512f")]
        return unsafe { std::arch::x86_64::_mm512_set1_ps(w) };
        // SAFETY: compiled only for a processor that has the instruction.
        #[cfg(all(target_feature = "fma", not(target_feature = "avx512f")))]
        return unsafe { std::arch::x86_64::_mm256_set1_ps(w) };
        #[cfg(not(any(target_feature = "fma", target_feature = "avx512f")))]
        return [w; super::LANES];
    }

    /// `w·x + sum` in each lane.
    #[inline(always)]
    pub fn multiply_add(w: Register, x: Register, sum: Register) -> Register {
        // SAFETY: compiled only for a processor that has the instruction.
        #[cfg(target_feature = "avx512f")]
        return unsafe { std::arch::x86_64::_mm512_fmadd_ps(w, x, sum) };
        // SAFETY: compiled only for a processor that has the instruction.
        #[cfg(all(target_feature = "fma", not(target_feature = "avx512f")))]
        return unsafe { std::arch::x86_64::_mm256_fmadd_ps(w, x, sum) };
        #[cfg(not(any(target_feature = "fma", target_feature = "avx512f")))]
        return std::array::from_fn(|lane| w[lane] * x[lane] + sum[lane]);
    }

    /// `a + b` in each lane.
    #[inline(always)]
    pub fn add(a: Register, b: Register) -> Register {
        // SAFETY: compiled only for a processor that has the instruction.
        #[cfg(target_feature = "avx512f")]
        return unsafe { std::arch::x86_64::_mm512_add_ps(a, b) };
        // SAFETY: compiled only for a processor that has the instruction.
        #[cfg(all(target_feature = "fma", not(target_feature = "avx512f")))]
        return unsafe { std::arch::x86_64::_mm256_add_ps(a, b) };
        #[cfg(not(any(target_feature = "fma", target_feature = "avx512f")))]
        return std::array::from_fn(|lane| a[lane] + b[lane]);
    }

    /// `a − b` in each lane.
    #[inline(always)]
    pub fn subtract(a: Register, b: Register) -> Register {
        // SAFETY: compiled only for a processor that has the instruction.
        #[cfg(target_feature = "avx512f")]
        return unsafe { std::arch::x86_64::_mm512_sub_ps(a, b) };
        // SAFETY: compiled only for a processor that has the instruction.
        #[cfg(all(target_feature = "fma", not(target_feature = "avx512f")))]
        return unsafe { std::arch::x86_64::_mm256_sub_ps(a, b) };
        #[cfg(not(any(target_feature = "fma", target_feature = "avx512f")))]
        return std::array::from_fn(|lane| a[lane] - b[lane]);
    }

    /// `a·b` in each lane.
    #[inline(always)]
    pub fn multiply(a: Register, b: Register) -> Register {
        // SAFETY: compiled only for a processor that has the instruction.
        #[cfg(target_feature = "avx512f")]
        return unsafe { std::arch::x86_64::_mm512_mul_ps(a, b) };
        // SAFETY: compiled only for a processor that has the instruction.
        #[cfg(all(target_feature = "fma", not(target_feature = "avx512f")))]
        return unsafe { std::arch::x86_64::_mm256_mul_ps(a, b) };
        #[cfg(not(any(target_feature = "fma", target_feature = "avx512f")))]
        return std::array::from_fn(|lane| a[lane] * b[lane]);
    }

    /// The values of `a` and `b` in turn, in two registers.
    #[inline(always)]
    pub fn interleave(a: Register, b: Register) -> [Register; 2] {
        // SAFETY: compiled only for a processor that has the instructions.
        #[cfg(target_feature = "avx512f")]
        return unsafe {
            use std::arch::x86_64::{_mm512_permutex2var_ps, _mm512_setr_epi32};
            let first = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            let second =
                _mm512_setr_epi32(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
            [_mm512_permutex2var_ps(a, first, b), _mm512_permutex2var_ps(a, second, b)]
        };
        // SAFETY: compiled only for a processor that has the instructions.
        #[cfg(all(target_feature = "fma", not(target_feature = "avx512f")))]
        return unsafe {
            use std::arch::x86_64::{
                _mm256_permute2f128_ps, _mm256_unpackhi_ps, _mm256_unpacklo_ps,
            };
            // Within each half of a register; then the halves are swapped.
            let (low, high) = (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
            [_mm256_permute2f128_ps::<0x20>(low, high), _mm256_permute2f128_ps::<0x31>(low, high)]
        };
        #[cfg(not(any(target_feature = "fma", target_feature = "avx512f")))]
        return {
            let half = super::LANES / 2;
            let of = |start: usize| {
                std::array::from_fn(|i| if i % 2 == 0 { a } else { b }[start + i / 2])
            };
            [of(0), of(half)]
        };
    }
}
