// In front of each cell's kernels, of which a launch is one step of all sequences: one thread for each unit of
// each. Sequence `i` is a row of the states [n, units] and of the sums [n, gates · units].
struct Steps {
    int n, steps, units, k, reverse;
};

// Where a thread works.
struct Place {
    bool exists;       // whether there is such a sequence
    bool runs;         // whether it has a `k`-th step; if not, the step in memory is padding
    int sample, unit;
    size_t state;      // the index in the states
    size_t step;       // the step in memory, one of n · steps
    size_t before;     // the one before it in the order of time, unless k is 0
};

__device__ Place place(Steps s, const int* lengths) {
    int sample = INDEX / s.units, unit = INDEX % s.units;
    bool exists = sample < s.n;
    int len = exists && lengths ? lengths[sample] : s.steps;
    bool runs = s.k < len;
    int time = s.reverse && runs ? len - 1 - s.k : s.k;
    size_t step = (size_t)sample * s.steps + time;
    return {exists, runs, sample, unit, (size_t)sample * s.units + unit, step, s.reverse ? step + 1 : step - 1};
}

// The element of `part` of `parts`, in a row that holds as many for each unit.
__device__ size_t element(size_t row, int part, int parts, Steps s, Place at) {
    return (row * parts + part) * s.units + at.unit;
}

__device__ T sigmoid(T x) { return 1 / (1 + exp(-x)); }
