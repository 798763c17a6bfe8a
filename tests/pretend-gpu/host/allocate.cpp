// The driver's calls for memory.
#include "capture.hpp"
#include "memory.hpp"
#include <cstring>
#include <map>
#include <sys/mman.h>

namespace pretend {
// Pinned memory of the host, by its first byte.
static std::map<uintptr_t, size_t>& pinned() {
    static auto* all = new std::map<uintptr_t, size_t>;
    return *all;
}
bool is_pinned(const void* p, size_t size) {
    auto after = pinned().upper_bound((uintptr_t)p);
    if (after == pinned().begin()) return false;
    auto [lo, n] = *std::prev(after);
    return (uintptr_t)p + size <= lo + n;
}

static int allocate(uint64_t* p, size_t size, Kind kind) {
    if (!current_context) return InvalidContext;
    if (size == 0) return InvalidValue;
    Buffer* b = make_buffer(size, kind, "", 4);
    if (!b) return OutOfMemory;
    // The host may write managed memory unseen.
    if (kind == Kind::Managed) mark_written(b->lo, size);
    *p = b->lo;
    return Success;
}

static int release(const char* call, uint64_t p) {
    if (p == 0) return Success;
    Buffer* b = buffer_from(p);
    if (!b) {
        say("%s: no live buffer starts there: %s", call, describe(p, 0).c_str());
        return InvalidValue;
    }
    if (!check_canaries(call)) return stay(IllegalAddress);
    drop_buffer(b);
    return Success;
}
}  // namespace pretend

using namespace pretend;

API cuMemAlloc_v2(uint64_t* p, size_t size) {
    ENTER();
    REFUSE_IN_CAPTURE("cuMemAlloc", nullptr, true);
    return allocate(p, size, Kind::Global);
}
API cuMemAllocManaged(uint64_t* p, size_t size, unsigned) {
    ENTER();
    REFUSE_IN_CAPTURE("cuMemAllocManaged", nullptr, true);
    return allocate(p, size, Kind::Managed);
}
API cuMemAllocAsync(uint64_t* p, size_t size, void* stream) {
    ENTER();
    int code = allocate(p, size, Kind::Global);
    Buffer* b = code == Success ? buffer_from(*p) : nullptr;
    // In a capture this is a node of the graph: the buffer is there from now on, and nobody has written it at each launch.
    if (b && capture_of(stream)) {
        b->graph_owned = true;
        return run_or_record(stream, [b] { return poison(b), (int)Success; });
    }
    return code;
}
API cuMemAllocFromPoolAsync(uint64_t* p, size_t size, void*, void* stream) { return cuMemAllocAsync(p, size, stream); }
API cuMemFree_v2(uint64_t p) {
    ENTER();
    REFUSE_IN_CAPTURE("cuMemFree", nullptr, true);
    reach_everything();
    return release("cuMemFree", p);
}
API cuMemFreeAsync(uint64_t p, void* stream) {
    ENTER();
    Buffer* b = buffer_from(p);
    if (!capture_of(stream)) return run_or_record(stream, [p] { return release("cuMemFreeAsync", p); });
    // A graph can free only what it allocated itself; its memory stays, since the graph may run again.
    if (b && b->graph_owned) return Success;
    say("cuMemFreeAsync: a buffer from outside the capture cannot be freed inside it");
    capture_of(stream)->invalid = true;
    return InvalidValue;
}
API cuMemGetInfo_v2(size_t* available, size_t* total) {
    ENTER();
    *total = total_memory();
    *available = *total > used_memory() ? *total - used_memory() : 0;
    return Success;
}
API cuMemHostAlloc(void** p, size_t size, unsigned) {
    ENTER();
    REFUSE_IN_CAPTURE("cuMemHostAlloc", nullptr, true);
    if (size == 0) return InvalidValue;
    if (posix_memalign(p, 4096, size) != 0) return OutOfMemory;
    memset(*p, 0xFF, size);
    pinned()[(uintptr_t)*p] = size;
    return Success;
}
API cuMemAllocHost_v2(void** p, size_t size) { return cuMemHostAlloc(p, size, 0); }
API cuMemFreeHost(void* p) {
    ENTER();
    if (!pinned().count((uintptr_t)p)) return InvalidValue;
    reach_everything();
    pinned().erase((uintptr_t)p);
    free(p);
    return Success;
}
API cuMemHostRegister_v2(void* p, size_t size, unsigned) {
    ENTER();
    pinned()[(uintptr_t)p] = size;
    return Success;
}
API cuMemHostUnregister(void* p) {
    ENTER();
    reach_everything();
    return pinned().erase((uintptr_t)p) ? Success : 713;
}
API cuMemAdvise_v2(uint64_t, size_t, int, uint64_t) { return Success; }
API cuMemPrefetchAsync_v2(uint64_t, size_t, uint64_t, unsigned, void*) { return Success; }

// Memory pools: one, whose attributes are kept and change nothing.
static uint64_t pool_attributes[32];
API cuDeviceGetDefaultMemPool(void** pool, int) { *pool = pool_attributes; return Success; }
API cuDeviceGetMemPool(void** pool, int) { *pool = pool_attributes; return Success; }
API cuDeviceSetMemPool(int, void*) { return Success; }
API cuMemPoolCreate(void** pool, const void*) { *pool = pool_attributes; return Success; }
API cuMemPoolDestroy(void*) { return Success; }
API cuMemPoolTrimTo(void*, size_t) { return Success; }
API cuMemPoolGetAttribute(void*, int which, void* value) {
    ENTER();
    if (which < 1 || which > 8) return InvalidValue;
    if (which <= 3) *(int*)value = (int)pool_attributes[which];
    else *(uint64_t*)value = which >= 5 ? used_memory() : pool_attributes[which];
    return Success;
}
API cuMemPoolSetAttribute(void*, int which, void* value) {
    ENTER();
    if (which < 1 || which > 8) return InvalidValue;
    pool_attributes[which] = which <= 3 ? *(int*)value : *(uint64_t*)value;
    return Success;
}
API cuPointerGetAttribute(void* value, int which, uint64_t p) {
    ENTER();
    Buffer* b = buffer_at(p);
    if (!b || !b->live || p < b->lo || p >= b->hi()) return InvalidValue;
    switch (which) {
        case 2: *(unsigned*)value = 2; return Success;  // memory of the device
        case 8: *(unsigned*)value = b->kind == Kind::Managed; return Success;
        case 9: *(int*)value = 0; return Success;
        case 11: *(uint64_t*)value = b->lo; return Success;
        case 12: *(size_t*)value = b->size; return Success;
        default: return NotSupported;
    }
}
