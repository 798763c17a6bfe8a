//! Helpers for the programs' output and figures.

use figures::HalfPlane;
use neurons::Neuron;

/// The half-plane in which a neuron with two inputs is active.
///
/// ```
/// use neurons::Neuron;
///
/// let side = ch02::half_plane(&Neuron { w: vec![2.0, -1.0], b: 0.5 });
/// assert_eq!((side.w, side.b), ([2.0, -1.0], 0.5));
/// ```
///
/// # Panics
/// If the neuron has not two inputs.
pub fn half_plane(neuron: &Neuron<f64>) -> HalfPlane {
    let [first, second] = neuron.w[..] else { panic!("a plane has two inputs") };
    HalfPlane { w: [first, second], b: neuron.b }
}

/// The fraction `part / whole`; 0 if `whole` is 0.
///
/// ```
/// assert_eq!(ch02::fraction(3, 4), 0.75);
/// ```
pub fn fraction(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Formats a number with its sign, a proper minus, and as many decimals as it needs, at most two.
///
/// ```
/// assert_eq!((ch02::format_signed(1.5), ch02::format_signed(-2.0)), ("+1.5".into(), "−2".into()));
/// ```
pub fn format_signed(number: f64) -> String {
    let text = format!("{:+.2}", number);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('-', "−")
}
