// Kernels that work on all tensors of a step at once: each block on a chunk of one row's tensors.
struct Row {
    T* tensors[5];
    size_t len;
};

#define CHUNK 2048

// `i` runs over the elements of this block's chunk, neighbouring threads over neighbouring ones.
#define FOR_EACH_ELEMENT(i, row) \
    for (size_t start = (size_t)chunks[2 * blockIdx.x + 1] * CHUNK, i = start + threadIdx.x; \
         i < start + CHUNK && i < row.len; i += blockDim.x)
