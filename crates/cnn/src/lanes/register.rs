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

/// The numbers of `a` and `b` in turn, in two registers.
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
        use std::arch::x86_64::{_mm256_permute2f128_ps, _mm256_unpackhi_ps, _mm256_unpacklo_ps};
        // Within each half of a register; then the halves change places.
        let (low, high) = (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
        [_mm256_permute2f128_ps::<0x20>(low, high), _mm256_permute2f128_ps::<0x31>(low, high)]
    };
    #[cfg(not(any(target_feature = "fma", target_feature = "avx512f")))]
    return {
        let half = super::LANES / 2;
        let of =
            |from: usize| std::array::from_fn(|i| if i % 2 == 0 { a } else { b }[from + i / 2]);
        [of(0), of(half)]
    };
}
