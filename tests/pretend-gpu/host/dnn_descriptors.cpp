// The convolution library's handle and its descriptors.
#include "dnn.hpp"

namespace pretend {
bool put_together(const char* call, const void* x, const void* w, const void* moves, const void* y, Convolution& all) {
    if (!x || !w || !moves || !y) return say("%s: a descriptor is missing", call), false;
    all = {*(const Dims*)x, *(const Dims*)w, *(const Dims*)y, *(const Moves*)moves};
    const Moves& m = all.moves;
    if (all.x.type != all.w.type || all.x.type != all.y.type || all.x.type != m.type) return say("%s: the data types differ", call), false;
    const int *from = all.x.len, *filter = all.w.len, *to = all.y.len;
    bool grouped = from[1] == filter[1] * m.groups && filter[0] % m.groups == 0;
    bool fits = grouped && to[0] == from[0] && to[1] == filter[0];
    for (int axis = 0; axis < 2; axis++) {
        int room = from[2 + axis] + 2 * m.pad[axis] - (filter[2 + axis] - 1) * m.dilation[axis] - 1;
        fits = fits && room >= 0 && to[2 + axis] == room / m.stride[axis] + 1;
    }
    if (!fits) say("%s: images [%d, %d, %d, %d], filters [%d, %d, %d, %d] in %d groups and outputs [%d, %d, %d, %d] do not fit", call, from[0], from[1], from[2], from[3], filter[0], filter[1], filter[2], filter[3], m.groups, to[0], to[1], to[2], to[3]);
    return fits;
}

namespace {
constexpr int nchw = 0, cross_correlation = 1;

int set_dims(void* descriptor, int layout, int type, int first, int c, int h, int w) {
    if (!descriptor || first < 1 || c < 1 || h < 1 || w < 1) return DnnBadParam;
    if (layout != nchw || (type != F32 && type != F64)) return DnnNotSupported;
    *(Dims*)descriptor = {type, {first, c, h, w}};
    return DnnSuccess;
}
}  // namespace
}  // namespace pretend

using namespace pretend;

// 9.10.2, or what a test wants it to be.
extern "C" __attribute__((visibility("default"))) size_t cudnnGetVersion() { return (size_t)setting("PRETEND_GPU_CUDNN", 91002); }
API cudnnCreate(void** handle) {
    std::lock_guard<std::recursive_mutex> turn(big_lock());
    if (!initialized || !current_context) return DnnNotInitialized;
    if (forbidden("cudnnCreate", nullptr, true)) return DnnExecutionFailed;
    *handle = new Dnn;
    return DnnSuccess;
}
API cudnnDestroy(void* handle) {
    delete (Dnn*)handle;
    return DnnSuccess;
}
API cudnnSetStream(void* handle, void* stream) {
    DNN_ENTER(handle)
    dnn->stream = stream;
    return DnnSuccess;
}

API cudnnCreateTensorDescriptor(void** descriptor) {
    *descriptor = new Dims;
    return DnnSuccess;
}
API cudnnSetTensor4dDescriptor(void* descriptor, int layout, int type, int n, int c, int h, int w) { return set_dims(descriptor, layout, type, n, c, h, w); }
API cudnnDestroyTensorDescriptor(void* descriptor) {
    delete (Dims*)descriptor;
    return DnnSuccess;
}

API cudnnCreateFilterDescriptor(void** descriptor) {
    *descriptor = new Dims;
    return DnnSuccess;
}
API cudnnSetFilter4dDescriptor(void* descriptor, int type, int layout, int k, int c, int h, int w) { return set_dims(descriptor, layout, type, k, c, h, w); }
API cudnnDestroyFilterDescriptor(void* descriptor) {
    delete (Dims*)descriptor;
    return DnnSuccess;
}

API cudnnCreateConvolutionDescriptor(void** descriptor) {
    *descriptor = new Moves;
    return DnnSuccess;
}
API cudnnSetConvolution2dDescriptor(void* descriptor, int pad_h, int pad_w, int stride_h, int stride_w, int dilation_h, int dilation_w, int mode, int type) {
    if (!descriptor || pad_h < 0 || pad_w < 0 || stride_h < 1 || stride_w < 1 || dilation_h < 1 || dilation_w < 1) return DnnBadParam;
    if (mode != cross_correlation || (type != F32 && type != F64)) return DnnNotSupported;
    auto* moves = (Moves*)descriptor;
    *moves = {{pad_h, pad_w}, {stride_h, stride_w}, {dilation_h, dilation_w}, moves->groups, type, moves->math};
    return DnnSuccess;
}
API cudnnSetConvolutionGroupCount(void* descriptor, int groups) {
    if (!descriptor || groups < 1) return DnnBadParam;
    ((Moves*)descriptor)->groups = groups;
    return DnnSuccess;
}
API cudnnSetConvolutionMathType(void* descriptor, int math) {
    if (!descriptor || math < 0 || math > 3) return DnnBadParam;
    ((Moves*)descriptor)->math = math;
    return DnnSuccess;
}
API cudnnDestroyConvolutionDescriptor(void* descriptor) {
    delete (Moves*)descriptor;
    return DnnSuccess;
}
