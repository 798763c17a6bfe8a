// Between the steps' kernels and the tape: one thread for each element.

// The gradient with respect to `y`: that of the final state at each last step, and 0 elsewhere.
extern "C" __global__ void final_hidden_backward(T* dy, const T* dh, const int* lengths, int steps, int units, int reverse, int len) {
    int i = INDEX;
    if (i >= len) return;
    int step = i / units, sample = step / steps, count = lengths ? lengths[sample] : steps;
    bool is_last = count > 0 && step % steps == (reverse ? 0 : count - 1);
    dy[i] = is_last ? dh[sample * units + i % units] : 0;
}

// The gradient with respect to the initial states, which are those of the samples without a step.
extern "C" __global__ void final_hidden_backward_to_initial(T* dh0, const T* dh, const int* lengths, int units, int len) {
    int i = INDEX;
    if (i < len) dh0[i] = lengths && lengths[i / units] == 0 ? dh[i] : 0;
}

// The gradient with respect to a table: for each of its rows the sum over the steps that read it, which are
// steps[starts[row]] and so on.
extern "C" __global__ void table_gradient(T* dtable, const T* dz, const int* steps, const int* starts, int width, int len) {
    int i = INDEX;
    if (i >= len) return;
    int row = i / width;
    T sum = 0;
    for (int k = starts[row]; k < starts[row + 1]; k++) sum += dz[(size_t)steps[k] * width + i % width];
    dtable[i] = sum;
}

// Writes `src`, [rows, units], to the last third of each row of `dst`, [rows, 3 · units].
extern "C" __global__ void write_last_third(T* dst, const T* src, int units, int len) {
    int i = INDEX;
    if (i < len) dst[((size_t)(i / units) * 3 + 2) * units + i % units] = src[i];
}
