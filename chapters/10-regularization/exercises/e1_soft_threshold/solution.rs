//! Solution of 10.1.

/// The soft threshold of `x`: drawn towards 0 by `t`, and 0 where it would get to the other side.
pub fn soft_threshold(x: f64, t: f64) -> f64 {
    if x > t {
        x - t
    } else if x < -t {
        x + t
    } else {
        // Written down, not calculated: an exact 0.
        0.0
    }
}

/// One proximal step for a loss with the L1 penalty `λ·‖w‖₁`: moves the weights `w` against the
/// `gradient` of the loss alone, with the learning rate `eta`, and then draws them towards 0.
pub fn proximal_step(w: &mut [f64], gradient: &[f64], eta: f64, lambda: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        // The penalty acts as long as a step does: the threshold has the learning rate too.
        *w = soft_threshold(*w - eta * g, eta * lambda);
    }
}
