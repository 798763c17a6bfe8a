// Convolutions and their gradients in plain loops, summed in double precision.
#include "dnn.hpp"
#include <array>

namespace pretend {
namespace {
// The one algorithm of each pass; with any other number it is refused.
constexpr int algorithm = 1;
// The math type that allows nothing but fused multiply-adds; the others round floats to TF32, a compute type of the matrix library.
constexpr int fma_math = 3, tf32 = 77, exact = 68;

// What the heuristics say of an algorithm, as cuDNN lays it out.
struct Rating {
    int algorithm, status;
    float time;
    size_t memory;
    int determinism, math;
    int reserved[3];
};

// Calls `term(x's index, w's index, y's index)` for each product of the convolution.
template <class Term> void each_term(const Convolution& all, Term term) {
    const Moves& m = all.moves;
    const int *from = all.x.len, *filter = all.w.len, *to = all.y.len;
    int64_t filters = filter[0] / m.groups, y_at = 0;
    for (int64_t n = 0; n < to[0]; n++)
        for (int64_t f = 0; f < to[1]; f++)
            for (int64_t p = 0; p < to[2]; p++)
                for (int64_t q = 0; q < to[3]; q++, y_at++)
                    for (int64_t c = 0; c < filter[1]; c++)
                        for (int64_t i = 0; i < filter[2]; i++)
                            for (int64_t j = 0; j < filter[3]; j++) {
                                int64_t row = p * m.stride[0] + i * m.dilation[0] - m.pad[0], column = q * m.stride[1] + j * m.dilation[1] - m.pad[1];
                                if (row < 0 || row >= from[2] || column < 0 || column >= from[3]) continue;
                                int64_t channel = f / filters * filter[1] + c;
                                term(((n * from[1] + channel) * from[2] + row) * from[3] + column, ((f * filter[1] + c) * filter[2] + i) * filter[3] + j, y_at);
                            }
}

// A tensor of a call: its name, where it is, and what is known of it.
struct Operand {
    const char* name;
    const void* p;
    Dims dims;
    bool check(const char* call, bool read) const { return check_operand(call, name, p, format_size(dims.type), (int64_t)dims.count(), 1, (int64_t)dims.count(), read); }
    // The elements as they are multiplied.
    std::vector<double> read(int compute) const {
        std::vector<double> all(dims.count());
        for (size_t i = 0; i < all.size(); i++) all[i] = rounded(load(p, (int64_t)i, dims.type), compute);
        return all;
    }
};

struct Scales {
    double alpha, beta;
};

// One pass: two operands that are read, one that is written. `pick(x's index, w's index, y's index)` gives their three indices.
template <class Pick> int run_pass(const char* call, const Convolution& all, Operand a, Operand b, Operand to, Scales scales, void* workspace, Pick pick) {
    bool fine = a.check(call, true) && b.check(call, true) && to.check(call, scales.beta != 0) && check_range(call, "the workspace", (uintptr_t)workspace, all.workspace());
    if (!fine) return stay(IllegalAddress);
    // What an algorithm leaves in its workspace: where that is part of an operand, the result shows it.
    memset(workspace, 0xFF, all.workspace());
    mark_written((uintptr_t)workspace, all.workspace());
    int type = to.dims.type, compute = type == F32 && all.moves.math != fma_math ? tf32 : exact;
    std::vector<double> left = a.read(compute), right = b.read(compute), sums(to.dims.count());
    each_term(all, [&](int64_t x, int64_t w, int64_t y) {
        auto at = pick(x, w, y);
        sums[at[2]] += left[at[0]] * right[at[1]];
    });
    for (size_t i = 0; i < sums.size(); i++) store((void*)to.p, (int64_t)i, type, scales.alpha * sums[i] + (scales.beta == 0 ? 0 : scales.beta * load(to.p, (int64_t)i, type)));
    written_operand((void*)to.p, format_size(type), (int64_t)sums.size(), 1, (int64_t)sums.size());
    return Success;
}

// Does a pass in its turn, if it is one that this library has.
template <class Pick>
int pass(Dnn* dnn, const char* call, const Convolution& all, Operand a, Operand b, Operand to, const void* alpha, const void* beta, int asked, void* workspace, size_t size, Pick pick) {
    if (asked != algorithm) return DnnNotSupported;
    if (!alpha || !beta) return DnnBadParam;
    if (size < all.workspace()) return say("%s: the workspace has %zu bytes of %zu", call, size, all.workspace()), DnnBadParam;
    Scales scales = {load(alpha, 0, to.dims.type), load(beta, 0, to.dims.type)};
    int code = run_or_record(dnn->stream, [=] { return run_pass(call, all, a, b, to, scales, workspace, pick); });
    return code == Success ? DnnSuccess : DnnExecutionFailed;
}

// The ratings, the best first: one algorithm that there is, and one that there is not.
int rate(const Convolution& all, int asked, int* given, void* ratings) {
    if (asked < 1 || !given || !ratings) return DnnBadParam;
    auto* rating = (Rating*)ratings;
    rating[0] = {algorithm, DnnSuccess, -1, all.workspace(), 1, all.moves.math, {0, 0, 0}};
    if (asked > 1) rating[1] = {0, DnnNotSupported, -1, 0, 1, all.moves.math, {0, 0, 0}};
    *given = asked > 1 ? 2 : 1;
    return DnnSuccess;
}
int ask_workspace(const Convolution& all, int asked, size_t* size) {
    if (asked != algorithm) return DnnNotSupported;
    *size = all.workspace();
    return DnnSuccess;
}
}  // namespace
}  // namespace pretend

using namespace pretend;

// What each call does first with its descriptors.
#define PUT_TOGETHER(call, x, w, moves, y) \
    Convolution all;                       \
    if (!put_together(call, x, w, moves, y, all)) return DnnBadParam;

API cudnnGetConvolutionForwardAlgorithm_v7(void* h, void* x, void* w, void* moves, void* y, int asked, int* given, void* ratings) {
    DNN_ENTER(h)
    PUT_TOGETHER("cudnnGetConvolutionForwardAlgorithm", x, w, moves, y)
    return rate(all, asked, given, ratings);
}
API cudnnGetConvolutionBackwardDataAlgorithm_v7(void* h, void* w, void* dy, void* moves, void* dx, int asked, int* given, void* ratings) {
    DNN_ENTER(h)
    PUT_TOGETHER("cudnnGetConvolutionBackwardDataAlgorithm", dx, w, moves, dy)
    return rate(all, asked, given, ratings);
}
API cudnnGetConvolutionBackwardFilterAlgorithm_v7(void* h, void* x, void* dy, void* moves, void* dw, int asked, int* given, void* ratings) {
    DNN_ENTER(h)
    PUT_TOGETHER("cudnnGetConvolutionBackwardFilterAlgorithm", x, dw, moves, dy)
    return rate(all, asked, given, ratings);
}

API cudnnGetConvolutionForwardWorkspaceSize(void* h, void* x, void* w, void* moves, void* y, int asked, size_t* size) {
    DNN_ENTER(h)
    PUT_TOGETHER("cudnnGetConvolutionForwardWorkspaceSize", x, w, moves, y)
    return ask_workspace(all, asked, size);
}
API cudnnGetConvolutionBackwardDataWorkspaceSize(void* h, void* w, void* dy, void* moves, void* dx, int asked, size_t* size) {
    DNN_ENTER(h)
    PUT_TOGETHER("cudnnGetConvolutionBackwardDataWorkspaceSize", dx, w, moves, dy)
    return ask_workspace(all, asked, size);
}
API cudnnGetConvolutionBackwardFilterWorkspaceSize(void* h, void* x, void* dy, void* moves, void* dw, int asked, size_t* size) {
    DNN_ENTER(h)
    PUT_TOGETHER("cudnnGetConvolutionBackwardFilterWorkspaceSize", x, dw, moves, dy)
    return ask_workspace(all, asked, size);
}

API cudnnConvolutionForward(void* h, const void* alpha, void* x_is, const void* x, void* w_is, const void* w, void* moves, int asked, void* workspace, size_t size, const void* beta, void* y_is, void* y) {
    DNN_ENTER(h)
    const char* call = "cudnnConvolutionForward";
    PUT_TOGETHER(call, x_is, w_is, moves, y_is)
    return pass(dnn, call, all, {"x", x, all.x}, {"w", w, all.w}, {"y", y, all.y}, alpha, beta, asked, workspace, size, [](int64_t x, int64_t w, int64_t y) { return std::array<int64_t, 3>{x, w, y}; });
}
API cudnnConvolutionBackwardData(void* h, const void* alpha, void* w_is, const void* w, void* dy_is, const void* dy, void* moves, int asked, void* workspace, size_t size, const void* beta, void* dx_is, void* dx) {
    DNN_ENTER(h)
    const char* call = "cudnnConvolutionBackwardData";
    PUT_TOGETHER(call, dx_is, w_is, moves, dy_is)
    return pass(dnn, call, all, {"w", w, all.w}, {"dy", dy, all.y}, {"dx", dx, all.x}, alpha, beta, asked, workspace, size, [](int64_t x, int64_t w, int64_t y) { return std::array<int64_t, 3>{w, y, x}; });
}
API cudnnConvolutionBackwardFilter(void* h, const void* alpha, void* x_is, const void* x, void* dy_is, const void* dy, void* moves, int asked, void* workspace, size_t size, const void* beta, void* dw_is, void* dw) {
    DNN_ENTER(h)
    const char* call = "cudnnConvolutionBackwardFilter";
    PUT_TOGETHER(call, x_is, dw_is, moves, dy_is)
    return pass(dnn, call, all, {"x", x, all.x}, {"dy", dy, all.y}, {"dw", dw, all.w}, alpha, beta, asked, workspace, size, [](int64_t x, int64_t w, int64_t y) { return std::array<int64_t, 3>{x, y, w}; });
}
