// Words of the language and the vector types.
#pragma once

#define __global__
#define __device__
#define __host__
#define __constant__
#define __managed__
#define __forceinline__ inline __attribute__((always_inline))
#define __launch_bounds__(...)
#define __cluster_dims__(...)
#define __grid_constant__
#define __align__(n) __attribute__((aligned(n)))
#define __builtin_align__(n) __attribute__((aligned(n)))

using size_t = decltype(sizeof 0);
using ptrdiff_t = decltype((char*)0 - (char*)0);
using cudaError_t = int;

#define PRETEND_VECTOR(T, NAME, ALIGN1, ALIGN2, ALIGN4)                                                             \
    struct __attribute__((aligned(ALIGN1))) NAME##1 { T x; };                                                       \
    struct __attribute__((aligned(ALIGN2))) NAME##2 { T x, y; };                                                    \
    struct __attribute__((aligned(ALIGN1))) NAME##3 { T x, y, z; };                                                 \
    struct __attribute__((aligned(ALIGN4))) NAME##4 { T x, y, z, w; };                                              \
    __forceinline__ NAME##1 make_##NAME##1(T x) { return {x}; }                                                              \
    __forceinline__ NAME##2 make_##NAME##2(T x, T y) { return {x, y}; }                                                      \
    __forceinline__ NAME##3 make_##NAME##3(T x, T y, T z) { return {x, y, z}; }                                              \
    __forceinline__ NAME##4 make_##NAME##4(T x, T y, T z, T w) { return {x, y, z, w}; }
PRETEND_VECTOR(signed char, char, 1, 2, 4)
PRETEND_VECTOR(unsigned char, uchar, 1, 2, 4)
PRETEND_VECTOR(short, short, 2, 4, 8)
PRETEND_VECTOR(unsigned short, ushort, 2, 4, 8)
PRETEND_VECTOR(int, int, 4, 8, 16)
PRETEND_VECTOR(unsigned, uint, 4, 8, 16)
PRETEND_VECTOR(long, long, 8, 16, 16)
PRETEND_VECTOR(unsigned long, ulong, 8, 16, 16)
PRETEND_VECTOR(long long, longlong, 8, 16, 16)
PRETEND_VECTOR(unsigned long long, ulonglong, 8, 16, 16)
PRETEND_VECTOR(float, float, 4, 8, 16)
PRETEND_VECTOR(double, double, 8, 16, 16)
#undef PRETEND_VECTOR

struct dim3 {
    unsigned x, y, z;
    constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
};

// Who the running thread is: set by the host side (host/schedule.cpp) before the thread goes on.
extern const uint3 threadIdx asm("pretend_thread_index");
extern const uint3 blockIdx asm("pretend_block_index");
extern const uint3 blockDim asm("pretend_block_dim");
extern const uint3 gridDim asm("pretend_grid_dim");
#define warpSize 32

extern "C" int printf(const char*, ...);
extern "C" void* memcpy(void*, const void*, size_t);
extern "C" void* memset(void*, int, size_t);
extern "C" [[noreturn]] void pretend_assert(const char* text, int line);
extern "C" [[noreturn]] void pretend_trap(int line);
#ifdef NDEBUG
#define assert(condition) ((void)0)
#else
#define assert(condition) ((condition) ? (void)0 : pretend_assert(#condition, __LINE__))
#endif
#define __trap() pretend_trap(__LINE__)

// Functions that announce their accesses themselves, or whose accesses are not the kernel's.
#define PRETEND_UNCHECKED __attribute__((no_sanitize("thread"), noinline))
