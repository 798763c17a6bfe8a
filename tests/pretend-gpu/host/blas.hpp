// What the calls of the matrix library share: its handle, its codes, the check of an operand's memory.
#pragma once
#include "capture.hpp"
#include "memory.hpp"
#include <cstring>

namespace pretend {

enum Status : int { BlasSuccess = 0, BlasNotInitialized = 1, BlasInvalidValue = 7, BlasExecutionFailed = 13, BlasNotSupported = 15 };

struct Blas {
    void* stream = nullptr;
    int device_scalars = 0;  // pointer mode: alpha and beta lie on the device
    int math_mode = 0;
};

// Runs or records the library's work, and gives the library's code.
inline int blas_run(Blas* blas, Work work) {
    int code = run_or_record(blas->stream, std::move(work));
    return code == Success ? BlasSuccess : BlasExecutionFailed;
}

// Whether `columns` columns of `rows` elements, `ld` apart, lie in a live buffer, and, if they are read, were all written.
bool check_operand(const char* call, const char* what, const void* p, size_t element, int64_t rows, int64_t columns, int64_t ld, bool read);
// Notes that the elements were written.
void written_operand(void* p, size_t element, int64_t rows, int64_t columns, int64_t ld);

// The beginning of every call of the library.
#define BLAS_ENTER(handle)                                           \
    std::lock_guard<std::recursive_mutex> turn(pretend::big_lock()); \
    if (!(handle)) return pretend::BlasNotInitialized;               \
    if (pretend::sticky) return pretend::BlasExecutionFailed;        \
    [[maybe_unused]] auto* blas = (pretend::Blas*)(handle);

// Formats of elements, by the numbers of `cudaDataType`.
enum Format : int { F32 = 0, F64 = 1, F16 = 2, BF16 = 14 };
size_t format_size(int format);
double load(const void* p, int64_t i, int format);
void store(void* p, int64_t i, int format, double value);
// A float as the fast compute types see it: TF32 keeps 10 bits of the fraction, BF16 7, F16 10 (ties to even).
double rounded(double value, int compute);

struct Gemm {
    const char* call;
    bool ta, tb;
    int m, n, k;
    double alpha, beta;
    const void* a;
    int a_format, lda;
    const void* b;
    int b_format, ldb;
    void* c;
    int c_format, ldc;
    int compute;
};
// What cuBLAS would refuse of the arguments; `BlasSuccess` if nothing.
int check_gemm(int ta, int tb, int m, int n, int k, int lda, int ldb, int ldc);
// One product; gives a code of the driver.
int run_gemm(const Gemm& g);

}  // namespace pretend
