// The matrix library's handle and its settings.
#include "blas.hpp"

using namespace pretend;

API cublasCreate_v2(void** handle) {
    std::lock_guard<std::recursive_mutex> turn(big_lock());
    if (!initialized || !current_context) return BlasNotInitialized;
    // It takes a workspace of its own, which a capture does not allow.
    if (forbidden("cublasCreate", nullptr, true)) return BlasExecutionFailed;
    *handle = new Blas;
    return BlasSuccess;
}
API cublasDestroy_v2(void* handle) {
    delete (Blas*)handle;
    return BlasSuccess;
}
API cublasGetVersion_v2(void*, int* version) {
    *version = 130000;
    return BlasSuccess;
}
API cublasSetStream_v2(void* handle, void* stream) {
    BLAS_ENTER(handle)
    blas->stream = stream;
    return BlasSuccess;
}
API cublasGetStream_v2(void* handle, void** stream) {
    BLAS_ENTER(handle)
    *stream = blas->stream;
    return BlasSuccess;
}
API cublasSetWorkspace_v2(void* handle, void* p, size_t size) {
    BLAS_ENTER(handle)
    if ((uintptr_t)p % 16 != 0) return BlasInvalidValue;
    return check_range("cublasSetWorkspace", "the workspace", (uintptr_t)p, size) ? BlasSuccess : BlasInvalidValue;
}
API cublasSetMathMode(void* handle, int mode) {
    BLAS_ENTER(handle)
    blas->math_mode = mode & 15;
    return BlasSuccess;
}
API cublasGetMathMode(void* handle, int* mode) {
    BLAS_ENTER(handle)
    *mode = blas->math_mode;
    return BlasSuccess;
}
API cublasSetPointerMode_v2(void* handle, int mode) {
    BLAS_ENTER(handle)
    blas->device_scalars = mode;
    return BlasSuccess;
}
API cublasGetPointerMode_v2(void* handle, int* mode) {
    BLAS_ENTER(handle)
    *mode = blas->device_scalars;
    return BlasSuccess;
}
API cublasSetAtomicsMode(void*, int) { return BlasSuccess; }
extern "C" __attribute__((visibility("default"))) const char* cublasGetStatusString(int code) {
    return code == 0 ? "success" : code == 1 ? "not initialized" : code == 7 ? "invalid value" : code == 13 ? "execution failed" : code == 15 ? "not supported" : "error";
}
extern "C" __attribute__((visibility("default"))) const char* cublasGetStatusName(int code) {
    return code == 0 ? "CUBLAS_STATUS_SUCCESS" : code == 1 ? "CUBLAS_STATUS_NOT_INITIALIZED" : code == 7 ? "CUBLAS_STATUS_INVALID_VALUE" : code == 13 ? "CUBLAS_STATUS_EXECUTION_FAILED"
         : code == 15 ? "CUBLAS_STATUS_NOT_SUPPORTED" : "CUBLAS_STATUS_INTERNAL_ERROR";
}
