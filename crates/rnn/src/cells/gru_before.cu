// The paper's form of the GRU, first half: the gates, and the reset states rh = r∘h, of which `u` gets the
// product with U before the second half. `gates` and `rhs` keep them for it and for the backward pass.
extern "C" __global__ void gru_reset(T* rh, T* gates, T* rhs, const T* h, const T* x, const int* rows, const T* u, const T* c, const int* lengths, Steps s) {
    Place at = place(s, lengths);
    if (!at.exists) return;
    T r = 0, z = 0;
    if (at.runs) {
        size_t row = rows ? rows[at.step] : at.step;
        r = sigmoid(x[element(row, 0, 3, s, at)] + u[element(at.sample, 0, 3, s, at)] + c[at.unit]);
        z = sigmoid(x[element(row, 1, 3, s, at)] + u[element(at.sample, 1, 3, s, at)] + c[s.units + at.unit]);
    }
    gates[element(at.step, 0, 3, s, at)] = r;
    gates[element(at.step, 1, 3, s, at)] = z;
    rhs[element(at.step, 0, 1, s, at)] = rh[at.state] = r * h[at.state];
}

// The second half: n = tanh(…) and h' = (1 − z)∘n + z∘h.
extern "C" __global__ void gru_after_reset(T* y, T* h, T* gates, T* h_prev, const T* x, const int* rows, const T* u, const T* c, const int* lengths, Steps s) {
    Place at = place(s, lengths);
    if (!at.exists) return;
    T before = h[at.state], after = 0, n = 0;
    if (at.runs) {
        size_t row = rows ? rows[at.step] : at.step;
        T z = gates[element(at.step, 1, 3, s, at)];
        n = tanh(x[element(row, 2, 3, s, at)] + u[element(at.sample, 2, 3, s, at)] + c[2 * s.units + at.unit]);
        h[at.state] = after = n + z * (before - n);
    }
    y[element(at.step, 0, 1, s, at)] = after;
    gates[element(at.step, 2, 3, s, at)] = n;
    h_prev[element(at.step, 0, 1, s, at)] = at.runs ? before : 0;
}

// Back through the second half: n and z become the gradients with respect to their sums, `dh` what goes to h
// directly, and `dz` is that of n alone, for its product with U gives that with respect to rh.
extern "C" __global__ void gru_backward_to_reset(T* dz, T* dh, T* gates, T* dns, const T* dy, const T* h_prev, const int* lengths, Steps s) {
    Place at = place(s, lengths);
    if (!at.exists) return;
    T of_z = 0, of_n = 0, of_h = 0;
    if (at.runs) {
        T z = gates[element(at.step, 1, 3, s, at)], n = gates[element(at.step, 2, 3, s, at)];
        T before = h_prev[element(at.step, 0, 1, s, at)];
        of_h = dh[at.state] + dy[element(at.step, 0, 1, s, at)];
        of_z = of_h * (before - n) * z * (1 - z);
        of_n = of_h * (1 - z) * (1 - n * n);
        of_h *= z;
    }
    gates[element(at.step, 1, 3, s, at)] = of_z;
    gates[element(at.step, 2, 3, s, at)] = dns[element(at.step, 0, 1, s, at)] = of_n;
    dz[element(at.sample, 0, 3, s, at)] = dz[element(at.sample, 1, 3, s, at)] = 0;
    dz[element(at.sample, 2, 3, s, at)] = of_n;
    dh[at.state] = of_h;
}

// Back through the first half, with `drh`, the gradient with respect to rh: r becomes the gradient with respect
// to its sum, and `dz` is those of r and z.
extern "C" __global__ void gru_backward_reset(T* dz, T* dh, T* gates, const T* drh, const T* h_prev, const int* lengths, Steps s) {
    Place at = place(s, lengths);
    if (!at.exists) return;
    size_t i = element(at.step, 0, 3, s, at);
    T r = gates[i], before = h_prev[element(at.step, 0, 1, s, at)];
    if (at.runs) dh[at.state] += drh[at.state] * r;
    gates[i] = dz[element(at.sample, 0, 3, s, at)] = drh[at.state] * before * r * (1 - r);
    dz[element(at.sample, 1, 3, s, at)] = gates[element(at.step, 1, 3, s, at)];
    dz[element(at.sample, 2, 3, s, at)] = 0;
}
