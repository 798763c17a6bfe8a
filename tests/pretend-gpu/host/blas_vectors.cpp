// Vectors: sums of products and of magnitudes, scaling, adding, products with a matrix; summed in double precision.
#include "blas.hpp"
#include <cmath>
#include <cstdlib>

namespace pretend {
namespace {
// A vector's elements lie `step` apart; with a negative step the first is the last in memory.
struct Vector {
    const void* p;
    int count, step;
    int64_t at(int i) const { return step >= 0 ? (int64_t)i * step : (int64_t)(i - count + 1) * step; }
};

bool check_vector(const char* call, const char* what, Vector v, size_t element, bool read) { return v.count <= 0 || check_operand(call, what, v.p, element, 1, v.count, std::abs(v.step), read); }
void written_vector(Vector v, size_t element) { written_operand((void*)v.p, element, 1, v.count, std::abs(v.step)); }

int stop(bool fine) { return fine ? Success : stay(IllegalAddress); }

// Alpha and beta, from the host or the device.
template <class T> double scalar(Blas* blas, const T* p) {
    if (blas->device_scalars && !check_operand("cuBLAS", "a scalar", p, sizeof(T), 1, 1, 1, true)) return NAN;
    return *p;
}

// A result goes to the device at its turn, or to the host at once, which a capture does not allow.
template <class T, class Sum> int give(const char* call, Blas* blas, T* result, Sum sum) {
    if (blas->device_scalars)
        return blas_run(blas, [=] {
            double value = 0;
            if (int code = sum(value)) return code;
            if (!check_operand(call, "the result", result, sizeof(T), 1, 1, 1, false)) return stay(IllegalAddress);
            *result = (T)value;
            mark_written((uintptr_t)result, sizeof(T));
            return (int)Success;
        });
    if (forbidden(call, blas->stream, false)) return BlasExecutionFailed;
    double value = 0;
    if (sum(value)) return BlasExecutionFailed;
    *result = (T)value;
    return BlasSuccess;
}

template <class T> int gemv(const char* call, Blas* blas, int transposed, int m, int n, const T* alpha, const T* a, int lda, const T* x, int step_x, const T* beta, T* y, int step_y) {
    if (transposed < 0 || transposed > 2 || m < 0 || n < 0 || lda < (m > 1 ? m : 1) || step_x == 0 || step_y == 0) return BlasInvalidValue;
    double by = scalar(blas, alpha), keep = scalar(blas, beta);
    Vector in{x, transposed ? m : n, step_x}, out{y, transposed ? n : m, step_y};
    return blas_run(blas, [=] {
        if (m == 0 || n == 0) return (int)Success;
        bool fine = check_operand(call, "A", a, sizeof(T), m, n, lda, true) && check_vector(call, "x", in, sizeof(T), true) && check_vector(call, "y", out, sizeof(T), keep != 0);
        if (!fine) return stop(fine);
        for (int i = 0; i < out.count; i++) {
            double sum = 0;
            for (int j = 0; j < in.count; j++) sum += (double)a[transposed ? j + (int64_t)i * lda : i + (int64_t)j * lda] * x[in.at(j)];
            T& to = y[out.at(i)];
            to = T(by * sum + (keep == 0 ? 0 : keep * to));
        }
        written_vector(out, sizeof(T));
        return (int)Success;
    });
}

template <class T> int ger(const char* call, Blas* blas, int m, int n, const T* alpha, const T* x, int step_x, const T* y, int step_y, T* a, int lda) {
    if (m < 0 || n < 0 || lda < (m > 1 ? m : 1) || step_x == 0 || step_y == 0) return BlasInvalidValue;
    double by = scalar(blas, alpha);
    Vector left{x, m, step_x}, right{y, n, step_y};
    return blas_run(blas, [=] {
        bool fine = check_operand(call, "A", a, sizeof(T), m, n, lda, true) && check_vector(call, "x", left, sizeof(T), true) && check_vector(call, "y", right, sizeof(T), true);
        for (int j = 0; fine && j < n; j++)
            for (int i = 0; i < m; i++) a[i + (int64_t)j * lda] = T(a[i + (int64_t)j * lda] + by * x[left.at(i)] * y[right.at(j)]);
        return stop(fine);
    });
}

template <class T> int axpy(const char* call, Blas* blas, int n, const T* alpha, const T* x, int step_x, T* y, int step_y) {
    double by = scalar(blas, alpha);
    Vector from{x, n, step_x}, to{y, n, step_y};
    return blas_run(blas, [=] {
        bool fine = check_vector(call, "x", from, sizeof(T), true) && check_vector(call, "y", to, sizeof(T), true);
        for (int i = 0; fine && i < n; i++) y[to.at(i)] = T(y[to.at(i)] + by * x[from.at(i)]);
        return stop(fine);
    });
}

template <class T> int scal(const char* call, Blas* blas, int n, const T* alpha, T* x, int step) {
    double by = scalar(blas, alpha);
    Vector all{x, n, step};
    return blas_run(blas, [=] {
        if (n <= 0 || step <= 0) return (int)Success;
        bool fine = check_vector(call, "x", all, sizeof(T), true);
        for (int i = 0; fine && i < n; i++) x[all.at(i)] = T(by * x[all.at(i)]);
        return stop(fine);
    });
}

template <class T> int dot(const char* call, Blas* blas, int n, const T* x, int step_x, const T* y, int step_y, T* result) {
    Vector a{x, n, step_x}, b{y, n, step_y};
    return give(call, blas, result, [=](double& sum) {
        bool fine = check_vector(call, "x", a, sizeof(T), true) && check_vector(call, "y", b, sizeof(T), true);
        for (int i = 0; fine && i < n; i++) sum += (double)x[a.at(i)] * y[b.at(i)];
        return stop(fine);
    });
}

// The sum of magnitudes, or the root of the sum of squares.
template <class T> int norm(const char* call, Blas* blas, bool squares, int n, const T* x, int step, T* result) {
    Vector all{x, step > 0 ? n : 0, step};
    return give(call, blas, result, [=](double& sum) {
        bool fine = check_vector(call, "x", all, sizeof(T), true);
        for (int i = 0; fine && i < all.count; i++) sum += squares ? (double)x[all.at(i)] * x[all.at(i)] : std::fabs((double)x[all.at(i)]);
        if (squares) sum = std::sqrt(sum);
        return stop(fine);
    });
}
}  // namespace
}  // namespace pretend

using namespace pretend;

#define VECTORS(X, T)                                                                                                                                      \
    API cublas##X##gemv_v2(void* h, int t, int m, int n, const T* alpha, const T* a, int lda, const T* x, int sx, const T* beta, T* y, int sy) {           \
        BLAS_ENTER(h)                                                                                                                                      \
        return gemv("cublas" #X "gemv", blas, t, m, n, alpha, a, lda, x, sx, beta, y, sy);                                                                 \
    }                                                                                                                                                      \
    API cublas##X##ger_v2(void* h, int m, int n, const T* alpha, const T* x, int sx, const T* y, int sy, T* a, int lda) {                                  \
        BLAS_ENTER(h)                                                                                                                                      \
        return ger("cublas" #X "ger", blas, m, n, alpha, x, sx, y, sy, a, lda);                                                                            \
    }                                                                                                                                                      \
    API cublas##X##axpy_v2(void* h, int n, const T* alpha, const T* x, int sx, T* y, int sy) {                                                             \
        BLAS_ENTER(h)                                                                                                                                      \
        return axpy("cublas" #X "axpy", blas, n, alpha, x, sx, y, sy);                                                                                     \
    }                                                                                                                                                      \
    API cublas##X##scal_v2(void* h, int n, const T* alpha, T* x, int step) {                                                                               \
        BLAS_ENTER(h)                                                                                                                                      \
        return scal("cublas" #X "scal", blas, n, alpha, x, step);                                                                                          \
    }                                                                                                                                                      \
    API cublas##X##dot_v2(void* h, int n, const T* x, int sx, const T* y, int sy, T* result) {                                                             \
        BLAS_ENTER(h)                                                                                                                                      \
        return dot("cublas" #X "dot", blas, n, x, sx, y, sy, result);                                                                                      \
    }                                                                                                                                                      \
    API cublas##X##asum_v2(void* h, int n, const T* x, int step, T* result) {                                                                              \
        BLAS_ENTER(h)                                                                                                                                      \
        return norm("cublas" #X "asum", blas, false, n, x, step, result);                                                                                  \
    }                                                                                                                                                      \
    API cublas##X##nrm2_v2(void* h, int n, const T* x, int step, T* result) {                                                                              \
        BLAS_ENTER(h)                                                                                                                                      \
        return norm("cublas" #X "nrm2", blas, true, n, x, step, result);                                                                                   \
    }
VECTORS(S, float)
VECTORS(D, double)
