// In front of every kernel; `T` is the element type. NVRTC knows no headers.
#define INF ((T)__int_as_float(0x7f800000))
// The index of this thread among all that were launched.
#define INDEX ((int)(blockIdx.x * blockDim.x + threadIdx.x))
