// h = f(z), with z of inputs and of states: `x` has x·W + b for each step (or for each of the `rows` that
// the steps read), `u` has h·U, `c` the bias. `h` becomes the state after the step.
extern "C" __global__ void rnn_forward(T* y, T* h, T* cell, T* gates, T* h_prev, T* extra, const T* x, const int* rows, const T* u, const T* c, const int* lengths, Steps s) {
    Place at = place(s, lengths);
    if (!at.exists) return;
    T before = h[at.state], after = 0;
    if (at.runs) {
        size_t row = rows ? rows[at.step] : at.step;
        T z = x[element(row, 0, 1, s, at)] + u[at.state] + c[at.unit];
        h[at.state] = after = F(z);
    }
    y[element(at.step, 0, 1, s, at)] = after;
    if (!gates) return;
    gates[element(at.step, 0, 1, s, at)] = after;
    h_prev[element(at.step, 0, 1, s, at)] = at.runs ? before : 0;
}

// Turns `gates`, which are the states, into the gradient with respect to z, and `dz` into that of this step.
extern "C" __global__ void rnn_backward(T* dz, T* dh, T* dcell, T* gates, T* extra, const T* dy, const T* h_prev, const T* cell0, const int* lengths, Steps s) {
    Place at = place(s, lengths);
    if (!at.exists) return;
    size_t i = element(at.step, 0, 1, s, at);
    T h = gates[i];
    gates[i] = dz[at.state] = at.runs ? (dh[at.state] + dy[i]) * SLOPE(h) : 0;
    dh[at.state] = 0;  // all of it has passed through the gates
}
