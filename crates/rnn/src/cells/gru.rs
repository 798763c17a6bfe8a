//! GRU: a step from the weighted sums on, and back to them.

use super::parts;
use numeric::Float;

// ANCHOR: forward
/// `n = tanh(xn + r∘hn)` and `h = (1 − z)∘n + z∘h_prev`, for one sample: the gate resets what the
/// recurrent weights give.
///
/// `sums` is `[r, z, xn, hn]`: weighted sums before; after, `n` stands where `xn` was.
pub(crate) fn forward<T: Float>(sums: &mut [T], h_prev: &[T], h: &mut [T]) {
    let units = h.len();
    let h_prev = &h_prev[..units];
    let [r, z, n, hn] = parts(sums, units);
    for u in 0..units {
        r[u] = r[u].fast_sigmoid();
        z[u] = z[u].fast_sigmoid();
        n[u] = (n[u] + r[u] * hn[u]).fast_tanh();
        h[u] = n[u] + z[u] * (h_prev[u] - n[u]);
    }
}
// ANCHOR_END: forward

// ANCHOR: backward
/// Turns `[r, z, n, hn]` into the gradient with respect to the sums `[r, z, xn, hn]`, and `dh` into
/// the part of the gradient with respect to `h_prev` that does not pass through a product.
pub(crate) fn backward<T: Float>(saved: &mut [T], h_prev: &[T], dh: &mut [T]) {
    let units = dh.len();
    let h_prev = &h_prev[..units];
    let [r, z, n, hn] = parts(saved, units);
    for u in 0..units {
        let dn = dh[u] * (T::one() - z[u]) * (T::one() - n[u] * n[u]);
        let dz = dh[u] * (h_prev[u] - n[u]);
        dh[u] *= z[u];
        let dr = dn * hn[u];
        hn[u] = dn * r[u];
        n[u] = dn;
        z[u] = dz * z[u] * (T::one() - z[u]);
        r[u] = dr * r[u] * (T::one() - r[u]);
    }
}
// ANCHOR_END: backward

/// The paper's form, first half: the gates, and the reset state `rh = r∘h_prev` that the recurrent
/// weights of `n` are multiplied with.
///
/// `sums` is `[r, z, n, rh]`, in which `rh` is saved for the backward pass; `n` is not touched.
pub(crate) fn reset<T: Float>(sums: &mut [T], h_prev: &[T], rh: &mut [T]) {
    let units = rh.len();
    let h_prev = &h_prev[..units];
    let [r, z, _, saved] = parts(sums, units);
    for u in 0..units {
        r[u] = r[u].fast_sigmoid();
        z[u] = z[u].fast_sigmoid();
        rh[u] = r[u] * h_prev[u];
        saved[u] = rh[u];
    }
}

/// The second half: `n = tanh(…)` and `h = (1 − z)∘n + z∘h_prev`.
pub(crate) fn forward_after_reset<T: Float>(sums: &mut [T], h_prev: &[T], h: &mut [T]) {
    let units = h.len();
    let h_prev = &h_prev[..units];
    let [_, z, n, _] = parts(sums, units);
    for u in 0..units {
        n[u] = n[u].fast_tanh();
        h[u] = n[u] + z[u] * (h_prev[u] - n[u]);
    }
}

/// The backward pass of [`forward_after_reset`]: `n` and `z` become the gradients with respect to
/// their sums, and `dh` what goes to `h_prev` directly.
pub(crate) fn backward_to_reset<T: Float>(saved: &mut [T], h_prev: &[T], dh: &mut [T]) {
    let units = dh.len();
    let h_prev = &h_prev[..units];
    let [_, z, n, _] = parts(saved, units);
    for u in 0..units {
        let dz = dh[u] * (h_prev[u] - n[u]);
        n[u] = dh[u] * (T::one() - z[u]) * (T::one() - n[u] * n[u]);
        dh[u] *= z[u];
        z[u] = dz * z[u] * (T::one() - z[u]);
    }
}

/// The backward pass of [`reset`]: from `drh`, the gradient with respect to the reset state, `r`
/// becomes the gradient with respect to its sum, and what goes to `h_prev` is added to `dh`.
pub(crate) fn backward_reset<T: Float>(saved: &mut [T], h_prev: &[T], drh: &[T], dh: &mut [T]) {
    let units = dh.len();
    let (h_prev, drh) = (&h_prev[..units], &drh[..units]);
    let [r] = parts(saved, units);
    for u in 0..units {
        dh[u] += drh[u] * r[u];
        r[u] = drh[u] * h_prev[u] * r[u] * (T::one() - r[u]);
    }
}
