//! # 21.4 A dot product that does not wait
//!
//! `dot` below adds one product after the other to one sum:
//!
//! ```math
//! s = \sum_i x_i\, y_i.
//! ```
//!
//! An addition has a *latency* of two to four clock cycles, depending on the processor: only then its result
//! is there, and the next one needs that result. So the sum takes as many cycles for each element, whatever
//! else the processor could do. It could do much: many begin two additions in each cycle, each of 8 or 16
//! numbers at once. The compiler does not use that here, since it would change the order of the additions, and
//! with it the last bits. *You* may.
//!
//! Make it at least three times as fast, with the data in the cache. Keep several sums that do not wait
//! for each other, in an array: of every $`n`$ elements the first goes to the first sum, the second to the
//! second, and so on. At the end add up the sums, and what is left of the two slices. A loop over an array
//! whose length the compiler knows becomes vector instructions, if each turn adds to all of the array.
//!
//! The result may differ from the one before as far as another order of the additions rounds differently, and
//! no further. No threads, no other crate.

/// The dot product `Σ x(i)·y(i)` of two slices of the same length.
pub fn dot(x: &[f32], y: &[f32]) -> f32 {
    let mut sum = 0.0;
    for (x, y) in x.iter().zip(y) {
        sum += x * y;
    }
    sum
}
