// Turns pair `i` of each head of each token by its angle, forward (sign 1) or back (sign -1). The table has the
// cosines of a position's pairs, then the sines; the features of a pair are `near` apart and `step` from pair
// to pair.
extern "C" __global__ void rotary(T* x, const T* table, int tokens, int heads, int head_dim, int pairs, int near, int step, T sign, int count) {
    int index = INDEX;
    if (index >= count) return;
    int pair = index % pairs, head = index / pairs;
    size_t at = (size_t)head * head_dim + pair * step;
    const T* angles = table + (size_t)(head / heads % tokens) * 2 * pairs;
    T cos = angles[pair], sin = sign * angles[pairs + pair], a = x[at], b = x[at + near];
    x[at] = a * cos - b * sin;
    x[at + near] = a * sin + b * cos;
}
