// n = tanh(xn + r∘hn) and h' = (1 − z)∘n + z∘h, as gru.rs: `x` has x·W + b for each step (or for each of the
// `rows` that the steps read), `u` has h·U, `c` the bias. `h` becomes the state after the step; `hns` keep hn.
extern "C" __global__ void gru_forward(T* y, T* h, T* cell, T* gates, T* h_prev, T* hns, const T* x, const int* rows, const T* u, const T* c, const int* lengths, Steps s) {
    Place at = place(s, lengths);
    if (!at.exists) return;
    T before = h[at.state], after = 0, r = 0, z = 0, n = 0, hn = 0;
    if (at.runs) {
        size_t row = rows ? rows[at.step] : at.step;
        r = sigmoid(x[element(row, 0, 3, s, at)] + u[element(at.sample, 0, 3, s, at)] + c[at.unit]);
        z = sigmoid(x[element(row, 1, 3, s, at)] + u[element(at.sample, 1, 3, s, at)] + c[s.units + at.unit]);
        hn = u[element(at.sample, 2, 3, s, at)] + c[2 * s.units + at.unit];
        n = tanh(x[element(row, 2, 3, s, at)] + r * hn);
        h[at.state] = after = n + z * (before - n);
    }
    y[element(at.step, 0, 1, s, at)] = after;
    if (!gates) return;
    gates[element(at.step, 0, 3, s, at)] = r;
    gates[element(at.step, 1, 3, s, at)] = z;
    gates[element(at.step, 2, 3, s, at)] = n;
    h_prev[element(at.step, 0, 1, s, at)] = at.runs ? before : 0;
    hns[element(at.step, 0, 1, s, at)] = hn;
}

// Turns `gates` into the gradient with respect to the inputs' sums, and `dz` into that with respect to the
// states' sums of this step, which differs in n: there `hns` become it for all steps. `dh` becomes the part of
// the gradient with respect to h that does not pass through a product.
extern "C" __global__ void gru_backward(T* dz, T* dh, T* dcell, T* gates, T* hns, const T* dy, const T* h_prev, const T* cell0, const int* lengths, Steps s) {
    Place at = place(s, lengths);
    if (!at.exists) return;
    T of_r = 0, of_z = 0, of_n = 0, of_hn = 0, of_h = 0;
    if (at.runs) {
        T r = gates[element(at.step, 0, 3, s, at)], z = gates[element(at.step, 1, 3, s, at)];
        T n = gates[element(at.step, 2, 3, s, at)], hn = hns[element(at.step, 0, 1, s, at)];
        T before = h_prev[element(at.step, 0, 1, s, at)];
        of_h = dh[at.state] + dy[element(at.step, 0, 1, s, at)];
        of_n = of_h * (1 - z) * (1 - n * n);
        of_z = of_h * (before - n) * z * (1 - z);
        of_r = of_n * hn * r * (1 - r);
        of_hn = of_n * r;
        of_h *= z;
    }
    gates[element(at.step, 0, 3, s, at)] = dz[element(at.sample, 0, 3, s, at)] = of_r;
    gates[element(at.step, 1, 3, s, at)] = dz[element(at.sample, 1, 3, s, at)] = of_z;
    gates[element(at.step, 2, 3, s, at)] = of_n;
    hns[element(at.step, 0, 1, s, at)] = dz[element(at.sample, 2, 3, s, at)] = of_hn;
    dh[at.state] = of_h;
}
