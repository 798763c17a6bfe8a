// Intrinsics: fast functions, operations with a given rounding, bits, casts of bits, loads with a hint.
#pragma once

// The fast functions are exact here: a card is less exact, which no test may depend on.
inline float __expf(float x) { return __builtin_expf(x); }
inline float __exp10f(float x) { return exp10f(x); }
inline float __logf(float x) { return __builtin_logf(x); }
inline float __log2f(float x) { return __builtin_log2f(x); }
inline float __log10f(float x) { return __builtin_log10f(x); }
inline float __sinf(float x) { return __builtin_sinf(x); }
inline float __cosf(float x) { return __builtin_cosf(x); }
inline float __tanf(float x) { return __builtin_tanf(x); }
inline float __tanhf(float x) { return __builtin_tanhf(x); }
inline float __powf(float x, float y) { return __builtin_powf(x, y); }
inline float __fdividef(float x, float y) { return x / y; }
inline float __saturatef(float x) { return x > 0 ? x < 1 ? x : 1 : 0; }
inline void __sincosf(float x, float* sine, float* cosine) { sincosf(x, sine, cosine); }

// Rounded to the nearest, with no product and sum put together.
inline float __fadd_rn(float x, float y) { return x + y; }
inline float __fsub_rn(float x, float y) { return x - y; }
inline float __fmul_rn(float x, float y) { return x * y; }
inline float __fdiv_rn(float x, float y) { return x / y; }
inline float __fsqrt_rn(float x) { return __builtin_sqrtf(x); }
inline float __frcp_rn(float x) { return 1 / x; }
inline float __frsqrt_rn(float x) { return (float)(1 / __builtin_sqrt((double)x)); }
inline float __fmaf_rn(float x, float y, float z) { return __builtin_fmaf(x, y, z); }
inline double __dadd_rn(double x, double y) { return x + y; }
inline double __dsub_rn(double x, double y) { return x - y; }
inline double __dmul_rn(double x, double y) { return x * y; }
inline double __ddiv_rn(double x, double y) { return x / y; }
inline double __dsqrt_rn(double x) { return __builtin_sqrt(x); }
inline double __drcp_rn(double x) { return 1 / x; }
inline double __fma_rn(double x, double y, double z) { return __builtin_fma(x, y, z); }

// The same bits as another type.
#define PRETEND_BITS(NAME, TO, FROM)           \
    inline TO NAME(FROM x) {                   \
        TO y;                                  \
        __builtin_memcpy(&y, &x, sizeof y);    \
        return y;                              \
    }
PRETEND_BITS(__float_as_int, int, float)
PRETEND_BITS(__float_as_uint, unsigned, float)
PRETEND_BITS(__int_as_float, float, int)
PRETEND_BITS(__uint_as_float, float, unsigned)
PRETEND_BITS(__double_as_longlong, long long, double)
PRETEND_BITS(__longlong_as_double, double, long long)
#undef PRETEND_BITS
inline int __double2hiint(double x) { return (int)(__double_as_longlong(x) >> 32); }
inline int __double2loint(double x) { return (int)__double_as_longlong(x); }
inline double __hiloint2double(int high, int low) { return __longlong_as_double((long long)high << 32 | (unsigned)low); }

// Conversions; out of range they stop at the end of the target's range, and NaN becomes 0.
namespace pretend {
template <class To> To clamped(double x, double low, double high, To most) { return x != x ? To(0) : x <= low ? To(low) : x >= high ? most : To(x); }
inline int to_int(double x) { return clamped(x, -2147483648.0, 2147483647.0, 2147483647); }
inline unsigned to_unsigned(double x) { return clamped(x, 0.0, 4294967295.0, 4294967295u); }
inline long long to_long(double x) { return clamped(x, -9223372036854775808.0, 9223372036854775808.0, 9223372036854775807LL); }
}  // namespace pretend
#define PRETEND_CONVERT(FROM, T)                                                                     \
    inline int __##FROM##2int_rn(T x) { return pretend::to_int(__builtin_rint(x)); }                 \
    inline int __##FROM##2int_rz(T x) { return pretend::to_int(__builtin_trunc(x)); }                \
    inline int __##FROM##2int_rd(T x) { return pretend::to_int(__builtin_floor(x)); }                \
    inline int __##FROM##2int_ru(T x) { return pretend::to_int(__builtin_ceil(x)); }                 \
    inline unsigned __##FROM##2uint_rn(T x) { return pretend::to_unsigned(__builtin_rint(x)); }      \
    inline unsigned __##FROM##2uint_rz(T x) { return pretend::to_unsigned(__builtin_trunc(x)); }     \
    inline long long __##FROM##2ll_rn(T x) { return pretend::to_long(__builtin_rint(x)); }           \
    inline long long __##FROM##2ll_rz(T x) { return pretend::to_long(__builtin_trunc(x)); }
PRETEND_CONVERT(float, float)
PRETEND_CONVERT(double, double)
#undef PRETEND_CONVERT
inline float __int2float_rn(int x) { return (float)x; }
inline float __uint2float_rn(unsigned x) { return (float)x; }
inline float __ll2float_rn(long long x) { return (float)x; }
inline float __ull2float_rn(unsigned long long x) { return (float)x; }
inline double __int2double_rn(int x) { return x; }
inline double __uint2double_rn(unsigned x) { return x; }
inline double __ll2double_rn(long long x) { return (double)x; }
inline double __ull2double_rn(unsigned long long x) { return (double)x; }
inline float __double2float_rn(double x) { return (float)x; }

// Bits and long products.
inline int __clz(int x) { return x ? __builtin_clz((unsigned)x) : 32; }
inline int __clzll(long long x) { return x ? __builtin_clzll((unsigned long long)x) : 64; }
inline int __popc(unsigned x) { return __builtin_popcount(x); }
inline int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
inline int __ffs(int x) { return __builtin_ffs(x); }
inline int __ffsll(long long x) { return __builtin_ffsll(x); }
inline unsigned __brev(unsigned x) {
    unsigned y = 0;
    for (int i = 0; i < 32; i++) y |= (x >> i & 1) << (31 - i);
    return y;
}
inline unsigned long long __brevll(unsigned long long x) { return (unsigned long long)__brev((unsigned)x) << 32 | __brev((unsigned)(x >> 32)); }
inline unsigned __byte_perm(unsigned x, unsigned y, unsigned selector) {
    unsigned long long both = (unsigned long long)y << 32 | x;
    unsigned result = 0;
    for (int i = 0; i < 4; i++) result |= (unsigned)(both >> (selector >> (4 * i) & 7) * 8 & 255) << (8 * i);
    return result;
}
inline unsigned __funnelshift_l(unsigned low, unsigned high, unsigned by) { return (unsigned)((((unsigned long long)high << 32 | low) << (by & 31)) >> 32); }
inline unsigned __funnelshift_r(unsigned low, unsigned high, unsigned by) { return (unsigned)(((unsigned long long)high << 32 | low) >> (by & 31)); }
inline int __mulhi(int x, int y) { return (int)((long long)x * y >> 32); }
inline unsigned __umulhi(unsigned x, unsigned y) { return (unsigned)((unsigned long long)x * y >> 32); }
inline long long __mul64hi(long long x, long long y) { return (long long)((__int128)x * y >> 64); }
inline unsigned long long __umul64hi(unsigned long long x, unsigned long long y) { return (unsigned long long)((unsigned __int128)x * y >> 64); }
inline int __mul24(int x, int y) { return (int)((long long)(x << 8 >> 8) * (y << 8 >> 8)); }
inline unsigned __sad(int x, int y, unsigned z) { return z + (unsigned)(x < y ? y - x : x - y); }
inline int __dp4a(int x, int y, int sum) {
    for (int i = 0; i < 4; i++) sum += (signed char)(x >> 8 * i) * (signed char)(y >> 8 * i);
    return sum;
}

// Loads and stores with a hint for the cache, which there is none of.
#define PRETEND_LOAD(NAME) template <class T> inline T NAME(const T* p) { return *p; }
PRETEND_LOAD(__ldg)
PRETEND_LOAD(__ldca)
PRETEND_LOAD(__ldcg)
PRETEND_LOAD(__ldcs)
PRETEND_LOAD(__ldcv)
PRETEND_LOAD(__ldlu)
#undef PRETEND_LOAD
#define PRETEND_STORE(NAME) template <class T> inline void NAME(T* p, T value) { *p = value; }
PRETEND_STORE(__stcg)
PRETEND_STORE(__stcs)
PRETEND_STORE(__stwb)
PRETEND_STORE(__stwt)
#undef PRETEND_STORE

inline long long clock64() { return (long long)__builtin_ia32_rdtsc(); }
inline int clock() { return (int)clock64(); }
inline void __nanosleep(unsigned) {}
