//! A vector register of `f32`, as wide as the processor has one: the only lines of this crate that
//! know a processor.

#[cfg(target_feature = "avx512f")]
pub use std::arch::x86_64::__m512 as Register;

#[cfg(all(target_feature = "fma", not(target_feature = "avx512f")))]
pub use std::arch::x86_64::__m256 as Register;

/// Without either, arrays, which the compiler does well with where registers are narrow.
#[cfg(not(any(target_feature = "fma", target_feature = "avx512f")))]
pub type Register = [f32; super::LANES];

/// The same number in each lane.
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
