// Matrix products of column-major matrices, summed in double precision.
#include "blas.hpp"
#include <algorithm>
#include <vector>

namespace pretend {
int check_gemm(int ta, int tb, int m, int n, int k, int lda, int ldb, int ldc) {
    if (ta < 0 || ta > 2 || tb < 0 || tb > 2 || m < 0 || n < 0 || k < 0) return BlasInvalidValue;
    if (lda < std::max(1, ta ? k : m) || ldb < std::max(1, tb ? n : k) || ldc < std::max(1, m)) return BlasInvalidValue;
    return BlasSuccess;
}

int run_gemm(const Gemm& g) {
    if (g.m == 0 || g.n == 0) return Success;
    size_t a_size = format_size(g.a_format), b_size = format_size(g.b_format), c_size = format_size(g.c_format);
    bool product = g.k > 0 && g.alpha != 0;
    bool fine = (!product || (check_operand(g.call, "A", g.a, a_size, g.ta ? g.k : g.m, g.ta ? g.m : g.k, g.lda, true) &&
                              check_operand(g.call, "B", g.b, b_size, g.tb ? g.n : g.k, g.tb ? g.k : g.n, g.ldb, true))) &&
                check_operand(g.call, "C", g.c, c_size, g.m, g.n, g.ldc, g.beta != 0);
    if (!fine) return stay(IllegalAddress);
    // The operands as rows of op(A) and columns of op(B): each of length k, one after the other.
    std::vector<double> a(product ? (size_t)g.m * g.k : 0), b(product ? (size_t)g.n * g.k : 0);
    for (int64_t i = 0; product && i < g.m; i++)
        for (int64_t l = 0; l < g.k; l++) a[i * g.k + l] = rounded(load(g.a, g.ta ? l + i * g.lda : i + l * (int64_t)g.lda, g.a_format), g.compute);
    for (int64_t j = 0; product && j < g.n; j++)
        for (int64_t l = 0; l < g.k; l++) b[j * g.k + l] = rounded(load(g.b, g.tb ? j + l * g.ldb : l + j * (int64_t)g.ldb, g.b_format), g.compute);
    for (int64_t j = 0; j < g.n; j++)
        for (int64_t i = 0; i < g.m; i++) {
            double sum = 0;
            for (int64_t l = 0; product && l < g.k; l++) sum += a[i * g.k + l] * b[j * g.k + l];
            int64_t at = i + j * g.ldc;
            store(g.c, at, g.c_format, g.alpha * sum + (g.beta == 0 ? 0 : g.beta * load(g.c, at, g.c_format)));
        }
    written_operand(g.c, c_size, g.m, g.n, g.ldc);
    return Success;
}

namespace {
double scalar(Blas* blas, const void* p, int format) {
    if (blas->device_scalars) check_operand("cuBLAS", "a scalar", p, format_size(format), 1, 1, 1, true);
    return load(p, 0, format);
}

// `count` products, one after the other; where each one's operands lie, `place` says.
template <class Place> int several(Blas* blas, Gemm g, const void* alpha, const void* beta, int scalars, int ta, int tb, int count, Place place) {
    if (int refused = check_gemm(ta, tb, g.m, g.n, g.k, g.lda, g.ldb, g.ldc)) {
        say("%s: an argument is refused: m %d, n %d, k %d, lda %d, ldb %d, ldc %d, op(A) %d, op(B) %d", g.call, g.m, g.n, g.k, g.lda, g.ldb, g.ldc, ta, tb);
        return refused;
    }
    if (count < 0 || !alpha || !beta) return BlasInvalidValue;
    g.ta = ta, g.tb = tb;
    g.alpha = scalar(blas, alpha, scalars);
    g.beta = scalar(blas, beta, scalars);
    return blas_run(blas, [=] {
        for (int i = 0; i < count; i++) {
            Gemm one = g;
            if (int code = place(one, i)) return code;
            if (int code = run_gemm(one)) return code;
        }
        return (int)Success;
    });
}
int one_only(Gemm&, int) { return Success; }

// Operands `stride` elements apart.
auto strided(long long a, long long b, long long c) {
    return [=](Gemm& g, int i) {
        g.a = (const char*)g.a + a * i * (long long)format_size(g.a_format);
        g.b = (const char*)g.b + b * i * (long long)format_size(g.b_format);
        g.c = (char*)g.c + c * i * (long long)format_size(g.c_format);
        return (int)Success;
    };
}
// Operands whose addresses lie on the device.
auto listed(const char* call, const void* const* a, const void* const* b, void* const* c, int count) {
    return [=](Gemm& g, int i) {
        if (i == 0)
            for (auto* list : {(const void*)a, (const void*)b, (const void*)c})
                if (!check_operand(call, "a list of addresses", list, sizeof(void*), count, 1, count, true)) return stay(IllegalAddress);
        g.a = a[i], g.b = b[i], g.c = c[i];
        return (int)Success;
    };
}
// What the math mode makes of 32-bit products: 3 is CUBLAS_TF32_TENSOR_OP_MATH.
int usual_compute(Blas* blas, int format) { return format == F64 ? 70 : blas->math_mode == 3 ? 77 : 68; }
}  // namespace
}  // namespace pretend

using namespace pretend;

#define GEMMS(X, T, FORMAT)                                                                                                                                                       \
    API cublas##X##gemm_v2(void* h, int ta, int tb, int m, int n, int k, const T* alpha, const T* a, int lda, const T* b, int ldb, const T* beta, T* c, int ldc) {                 \
        BLAS_ENTER(h)                                                                                                                                                             \
        Gemm g{"cublas" #X "gemm", false, false, m, n, k, 0, 0, a, FORMAT, lda, b, FORMAT, ldb, c, FORMAT, ldc, usual_compute(blas, FORMAT)};                                     \
        return several(blas, g, alpha, beta, FORMAT, ta, tb, 1, one_only);                                                                                                        \
    }                                                                                                                                                                             \
    API cublas##X##gemmStridedBatched(void* h, int ta, int tb, int m, int n, int k, const T* alpha, const T* a, int lda, long long sa, const T* b, int ldb, long long sb,         \
                                      const T* beta, T* c, int ldc, long long sc, int count) {                                                                                    \
        BLAS_ENTER(h)                                                                                                                                                             \
        Gemm g{"cublas" #X "gemmStridedBatched", false, false, m, n, k, 0, 0, a, FORMAT, lda, b, FORMAT, ldb, c, FORMAT, ldc, usual_compute(blas, FORMAT)};                       \
        return several(blas, g, alpha, beta, FORMAT, ta, tb, count, strided(sa, sb, sc));                                                                                         \
    }                                                                                                                                                                             \
    API cublas##X##gemmBatched(void* h, int ta, int tb, int m, int n, int k, const T* alpha, const T* const* a, int lda, const T* const* b, int ldb, const T* beta, T* const* c,  \
                               int ldc, int count) {                                                                                                                              \
        BLAS_ENTER(h)                                                                                                                                                             \
        const char* call = "cublas" #X "gemmBatched";                                                                                                                             \
        Gemm g{call, false, false, m, n, k, 0, 0, nullptr, FORMAT, lda, nullptr, FORMAT, ldb, nullptr, FORMAT, ldc, usual_compute(blas, FORMAT)};                                 \
        return several(blas, g, alpha, beta, FORMAT, ta, tb, count, listed(call, (const void* const*)a, (const void* const*)b, (void* const*)c, count));                          \
    }
GEMMS(S, float, F32)
GEMMS(D, double, F64)

// Which formats go together: those that this library's kernels use.
static bool supported(int a, int b, int c, int compute) {
    bool double_precision = compute == 70 || compute == 71;
    if (double_precision) return a == F64 && b == F64 && c == F64;
    bool single = compute == 68 || compute == 69 || compute == 74 || compute == 75 || compute == 77;
    if (!single || a != b) return false;
    if (compute != 68 && compute != 69 && a != F32) return false;
    return (a == F32 && c == F32) || ((a == F16 || a == BF16) && (c == a || c == F32));
}

API cublasGemmEx(void* h, int ta, int tb, int m, int n, int k, const void* alpha, const void* a, int af, int lda, const void* b, int bf, int ldb, const void* beta, void* c, int cf, int ldc, int compute, int) {
    BLAS_ENTER(h)
    if (!supported(af, bf, cf, compute)) return BlasNotSupported;
    Gemm g{"cublasGemmEx", false, false, m, n, k, 0, 0, a, af, lda, b, bf, ldb, c, cf, ldc, compute};
    return several(blas, g, alpha, beta, cf == F64 ? F64 : F32, ta, tb, 1, one_only);
}
API cublasGemmStridedBatchedEx(void* h, int ta, int tb, int m, int n, int k, const void* alpha, const void* a, int af, int lda, long long sa, const void* b, int bf, int ldb, long long sb, const void* beta, void* c,
                               int cf, int ldc, long long sc, int count, int compute, int) {
    BLAS_ENTER(h)
    if (!supported(af, bf, cf, compute)) return BlasNotSupported;
    Gemm g{"cublasGemmStridedBatchedEx", false, false, m, n, k, 0, 0, a, af, lda, b, bf, ldb, c, cf, ldc, compute};
    return several(blas, g, alpha, beta, cf == F64 ? F64 : F32, ta, tb, count, strided(sa, sb, sc));
}
