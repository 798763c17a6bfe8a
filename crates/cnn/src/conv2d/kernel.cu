// A convolution as a product of matrices, Y = W·X. X, the patches under the kernel, is never written: its
// elements are looked up in the images. A block computes ROWS × 64 elements of Y, a thread 4 × 4 of them.
// This text is compiled for three passes:
//
//                   Y                 one row for each   one column for each   sums over   W
// FORWARD           outputs           filter             position              taps        weights
// ADJOINT           images            channel            pixel                 taps        weights
// WEIGHT_GRADIENT   weight gradient   filter             tap                   positions   δ
//
// In the adjoint, what is looked up is δ, the positions are the pixels, and a tap meets an element of δ
// where the stride divides their distance.
#define FORWARD 0
#define ADJOINT 1
#define WEIGHT_GRADIENT 2

#if PASS == WEIGHT_GRADIENT
#define COLUMN_INDEX tap
#define TERM_INDEX position
#else
#define COLUMN_INDEX position
#define TERM_INDEX tap
#endif

#define COLUMNS 64
#define DEPTH 16
#define THREADS (ROWS * COLUMNS / 16)

// Of one group.
struct Sizes {
    int channels, rows;  // of the images that are looked up; of Y or W, which have the positions
    int height, width, out_height, out_width, kernel_height, kernel_width;
    int start_y, start_x, step_y, step_x, tap_y, tap_x, stride_y, stride_x;
};

// ANCHOR: indices
// A position or a tap: its index in the first row of W or Y; the index of its image or its channel, and
// its distance from the first pixel there.
struct Index {
    int dense, plane, y, x;
};

// Beside any other index, this is a pixel outside of the images.
#define NOWHERE {-1, 0, -(1 << 29), 0}

__device__ Index position(int i, Sizes s) {
    int area = s.out_height * s.out_width, group = gridDim.z * (i / area), at = i % area;
    int y = at / s.out_width * s.step_y + s.start_y, x = at % s.out_width * s.step_x + s.start_x;
    return {group * s.rows * area + at, group * s.channels * s.height * s.width, y, x};
}

__device__ Index tap(int i, Sizes s) {
    int area = s.kernel_height * s.kernel_width, channel = i / area, at = i % area;
    int dense = PASS == ADJOINT ? channel * s.rows * area + at : i;
    int y = at / s.kernel_width * s.tap_y, x = at % s.kernel_width * s.tap_x;
    return {dense, channel * s.height * s.width, y, x};
}

// The pixel under a tap at a position; 0 outside of the image.
__device__ T pixel(const T* images, Index a, Index b, Sizes s) {
    int y = a.y + b.y, x = a.x + b.x;
#if PASS == ADJOINT
    if (s.stride_y > 1 || s.stride_x > 1) {
        if (y % s.stride_y != 0 || x % s.stride_x != 0) return 0;
        y /= s.stride_y;
        x /= s.stride_x;
    }
#endif
    bool inside = 0 <= y && y < s.height && 0 <= x && x < s.width;
    return inside ? images[a.plane + b.plane + y * s.width + x] : (T)0;
}
// ANCHOR_END: indices

// ANCHOR: product
// `W`, `images`, `bias` and `Y` begin where their group does. `Y` gets the sums of the terms from `begin`
// on and before `end`, and the biases, if there are any.
__device__ void product(T* Y, int y_row, const T* W, int w_row, const T* images, const T* bias,
                        Sizes s, int columns, int begin, int end) {
    __shared__ __align__(16) T w[DEPTH][ROWS + 4];
    __shared__ __align__(16) T x[DEPTH][COLUMNS + 4];
    __shared__ Index term[DEPTH];
    __shared__ Index column[COLUMNS];
    int thread = threadIdx.x, tiles = (columns + COLUMNS - 1) / COLUMNS;
    int first_row = blockIdx.y * ROWS, first_column = blockIdx.x % tiles * COLUMNS;
    for (int i = thread; i < COLUMNS; i += THREADS) {
        Index index = NOWHERE;
        if (first_column + i < columns) index = COLUMN_INDEX(first_column + i, s);
        column[i] = index;
    }
    T sums[4][4] = {};
    for (int k = begin; k < end; k += DEPTH) {
        if (thread < DEPTH) {
            Index index = NOWHERE;
            if (k + thread < end) index = TERM_INDEX(k + thread, s);
            term[thread] = index;
        }
        __syncthreads();
        for (int i = thread; i < DEPTH * ROWS; i += THREADS) {
            int d = i % DEPTH, row = first_row + i / DEPTH;
            bool inside = row < s.rows && term[d].dense >= 0;
            w[d][i / DEPTH] = inside ? W[row * w_row + term[d].dense] : (T)0;
        }
        // Neighbouring threads look up neighbouring positions.
        for (int i = thread; i < DEPTH * COLUMNS; i += THREADS) {
            int d = PASS == WEIGHT_GRADIENT ? i % DEPTH : i / COLUMNS;
            int c = PASS == WEIGHT_GRADIENT ? i / DEPTH : i % COLUMNS;
            x[d][c] = pixel(images, term[d], column[c], s);
        }
        __syncthreads();
        for (int d = 0; d < DEPTH; d++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    sums[i][j] += w[d][thread / 16 * 4 + i] * x[d][thread % 16 * 4 + j];
    }
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) {
            int row = first_row + thread / 16 * 4 + i, at = column[thread % 16 * 4 + j].dense;
            if (row < s.rows && at >= 0) Y[row * y_row + at] = sums[i][j] + (bias ? bias[row] : (T)0);
        }
}
// ANCHOR_END: product

// One block for each 64 columns, ROWS rows and group; for the weight gradient, the columns again for each
// part of the sums, `part_len` terms long, which is written to a Y of its own.
extern "C" __global__ void convolve(T* Y, const T* W, const T* images, const T* bias,
                                    Sizes s, int columns, int terms, int part_len) {
    int group = blockIdx.z, area = s.out_height * s.out_width;
    images += (size_t)group * s.channels * s.height * s.width;
#if PASS == WEIGHT_GRADIENT
    int part = blockIdx.x / ((columns + COLUMNS - 1) / COLUMNS), begin = part * part_len;
    int end = terms - begin < part_len ? terms : begin + part_len;
    Y += ((size_t)part * gridDim.z + group) * s.rows * columns;
    W += (size_t)group * s.rows * area;
    product(Y, columns, W, area, images, bias, s, columns, begin, end);
#else
    int w_row = PASS == ADJOINT ? s.kernel_height * s.kernel_width : terms;
    Y += (size_t)group * s.rows * area;
    W += (size_t)group * s.rows * terms;
    bias = bias ? bias + group * s.rows : bias;
    product(Y, area, W, w_row, images, bias, s, columns, 0, terms);
#endif
}
