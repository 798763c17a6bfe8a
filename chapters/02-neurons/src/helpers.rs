//! Small things between a neuron, a sentence and a figure.

use figures::HalfPlane;
use neurons::Neuron;

/// The side of the plane on which a neuron with two inputs fires.
///
/// # Panics
/// If the neuron has not two inputs.
pub fn half_plane(neuron: &Neuron<f64>) -> HalfPlane {
    let [first, second] = neuron.w[..] else { panic!("a plane has two inputs") };
    HalfPlane { w: [first, second], b: neuron.b }
}

/// A share of a whole, and 0 of nothing.
pub fn fraction(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A number with its sign, a proper minus, and as many decimals as it needs, at most two.
pub fn format_signed(number: f64) -> String {
    let text = format!("{:+.2}", number);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('-', "−")
}
