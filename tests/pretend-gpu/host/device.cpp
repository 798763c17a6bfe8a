// The driver, its devices and contexts.
#include "memory.hpp"
#include "capture.hpp"
#include <cstdarg>
#include <cstring>

namespace pretend {
int sticky = 0;
bool initialized = false;
thread_local void* current_context = nullptr;

std::recursive_mutex& big_lock() {
    static auto* lock = new std::recursive_mutex;
    return *lock;
}

int stay(int code) {
    if (setting("PRETEND_GPU_STICKY", 1)) sticky = code;
    return code;
}

void say(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char text[4000];
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "pretend GPU: %s\n", text);
}

namespace {
char contexts[16];  // one for each device; its address is the handle
int devices() { return (int)setting("PRETEND_GPU_DEVICES", 1); }
bool no_such(int device) { return device < 0 || device >= devices(); }

int attribute(int which) {
    std::string capability = setting_text("PRETEND_GPU_CAPABILITY", "9.0");
    int major = atoi(capability.c_str()), minor = 0;
    if (auto dot = capability.find('.'); dot != std::string::npos) minor = atoi(capability.c_str() + dot + 1);
    switch (which) {
        case 1: return 1024;             // threads in a block
        case 2: case 3: return 1024;     // block dimensions
        case 4: return 64;
        case 5: return 2147483647;       // grid dimensions
        case 6: case 7: return 65535;
        case 8: return 48 * 1024;        // shared memory of a block
        case 9: return 64 * 1024;        // constant memory
        case 10: return 32;              // threads in a warp
        case 12: return 65536;           // registers of a block
        case 13: return 1000000;         // kHz
        case 16: return 4;               // multiprocessors
        case 31: return 1;               // kernels at the same time
        case 38: return 1 << 20;         // bytes of the second-level cache
        case 39: return 2048;            // threads on a multiprocessor
        case 40: return 1;               // copies at the same time
        case 41: return 1;               // one address space for host and device
        case 75: return major;
        case 76: return minor;
        case 78: return 1;               // priorities of streams
        case 81: return 228 * 1024;      // shared memory of a multiprocessor
        case 82: return 65536;           // registers of a multiprocessor
        case 83: return 1;               // managed memory
        case 95: return 1;               // cooperative launch
        case 97: return 227 * 1024;      // shared memory of a block that asked for it
        case 106: return 32;             // blocks on a multiprocessor
        case 111: return 1024;           // shared memory that the system keeps of each block
        case 115: return 1;              // memory pools
        default: return 0;
    }
}
}  // namespace
}  // namespace pretend

using namespace pretend;

API cuInit(unsigned flags) {
    if (flags != 0) return InvalidValue;
    if (devices() <= 0) return NoDevice;
    initialized = true;
    return Success;
}
API cuDriverGetVersion(int* version) {
    *version = (int)setting("PRETEND_GPU_DRIVER", 13000);
    return Success;
}
API cuDeviceGetCount(int* count) {
    ENTER();
    *count = devices();
    return Success;
}
API cuDeviceGet(int* device, int ordinal) {
    ENTER();
    if (no_such(ordinal)) return InvalidDevice;
    *device = ordinal;
    return Success;
}
API cuDeviceGetName(char* name, int size, int device) {
    if (no_such(device)) return InvalidDevice;
    snprintf(name, size, "pretend GPU");
    return Success;
}
static int uuid(void* to, int device) {
    if (no_such(device)) return InvalidDevice;
    memcpy(to, "pretend GPU    ", 15);
    ((char*)to)[15] = (char)('a' + device);
    return Success;
}
API cuDeviceGetUuid(void* to, int device) { return uuid(to, device); }
API cuDeviceGetUuid_v2(void* to, int device) { return uuid(to, device); }
API cuDeviceTotalMem_v2(size_t* bytes, int device) {
    if (no_such(device)) return InvalidDevice;
    *bytes = total_memory();
    return Success;
}
API cuDeviceGetAttribute(int* value, int which, int device) {
    ENTER();
    if (no_such(device)) return InvalidDevice;
    *value = attribute(which);
    return Success;
}
API cuDevicePrimaryCtxRetain(void** context, int device) {
    ENTER();
    if (no_such(device)) return InvalidDevice;
    *context = &contexts[device];
    return Success;
}
API cuDevicePrimaryCtxRelease_v2(int) { return Success; }
API cuCtxCreate_v4(void** context, void*, unsigned, int device) {
    ENTER();
    if (no_such(device)) return InvalidDevice;
    *context = current_context = &contexts[device];
    return Success;
}
API cuCtxDestroy_v2(void*) { return Success; }
API cuCtxGetCurrent(void** context) {
    ENTER();
    *context = current_context;
    return Success;
}
API cuCtxSetCurrent(void* context) {
    ENTER();
    current_context = context;
    return Success;
}
API cuCtxGetDevice(int* device) {
    ENTER();
    if (!current_context) return InvalidContext;
    *device = int((char*)current_context - contexts);
    return Success;
}
API cuCtxSynchronize() {
    ENTER();
    REFUSE_IN_CAPTURE("cuCtxSynchronize", nullptr, true);
    if (!current_context) return InvalidContext;
    reach_everything();
    return sticky;
}
API cuCtxSetFlags(unsigned) { return Success; }
API cuCtxGetLimit(size_t* value, int) { *value = 1024; return Success; }
API cuCtxSetLimit(int, size_t) { return Success; }
API cuCtxGetCacheConfig(int* config) { *config = 0; return Success; }
API cuCtxSetCacheConfig(int) { return Success; }
API cuCtxGetStreamPriorityRange(int* least, int* greatest) {
    *least = 0;
    *greatest = -5;
    return Success;
}
