// Guarded buffers. The end of a buffer lies against the guard page (up to the alignment of 16 bytes), so that code without
// checks faults at once when it runs over the end; canary bytes fill what is left of the first page and of the last 16 bytes.
#include "memory.hpp"
#include <cstring>
#include <deque>
#include <map>
#include <sys/mman.h>
#include <vector>

namespace pretend {
namespace {
constexpr size_t page = 4096;
constexpr unsigned char canary = 0xA5;
// What nobody has written: a NaN as a half, a bfloat16, a float and a double, and no number that a kernel is likely to write.
constexpr unsigned char nobody[2] = {0xF7, 0xFF};

void fill_with_nan(uintptr_t lo, size_t size) {
    for (size_t i = 0; i < size; i++) ((unsigned char*)lo)[i] = nobody[i & 1];
}
// Freed mappings kept inaccessible; the oldest of more are given back.
constexpr size_t most_freed = 8192;

std::map<uintptr_t, Buffer*>& buffers() {
    static auto* all = new std::map<uintptr_t, Buffer*>;
    return *all;
}
std::deque<Buffer*> freed;
size_t used = 0;
unsigned long serials = 0;

size_t round_up(size_t n, size_t to) { return (n + to - 1) / to * to; }

void* map_lazily(size_t size) {
    void* p = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return p == MAP_FAILED ? nullptr : p;
}
size_t cells_bytes(const Buffer* b) { return (b->size / cell_bytes + 1) * sizeof(Cell); }
}  // namespace

size_t used_memory() { return used; }
size_t total_memory() { return (size_t)setting("PRETEND_GPU_MEMORY", 16LL << 30); }

Buffer* make_buffer(size_t size, Kind kind, const char* name, unsigned element) {
    if (kind != Kind::Shared && used + size > total_memory()) return nullptr;
    size_t body = round_up(size, 16), pages = round_up(body, page), whole = pages + 2 * page;
    void* map = mmap(nullptr, whole, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (map == MAP_FAILED) return nullptr;
    uintptr_t inside = (uintptr_t)map + page;
    if (mprotect((void*)inside, pages, PROT_READ | PROT_WRITE) != 0) {
        munmap(map, whole);
        return nullptr;
    }
    auto* b = new Buffer;
    b->map_lo = (uintptr_t)map;
    b->map_size = whole;
    b->lo = inside + pages - body;
    b->size = size;
    b->kind = kind;
    b->name = name;
    b->element = element;
    b->serial = ++serials;
    b->cells = (Cell*)map_lazily(cells_bytes(b));
    b->valid = (uint8_t*)map_lazily(size + 16);
    if (!b->cells || !b->valid) return nullptr;
    memset((void*)inside, canary, b->lo - inside);
    fill_with_nan(b->lo, size);
    memset((void*)b->hi(), canary, body - size);
    buffers()[b->map_lo] = b;
    if (kind != Kind::Shared) used += size;
    return b;
}

void drop_buffer(Buffer* b) {
    if (b->kind != Kind::Shared) used -= b->size;
    b->live = false;
    // A fresh mapping in the old one's stead gives the memory back and keeps the addresses taken.
    mmap((void*)b->map_lo, b->map_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
    munmap(b->cells, cells_bytes(b));
    munmap(b->valid, b->size + 16);
    b->cells = nullptr;
    b->valid = nullptr;
    freed.push_back(b);
    if (freed.size() > most_freed) {
        Buffer* oldest = freed.front();
        freed.pop_front();
        munmap((void*)oldest->map_lo, oldest->map_size);
        buffers().erase(oldest->map_lo);
        delete oldest;
    }
}

void poison(Buffer* b) {
    fill_with_nan(b->lo, b->size);
    memset(b->valid, 0, b->size);
}

Buffer* buffer_at(uintptr_t address) {
    auto after = buffers().upper_bound(address);
    if (after == buffers().begin()) return nullptr;
    Buffer* b = std::prev(after)->second;
    return address - b->map_lo < b->map_size ? b : nullptr;
}

Buffer* buffer_from(uintptr_t address) {
    Buffer* b = buffer_at(address);
    return b && b->live && b->lo == address && b->kind != Kind::Shared ? b : nullptr;
}

static std::vector<std::pair<uintptr_t, uintptr_t>> allowed;
void allow_range(uintptr_t lo, uintptr_t hi) { allowed.emplace_back(lo, hi); }

bool check_range(const char* call, const char* what, uintptr_t address, size_t size) {
    if (size == 0) return true;
    Buffer* b = buffer_at(address);
    if (b && b->live && address >= b->lo && size <= b->size && address - b->lo <= b->size - size) return true;
    for (auto [lo, hi] : allowed)
        if (address >= lo && address + size <= hi) return true;
    say("%s: %s of %zu bytes lies outside a live buffer: %s", call, what, size, describe(address, size).c_str());
    return false;
}

void mark_written(uintptr_t address, size_t size) {
    Buffer* b = buffer_at(address);
    if (size > 0 && b && b->valid) memset(b->valid + (address - b->lo), 1, size);
}

bool is_unwritten(Buffer* b, size_t offset, size_t size) {
    bool all_written = true;
    for (size_t i = offset; i < offset + size; i++) {
        if (b->valid[i]) continue;
        all_written = false;
        if (*(unsigned char*)(b->lo + i) == nobody[i & 1]) continue;
        memset(b->valid + offset, 1, size);
        return false;
    }
    return !all_written;
}

long first_unwritten(uintptr_t address, size_t count, size_t element) {
    Buffer* b = buffer_at(address);
    if (count == 0 || !b || !b->valid) return -1;
    size_t start = address - b->lo, end = start + count * element;
    for (size_t at = start; at < end; at += element) {
        auto* found = (uint8_t*)memchr(b->valid + at, 0, end - at);
        if (!found) return -1;
        at = start + (found - b->valid - start) / element * element;
        if (is_unwritten(b, at, element)) return (long)((at - start) / element);
    }
    return -1;
}

bool check_canaries(const char* after) {
    for (auto& [_, b] : buffers()) {
        if (!b->live) continue;
        uintptr_t first = b->map_lo + page, last = b->map_lo + b->map_size - page;
        for (uintptr_t p = first; p < last; p++) {
            if (p == b->lo) p = b->hi();
            if (p >= last || *(unsigned char*)p == canary) continue;
            say("after %s: somebody wrote past a buffer: %s", after, describe(p, 1).c_str());
            return false;
        }
    }
    return true;
}

std::string describe(uintptr_t address, size_t size) {
    char text[400];
    Buffer* b = buffer_at(address);
    if (!b) {
        snprintf(text, sizeof text, "address %#lx is no device memory%s", (unsigned long)address,
                 address < page ? " (a null pointer)" : " (a pointer of the host?)");
        return text;
    }
    std::string who = b->kind == Kind::Shared ? std::string("shared array ") + b->name
                                              : "buffer " + std::to_string(b->serial) + (b->live ? "" : ", which was freed,");
    if (address >= b->lo && address < b->hi())
        snprintf(text, sizeof text, "bytes %zu to %zu of %s (%zu bytes)", address - b->lo, address - b->lo + size, who.c_str(), b->size);
    else if (address >= b->hi())
        snprintf(text, sizeof text, "%zu bytes past the end of %s (%zu bytes)", address - b->hi(), who.c_str(), b->size);
    else
        snprintf(text, sizeof text, "%zu bytes before the start of %s (%zu bytes)", b->lo - address, who.c_str(), b->size);
    return text;
}

}  // namespace pretend

// For the program that launches one kernel (run/run.cpp).
extern "C" __attribute__((visibility("default"))) long pretend_first_unwritten(uint64_t address, size_t count, size_t element) {
    return pretend::first_unwritten(address, count, element);
}
