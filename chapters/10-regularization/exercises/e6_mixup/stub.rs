//! # 10.6 Mixup: samples in between
//!
//! *Mixup* trains on samples that lie between others. Each sample $`i`$ of a batch is mixed with a
//! partner $`\pi_i`$ of the same batch, its input $`x_i`$ and its target $`t_i`$ with the same
//! fraction $`0 \le \lambda \le 1`$:
//!
//! ```math
//! \begin{gathered}
//! \tilde x_i = \lambda\, x_i + (1 - \lambda)\, x_{\pi_i}, \\
//! \tilde t_i = \lambda\, t_i + (1 - \lambda)\, t_{\pi_i}.
//! \end{gathered}
//! ```
//!
//! The targets are probabilities of the classes, one-hot before, and soft after it: a picture that is
//! three quarters a 3 and one quarter an 8 has the target ¾ at 3 and ¼ at 8. All that stands on the
//! right is as it was before: a sample that has been mixed already is nobody's partner.
//!
//! The batch is written over. `inputs` and `targets` have one row for each sample, `partners` one
//! index of a row. (Training draws partners and $`\lambda`$ anew for each batch; here they are
//! given.)
//!
//! To test yourself: for $`\lambda = \tfrac34`$, the inputs (4) and (8) of two samples that are each
//! other's partners become (5) and (7), and the targets $`(1, 0)`$ and $`(0, 1)`$ become
//! $`(\tfrac34, \tfrac14)`$ and $`(\tfrac14, \tfrac34)`$.

/// Mixes each sample of a batch with its partner: `λ` of itself, and `1 − λ` of the partner.
pub fn mixup(inputs: &mut [Vec<f64>], targets: &mut [Vec<f64>], partners: &[usize], lambda: f64) {
    let (samples, rows, pairs) = (inputs.len(), targets.len(), partners.len());
    todo!("10.6: {samples} inputs, {rows} targets, {pairs} partners, λ = {lambda}")
}
