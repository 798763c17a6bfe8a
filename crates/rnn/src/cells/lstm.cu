// c' = f∘c + i∘g and h' = o∘tanh(c'), as lstm.rs: `x` has x·W + b for each step (or for each of the `rows` that
// the steps read), `u` has h·U, `c` the bias. `h` and `cell` become the states after the step.
extern "C" __global__ void lstm_forward(T* y, T* h, T* cell, T* gates, T* h_prev, T* cells, const T* x, const int* rows, const T* u, const T* c, const int* lengths, Steps s) {
    Place at = place(s, lengths);
    if (!at.exists) return;
    T before = h[at.state], after = 0, z[4] = {};
    if (at.runs) {
        size_t row = rows ? rows[at.step] : at.step;
        for (int part = 0; part < 4; part++) {
            T sum = x[element(row, part, 4, s, at)] + u[element(at.sample, part, 4, s, at)] + c[part * s.units + at.unit];
            z[part] = part == 2 ? tanh(sum) : sigmoid(sum);
        }
        T i = z[0], f = z[1], g = z[2], o = z[3];
        cell[at.state] = f * cell[at.state] + i * g;
        h[at.state] = after = o * tanh(cell[at.state]);
    }
    y[element(at.step, 0, 1, s, at)] = after;
    if (!gates) return;
    for (int part = 0; part < 4; part++) gates[element(at.step, part, 4, s, at)] = z[part];
    h_prev[element(at.step, 0, 1, s, at)] = at.runs ? before : 0;
    cells[element(at.step, 0, 1, s, at)] = cell[at.state];
}

// Turns `gates` into the gradient with respect to the weighted sums, and `dz` into that of this step; `dcell`
// is the gradient with respect to c' and becomes that with respect to c.
extern "C" __global__ void lstm_backward(T* dz, T* dh, T* dcell, T* gates, T* cells, const T* dy, const T* h_prev, const T* cell0, const int* lengths, Steps s) {
    Place at = place(s, lengths);
    if (!at.exists) return;
    T d[4] = {};
    if (at.runs) {
        T i = gates[element(at.step, 0, 4, s, at)], f = gates[element(at.step, 1, 4, s, at)];
        T g = gates[element(at.step, 2, 4, s, at)], o = gates[element(at.step, 3, 4, s, at)];
        T before = s.k > 0 ? cells[element(at.before, 0, 1, s, at)] : cell0[at.state];
        T tanh_c = tanh(cells[element(at.step, 0, 1, s, at)]);
        T of_h = dh[at.state] + dy[element(at.step, 0, 1, s, at)];
        T of_c = dcell[at.state] + of_h * o * (1 - tanh_c * tanh_c);
        dcell[at.state] = of_c * f;
        d[0] = of_c * g * i * (1 - i);
        d[1] = of_c * before * f * (1 - f);
        d[2] = of_c * i * (1 - g * g);
        d[3] = of_h * tanh_c * o * (1 - o);
    }
    for (int part = 0; part < 4; part++) gates[element(at.step, part, 4, s, at)] = dz[element(at.sample, part, 4, s, at)] = d[part];
    dh[at.state] = 0;  // all of it has passed through the gates
}
