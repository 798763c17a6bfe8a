// Filling and copying. Ranges are checked before a byte is moved; whether a byte was written moves with it.
#include "capture.hpp"
#include "memory.hpp"
#include <cstring>

namespace pretend {
bool is_pinned(const void* p, size_t size);

namespace {
int host_to_device(uint64_t dst, const void* src, size_t n) {
    if (!check_range("cuMemcpyHtoD", "the destination", dst, n)) return InvalidValue;
    memcpy((void*)dst, src, n);
    mark_written(dst, n);
    return Success;
}
int device_to_host(void* dst, uint64_t src, size_t n) {
    if (!check_range("cuMemcpyDtoH", "the source", src, n)) return InvalidValue;
    memcpy(dst, (const void*)src, n);
    return Success;
}
int device_to_device(uint64_t dst, uint64_t src, size_t n) {
    if (!check_range("cuMemcpyDtoD", "the destination", dst, n) || !check_range("cuMemcpyDtoD", "the source", src, n)) return InvalidValue;
    if (n == 0) return Success;
    Buffer *to = buffer_at(dst), *from = buffer_at(src);
    memmove((void*)dst, (const void*)src, n);
    if (to && from) memmove(to->valid + (dst - to->lo), from->valid + (src - from->lo), n);
    return Success;
}
template <class T> int fill(uint64_t dst, T value, size_t n) {
    if (dst % sizeof(T) != 0) return InvalidValue;
    if (!check_range("cuMemset", "the destination", dst, n * sizeof(T))) return InvalidValue;
    for (size_t i = 0; i < n; i++) ((T*)dst)[i] = value;
    mark_written(dst, n * sizeof(T));
    return Success;
}
// A copy between the device and ordinary memory of the host cannot be captured: what is written is taken over before the call
// returns, and what is read is there when it returns. Pinned memory is read and written whenever the copy is done.
int refuse_ordinary(const char* call, void* stream) {
    REFUSE_IN_CAPTURE((std::string(call) + " with memory that is not pinned").c_str(), stream, false);
    return Success;
}
}  // namespace
}  // namespace pretend

using namespace pretend;

API cuMemcpyHtoD_v2(uint64_t d, const void* s, size_t n) {
    ENTER();
    REFUSE_IN_CAPTURE("cuMemcpyHtoD", nullptr, true);
    return host_to_device(d, s, n);
}
API cuMemcpyHtoDAsync_v2(uint64_t d, const void* s, size_t n, void* stream) {
    ENTER();
    if (is_pinned(s, n)) return run_or_record(stream, [=] { return host_to_device(d, s, n); });
    if (int code = refuse_ordinary("cuMemcpyHtoDAsync", stream)) return code;
    if (!check_range("cuMemcpyHtoDAsync", "the destination", d, n)) return InvalidValue;
    auto taken_over = std::make_shared<std::vector<char>>((const char*)s, (const char*)s + n);
    return run_or_record(stream, [=] { return host_to_device(d, taken_over->data(), n); });
}
API cuMemcpyDtoH_v2(void* d, uint64_t s, size_t n) {
    ENTER();
    REFUSE_IN_CAPTURE("cuMemcpyDtoH", nullptr, true);
    return device_to_host(d, s, n);
}
API cuMemcpyDtoHAsync_v2(void* d, uint64_t s, size_t n, void* stream) {
    ENTER();
    if (is_pinned(d, n)) return run_or_record(stream, [=] { return device_to_host(d, s, n); });
    if (int code = refuse_ordinary("cuMemcpyDtoHAsync", stream)) return code;
    if (int code = run_or_record(stream, [=] { return device_to_host(d, s, n); })) return code;
    reach(stream_of(stream)->queue->now());
    return sticky;
}
API cuMemcpyDtoD_v2(uint64_t d, uint64_t s, size_t n) {
    ENTER();
    REFUSE_IN_CAPTURE("cuMemcpyDtoD", nullptr, true);
    return device_to_device(d, s, n);
}
API cuMemcpyDtoDAsync_v2(uint64_t d, uint64_t s, size_t n, void* stream) {
    ENTER();
    return run_or_record(stream, [=] { return device_to_device(d, s, n); });
}
API cuMemcpyPeerAsync(uint64_t d, void*, uint64_t s, void*, size_t n, void* stream) { return cuMemcpyDtoDAsync_v2(d, s, n, stream); }
API cuMemcpyAsync(uint64_t d, uint64_t s, size_t n, void* stream) {
    ENTER();
    bool to = buffer_at(d), from = buffer_at(s);
    if (to && from) return cuMemcpyDtoDAsync_v2(d, s, n, stream);
    if (to) return cuMemcpyHtoDAsync_v2(d, (const void*)s, n, stream);
    if (from) return cuMemcpyDtoHAsync_v2((void*)d, s, n, stream);
    return InvalidValue;
}
#define MEMSET(NAME, T)                                                      \
    API NAME##_v2(uint64_t d, T value, size_t n) {                           \
        ENTER();                                                             \
        REFUSE_IN_CAPTURE(#NAME, nullptr, true);                             \
        return fill<T>(d, value, n);                                         \
    }                                                                        \
    API NAME##Async(uint64_t d, T value, size_t n, void* stream) {           \
        ENTER();                                                             \
        return run_or_record(stream, [=] { return fill<T>(d, value, n); });  \
    }
MEMSET(cuMemsetD8, unsigned char)
MEMSET(cuMemsetD16, unsigned short)
MEMSET(cuMemsetD32, unsigned)
API cuLaunchHostFunc(void* stream, void (*f)(void*), void* data) {
    ENTER();
    return run_or_record(stream, [=] { return f(data), (int)Success; });
}
