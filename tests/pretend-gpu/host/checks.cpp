// Every access of a kernel to memory comes by here: the compiler is told to announce reads and writes as it does for its own
// thread sanitizer, and these are the functions that it calls.
#include "races.hpp"
#include <cstring>

namespace pretend {
namespace {
struct {
    uintptr_t page;
    Buffer* buffer;
} recent[256];

bool races_on, unwritten_on;

[[noreturn]] __attribute__((noinline)) void outside(uintptr_t address, unsigned size, Access access, const void* where) {
    fault(IllegalAddress, where, "illegal %s of %u bytes: %s", access == Access::Read ? "read" : "write", size, describe(address, size).c_str());
}

[[noreturn]] __attribute__((noinline)) void unwritten(Buffer* b, uintptr_t address, unsigned size, const void* where) {
    fault(LaunchFailed, where, "reads what nobody has written%s: element %zu, %s", b->kind == Kind::Shared ? " (or not yet: is a barrier missing?)" : "", (address - b->lo) / b->element, describe(address, size).c_str());
}

inline Buffer* find(uintptr_t address) {
    uintptr_t page = address >> 12;
    auto& entry = recent[page & 255];
    if (entry.page == page) return entry.buffer;
    Buffer* b = buffer_at(address);
    if (b && b->live) entry.page = page, entry.buffer = b;
    return b;
}

inline void check(const void* p, unsigned size, Access access, const void* where) {
    uintptr_t address = (uintptr_t)p;
    if (address - stack_lo < stack_hi - stack_lo || !launch) return;
    if (pending_write) settle_pending_write();
    Buffer* b = find(address);
    if (!b) {
        Module* m = launch->function->module;
        if (address - m->image_lo < m->image_hi - m->image_lo) return;
        outside(address, size, access, where);
    }
    size_t offset = address - b->lo;
    if (!b->live || address < b->lo || offset + size > b->size) outside(address, size, access, where);
    if (access != Access::Write && unwritten_on && memchr(b->valid + offset, 0, size) && is_unwritten(b, offset, size)) unwritten(b, address, size, where);
    if (access != Access::Read) memset(b->valid + offset, 1, size);
    if (races_on) check_race(b, offset, size, access, where);
}

void aligned(const void* p, unsigned size, const void* where) {
    if ((uintptr_t)p % size != 0 && launch) fault(MisalignedAddress, where, "misaligned access of %u bytes: %s", size, describe((uintptr_t)p, size).c_str());
}
}  // namespace

void reset_checks() {
    memset(recent, 0, sizeof recent);
    pending_write = launch_fenced = false;
    races_on = setting("PRETEND_GPU_RACES", 1);
    unwritten_on = setting("PRETEND_GPU_UNWRITTEN", 1);
}

void finish_checks() {
    if (pending_write) settle_pending_write();
}
}  // namespace pretend

using namespace pretend;
#define FROM_KERNEL extern "C" __attribute__((visibility("default")))
#define WHERE __builtin_return_address(0)

#define ANNOUNCED(SIZE)                                                                                          \
    FROM_KERNEL void __tsan_read##SIZE(void* p) { aligned(p, SIZE, WHERE); check(p, SIZE, Access::Read, WHERE); }        \
    FROM_KERNEL void __tsan_write##SIZE(void* p) { aligned(p, SIZE, WHERE); check(p, SIZE, Access::Write, WHERE); }      \
    FROM_KERNEL void __tsan_unaligned_read##SIZE(void* p) { check(p, SIZE, Access::Read, WHERE); }               \
    FROM_KERNEL void __tsan_unaligned_write##SIZE(void* p) { check(p, SIZE, Access::Write, WHERE); }             \
    FROM_KERNEL void __tsan_volatile_read##SIZE(void* p) { check(p, SIZE, Access::Read, WHERE); }                \
    FROM_KERNEL void __tsan_volatile_write##SIZE(void* p) { check(p, SIZE, Access::Write, WHERE); }
ANNOUNCED(1)
ANNOUNCED(2)
ANNOUNCED(4)
ANNOUNCED(8)
ANNOUNCED(16)
FROM_KERNEL void __tsan_read_range(void* p, size_t size) { check(p, (unsigned)size, Access::Read, WHERE); }
FROM_KERNEL void __tsan_write_range(void* p, size_t size) { check(p, (unsigned)size, Access::Write, WHERE); }
FROM_KERNEL void __tsan_init() {}
FROM_KERNEL void __tsan_func_entry(void*) {}
FROM_KERNEL void __tsan_func_exit() {}

// An atomic operation announces itself (device/atomics.hpp).
FROM_KERNEL void pretend_atomic(void* p, unsigned size, const void* where) {
    aligned(p, size, where);
    check(p, size, Access::Atomic, where);
}
FROM_KERNEL void pretend_fence() { launch_fenced = true; }
FROM_KERNEL void pretend_assert(const char* text, int line) { fault(Assert, nullptr, "assertion `%s` in line %d failed", text, line); }
FROM_KERNEL void pretend_trap(int line) { fault(LaunchFailed, nullptr, "__trap in line %d", line); }
