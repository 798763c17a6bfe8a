//! How well a language model predicts a text.

/// Perplexity: `e^L` of a mean cross-entropy `L` of a token, in nats. Of as many equally probable tokens the
/// choice would be as uncertain.
///
/// Perplexities of models with different tokens cannot be compared; [`bits_per_byte`] can.
///
/// ```
/// assert!((text::metrics::perplexity(50f64.ln()) - 50.0).abs() < 1e-9);
/// ```
pub fn perplexity(mean_loss: f64) -> f64 {
    mean_loss.exp()
}

/// The bits that a model needs for each byte of a text: its cross-entropy in nats, added up over all tokens, by
/// `ln 2` and the text's length in bytes (in UTF-8). It does not depend on how the text was cut into tokens.
///
/// ```
/// let loss = 4.0 * 2f64.ln();                                   // 4 bits
/// assert_eq!(text::metrics::bits_per_byte(loss, "ab".len()), 2.0);
/// ```
pub fn bits_per_byte(total_loss: f64, bytes: usize) -> f64 {
    total_loss / std::f64::consts::LN_2 / bytes as f64
}
