// What the calls of the convolution library share: its handle, its descriptors, its codes. Only the entry points are there with
// which cudarc convolves images in NCHW.
#pragma once
#include "blas.hpp"
#include <vector>

namespace pretend {

enum DnnStatus : int { DnnSuccess = 0, DnnNotInitialized = 1001, DnnBadParam = 2000, DnnNotSupported = 3000, DnnExecutionFailed = 5000 };

struct Dnn {
    void* stream = nullptr;
};

// Of a tensor [n, c, h, w] or a filter [k, c, h, w]. A data type is F32 or F64, whose numbers are those of `cudaDataType`.
struct Dims {
    int type = F32;
    int len[4] = {0, 0, 0, 0};
    size_t count() const { return (size_t)len[0] * len[1] * len[2] * len[3]; }
};

// How a kernel moves over an image, each pair for rows and columns.
struct Moves {
    int pad[2] = {0, 0}, stride[2] = {1, 1}, dilation[2] = {1, 1};
    int groups = 1, type = F32, math = 0;
};

// A convolution put together of its descriptors.
struct Convolution {
    Dims x, w, y;
    Moves moves;
    // Bytes that each algorithm here asks for; it leaves nothing of use there.
    size_t workspace() const { return w.count() * format_size(w.type); }
};
// Whether the descriptors fit together; if not, says for the call named what does not.
bool put_together(const char* call, const void* x, const void* w, const void* moves, const void* y, Convolution& all);

}  // namespace pretend

// The beginning of every call that takes the library's handle.
#define DNN_ENTER(handle)                                            \
    std::lock_guard<std::recursive_mutex> turn(pretend::big_lock()); \
    if (!(handle)) return pretend::DnnNotInitialized;                \
    if (pretend::sticky) return pretend::DnnExecutionFailed;         \
    [[maybe_unused]] auto* dnn = (pretend::Dnn*)(handle);
