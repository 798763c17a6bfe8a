// What every part of the pretend GPU shares: codes of the real API, the lock, the error that stays.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>

#define API extern "C" __attribute__((visibility("default"))) int

namespace pretend {

// Codes of `CUresult` that are given back here.
enum Code : int {
    Success = 0,
    InvalidValue = 1,
    OutOfMemory = 2,
    NotInitialized = 3,
    NoDevice = 100,
    InvalidDevice = 101,
    InvalidContext = 201,
    NoBinaryForGpu = 209,
    UnsupportedLimit = 215,
    InvalidPtx = 218,
    UnsupportedPtxVersion = 222,
    FileNotFound = 301,
    InvalidHandle = 400,
    NotFound = 500,
    NotReady = 600,
    IllegalAddress = 700,
    LaunchOutOfResources = 701,
    Assert = 710,
    MisalignedAddress = 716,
    LaunchFailed = 719,
    CooperativeLaunchTooLarge = 720,
    NotSupported = 801,
    CaptureUnsupported = 900,
    CaptureInvalidated = 901,
    CaptureUnmatched = 903,
    CaptureUnjoined = 904,
    CaptureIsolation = 905,
    CaptureImplicit = 906,
    CapturedEvent = 907,
};

// One call at a time: threads of the program that use the GPU at once take turns.
std::recursive_mutex& big_lock();

// The error of a kernel that broke its context: from then on every call gives it back, as a real driver does.
extern int sticky;
// Makes this code stay, and gives it back. With PRETEND_GPU_STICKY=0 it does not stay, so that one run shows several faults.
int stay(int code);

// Whether `cuInit` was called, and the calling thread's context.
extern bool initialized;
extern thread_local void* current_context;

// A number from the environment, read anew at each call so that a test can change it.
inline long long setting(const char* name, long long otherwise) {
    const char* text = getenv(name);
    return text && *text ? strtoll(text, nullptr, 0) : otherwise;
}
inline std::string setting_text(const char* name, const char* otherwise) {
    const char* text = getenv(name);
    return text && *text ? text : otherwise;
}

// A message for whoever runs the program, on stderr and kept for the next report.
void say(const char* format, ...) __attribute__((format(printf, 1, 2)));

}  // namespace pretend

// The beginning of every call that needs the driver: takes the turn, and gives back the error that stays.
#define ENTER()                                                        \
    std::lock_guard<std::recursive_mutex> turn(pretend::big_lock());   \
    if (!pretend::initialized) return pretend::NotInitialized;         \
    if (pretend::sticky) return pretend::sticky;
