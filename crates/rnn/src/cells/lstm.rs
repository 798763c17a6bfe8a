//! LSTM: a step from the weighted sums on, and back to them.

use super::parts;
use numeric::Float;

// ANCHOR: forward
/// `c' = f∘c + i∘g` and `h = o∘tanh(c')`, for one sample.
///
/// `z` is `[i, f, g, o]`: weighted sums before, gates after; `c` is updated in place.
pub(crate) fn forward<T: Float>(z: &mut [T], c: &mut [T], h: &mut [T]) {
    let units = h.len();
    let c = &mut c[..units];
    let [i, f, g, o] = parts(z, units);
    for u in 0..units {
        i[u] = i[u].fast_sigmoid();
        f[u] = f[u].fast_sigmoid();
        g[u] = g[u].fast_tanh();
        o[u] = o[u].fast_sigmoid();
        c[u] = f[u] * c[u] + i[u] * g[u];
        h[u] = o[u] * c[u].fast_tanh();
    }
}
// ANCHOR_END: forward

/// Turns the gates in `z` into the gradient with respect to the weighted sums.
///
/// `c_prev` and `c` are the cell states before and after the step, `dh` the gradient with respect to
/// its `h`. `dc` is the gradient with respect to `c'` that comes from the next step; it becomes that
/// with respect to `c_prev`.
// ANCHOR: backward
pub(crate) fn backward<T: Float>(z: &mut [T], [c_prev, c]: [&[T]; 2], dh: &[T], dc: &mut [T]) {
    let units = dh.len();
    let (c_prev, c, dc) = (&c_prev[..units], &c[..units], &mut dc[..units]);
    let [i, f, g, o] = parts(z, units);
    for u in 0..units {
        let tanh_c = c[u].fast_tanh();
        let d = dc[u] + dh[u] * o[u] * (T::one() - tanh_c * tanh_c);
        dc[u] = d * f[u];
        let (di, df, dg, d_o) = (d * g[u], d * c_prev[u], d * i[u], dh[u] * tanh_c);
        i[u] = di * i[u] * (T::one() - i[u]);
        f[u] = df * f[u] * (T::one() - f[u]);
        g[u] = dg * (T::one() - g[u] * g[u]);
        o[u] = d_o * o[u] * (T::one() - o[u]);
    }
}
// ANCHOR_END: backward
