// Functions of mathematics, by the names that CUDA knows without headers: `expf(x)`, and `exp(x)` for both types.
#pragma once

#define PRETEND_ONE(NAME)                                                       \
    extern "C" float NAME##f(float);                                            \
    extern "C" double NAME(double);                                             \
    inline float NAME(float x) { return __builtin_##NAME##f(x); }
#define PRETEND_TWO(NAME)                                                       \
    extern "C" float NAME##f(float, float);                                     \
    extern "C" double NAME(double, double);                                     \
    inline float NAME(float x, float y) { return __builtin_##NAME##f(x, y); }
PRETEND_ONE(acos)
PRETEND_ONE(acosh)
PRETEND_ONE(asin)
PRETEND_ONE(asinh)
PRETEND_ONE(atan)
PRETEND_ONE(atanh)
PRETEND_ONE(cbrt)
PRETEND_ONE(ceil)
PRETEND_ONE(cos)
PRETEND_ONE(cosh)
PRETEND_ONE(erf)
PRETEND_ONE(erfc)
PRETEND_ONE(exp)
PRETEND_ONE(exp2)
PRETEND_ONE(expm1)
PRETEND_ONE(fabs)
PRETEND_ONE(floor)
PRETEND_ONE(lgamma)
PRETEND_ONE(log)
PRETEND_ONE(log10)
PRETEND_ONE(log1p)
PRETEND_ONE(log2)
PRETEND_ONE(logb)
PRETEND_ONE(nearbyint)
PRETEND_ONE(rint)
PRETEND_ONE(round)
PRETEND_ONE(sin)
PRETEND_ONE(sinh)
PRETEND_ONE(sqrt)
PRETEND_ONE(tan)
PRETEND_ONE(tanh)
PRETEND_ONE(tgamma)
PRETEND_ONE(trunc)
PRETEND_TWO(atan2)
PRETEND_TWO(copysign)
PRETEND_TWO(fdim)
PRETEND_TWO(fmax)
PRETEND_TWO(fmin)
PRETEND_TWO(fmod)
PRETEND_TWO(hypot)
PRETEND_TWO(nextafter)
PRETEND_TWO(pow)
PRETEND_TWO(remainder)
#undef PRETEND_ONE
#undef PRETEND_TWO

extern "C" float fmaf(float, float, float);
extern "C" double fma(double, double, double);
inline float fma(float x, float y, float z) { return __builtin_fmaf(x, y, z); }
extern "C" float ldexpf(float, int);
extern "C" double ldexp(double, int);
inline float ldexp(float x, int n) { return __builtin_ldexpf(x, n); }
extern "C" float frexpf(float, int*);
extern "C" double frexp(double, int*);
extern "C" float modff(float, float*);
extern "C" double modf(double, double*);
extern "C" long lrintf(float);
extern "C" long lrint(double);
extern "C" long lroundf(float);
extern "C" long lround(double);
extern "C" long long llrintf(float);
extern "C" long long llrint(double);
extern "C" long long llroundf(float);
extern "C" long long llround(double);
extern "C" int ilogbf(float);
extern "C" int ilogb(double);
extern "C" float nanf(const char*);
extern "C" double nan(const char*);
inline float pow(float x, int n) { return __builtin_powif(x, n); }
inline double pow(double x, int n) { return __builtin_powi(x, n); }

extern "C" int abs(int);
extern "C" long labs(long);
extern "C" long long llabs(long long);
inline long abs(long x) { return x < 0 ? -x : x; }
inline long long abs(long long x) { return x < 0 ? -x : x; }
inline float abs(float x) { return __builtin_fabsf(x); }
inline double abs(double x) { return __builtin_fabs(x); }

inline bool isnan(float x) { return x != x; }
inline bool isnan(double x) { return x != x; }
inline bool isinf(float x) { return __builtin_isinf(x); }
inline bool isinf(double x) { return __builtin_isinf(x); }
inline bool isfinite(float x) { return __builtin_isfinite(x); }
inline bool isfinite(double x) { return __builtin_isfinite(x); }
inline bool signbit(float x) { return __builtin_signbit(x); }
inline bool signbit(double x) { return __builtin_signbit(x); }

// Functions that only CUDA has.
inline float rsqrtf(float x) { return 1 / __builtin_sqrtf(x); }
inline double rsqrt(double x) { return 1 / __builtin_sqrt(x); }
inline float rsqrt(float x) { return rsqrtf(x); }
inline float rcbrtf(float x) { return 1 / __builtin_cbrtf(x); }
inline double rcbrt(double x) { return 1 / __builtin_cbrt(x); }
inline float exp10f(float x) { return (float)__builtin_pow(10.0, x); }
inline double exp10(double x) { return __builtin_pow(10.0, x); }
inline float fdividef(float x, float y) { return x / y; }
inline void sincosf(float x, float* sine, float* cosine) { *sine = __builtin_sinf(x), *cosine = __builtin_cosf(x); }
inline void sincos(double x, double* sine, double* cosine) { *sine = __builtin_sin(x), *cosine = __builtin_cos(x); }
inline float sinpif(float x) { return (float)__builtin_sin(3.14159265358979323846 * x); }
inline float cospif(float x) { return (float)__builtin_cos(3.14159265358979323846 * x); }
inline double sinpi(double x) { return __builtin_sin(3.14159265358979323846 * x); }
inline double cospi(double x) { return __builtin_cos(3.14159265358979323846 * x); }
inline float normcdff(float x) { return (float)(0.5 * __builtin_erfc(-x * 0.70710678118654752440)); }
inline double normcdf(double x) { return 0.5 * __builtin_erfc(-x * 0.70710678118654752440); }
inline float rhypotf(float x, float y) { return 1 / __builtin_hypotf(x, y); }
inline double rhypot(double x, double y) { return 1 / __builtin_hypot(x, y); }
inline float norm3df(float x, float y, float z) { return (float)__builtin_sqrt((double)x * x + (double)y * y + (double)z * z); }

// min and max for every pair of types that CUDA offers.
#define PRETEND_EXTREMES(T)                              \
    inline T min(T x, T y) { return y < x ? y : x; }     \
    inline T max(T x, T y) { return x < y ? y : x; }
PRETEND_EXTREMES(int)
PRETEND_EXTREMES(unsigned)
PRETEND_EXTREMES(long)
PRETEND_EXTREMES(unsigned long)
PRETEND_EXTREMES(long long)
PRETEND_EXTREMES(unsigned long long)
#undef PRETEND_EXTREMES
#define PRETEND_MIXED(SIGNED, UNSIGNED)                                                          \
    inline UNSIGNED min(SIGNED x, UNSIGNED y) { return min((UNSIGNED)x, y); }                    \
    inline UNSIGNED min(UNSIGNED x, SIGNED y) { return min(x, (UNSIGNED)y); }                    \
    inline UNSIGNED max(SIGNED x, UNSIGNED y) { return max((UNSIGNED)x, y); }                    \
    inline UNSIGNED max(UNSIGNED x, SIGNED y) { return max(x, (UNSIGNED)y); }
PRETEND_MIXED(int, unsigned)
PRETEND_MIXED(long, unsigned long)
PRETEND_MIXED(long long, unsigned long long)
#undef PRETEND_MIXED
inline float min(float x, float y) { return __builtin_fminf(x, y); }
inline float max(float x, float y) { return __builtin_fmaxf(x, y); }
inline double min(double x, double y) { return __builtin_fmin(x, y); }
inline double max(double x, double y) { return __builtin_fmax(x, y); }
inline double min(float x, double y) { return __builtin_fmin(x, y); }
inline double min(double x, float y) { return __builtin_fmin(x, y); }
inline double max(float x, double y) { return __builtin_fmax(x, y); }
inline double max(double x, float y) { return __builtin_fmax(x, y); }
