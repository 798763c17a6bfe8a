// Philox 4×32-10: four random words from a counter of four words and a key of two. A thread needs no state
// and no other thread. Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
__device__ void philox(unsigned counter[4], unsigned key0, unsigned key1) {
    for (int round = 0; round < 10; round++) {
        unsigned long long a = 0xD2511F53ull * counter[0], b = 0xCD9E8D57ull * counter[2];
        counter[0] = (unsigned)(b >> 32) ^ counter[1] ^ key0;
        counter[1] = (unsigned)b;
        counter[2] = (unsigned)(a >> 32) ^ counter[3] ^ key1;
        counter[3] = (unsigned)a;
        key0 += 0x9E3779B9;
        key1 += 0xBB67AE85;
    }
}

// y = x times 0, where a word is below `threshold`, or times `keep_scale`. One thread for four elements, a
// quarter of the tensor apart, so that neighbouring threads read neighbours. `key`: seed, step and operation.
extern "C" __global__ void dropout(T* y, const T* x, const unsigned long long* key, unsigned long long threshold, T keep_scale, int len) {
    unsigned i = INDEX, quarter = (len + 3u) / 4;
    if (i >= quarter) return;
    unsigned long long seed = key[0], step = key[1], operation = key[2];
    unsigned words[4] = {i, (unsigned)operation, (unsigned)step, (unsigned)(step >> 32)};
    philox(words, (unsigned)seed, (unsigned)(seed >> 32));
    for (unsigned k = 0; k < 4; k++) {
        unsigned at = i + k * quarter;
        if (at < len) y[at] = x[at] * (words[k] < threshold ? 0 : keep_scale);
    }
}
