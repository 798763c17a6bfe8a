// Modules and their functions.
#include "kernel.hpp"
#include "compile.hpp"
#include "capture.hpp"
#include <algorithm>
#include <cstring>
#include <dlfcn.h>
#include <fstream>
#include <iterator>
#include <link.h>

namespace pretend {
namespace {
// Where the shared object that holds `symbol` lies in memory.
void find_image(Module* m, const void* symbol) {
    struct Search {
        uintptr_t address, lo, hi;
    } search{(uintptr_t)symbol, 0, 0};
    dl_iterate_phdr(
        [](dl_phdr_info* info, size_t, void* data) {
            auto& s = *(Search*)data;
            uintptr_t lo = UINTPTR_MAX, hi = 0;
            for (int i = 0; i < info->dlpi_phnum; i++) {
                auto& segment = info->dlpi_phdr[i];
                if (segment.p_type != PT_LOAD) continue;
                lo = std::min<uintptr_t>(lo, info->dlpi_addr + segment.p_vaddr);
                hi = std::max<uintptr_t>(hi, info->dlpi_addr + segment.p_vaddr + segment.p_memsz);
            }
            if (s.address < lo || s.address >= hi) return 0;
            s.lo = lo, s.hi = hi;
            return 1;
        },
        &search);
    m->image_lo = search.lo;
    m->image_hi = search.hi;
}

int load(void** module, const char* image) {
    Compiled compiled;
    if (!read_image(image, compiled)) {
        say("cuModuleLoadData: this is not what the pretend compiler makes");
        return InvalidPtx;
    }
    if (setting("PRETEND_GPU_DRIVER", 13000) < 13000) return UnsupportedPtxVersion;
    if (compile(compiled) != 0) {
        say("cuModuleLoadData: %s", compiled.log.c_str());
        return InvalidPtx;
    }
    auto* m = new Module;
    m->handle = dlopen(compiled.path.c_str(), RTLD_NOW | RTLD_LOCAL);
    auto* entries = m->handle ? (const Entry*)dlsym(m->handle, "pretend_entries") : nullptr;
    if (!entries) {
        say("cuModuleLoadData: %s", dlerror());
        delete m;
        return InvalidPtx;
    }
    find_image(m, entries);
    allow_range(m->image_lo, m->image_hi);
    for (auto* entry = entries; entry->name; entry++) {
        auto* f = new Function;
        f->entry = *entry;
        f->module = m;
        m->functions.push_back(f);
    }
    *module = m;
    return Success;
}
}  // namespace
}  // namespace pretend

using namespace pretend;

API cuModuleLoadData(void** module, const void* image) {
    ENTER();
    REFUSE_IN_CAPTURE("cuModuleLoadData", nullptr, true);
    return load(module, (const char*)image);
}
API cuModuleLoadDataEx(void** module, const void* image, unsigned, void*, void**) { return cuModuleLoadData(module, image); }
API cuModuleLoad(void** module, const char* name) {
    ENTER();
    std::ifstream file(name);
    if (!file) return FileNotFound;
    std::string text((std::istreambuf_iterator<char>(file)), {});
    return load(module, text.c_str());
}
// The compiled text stays in memory: a graph may still launch a function of it.
API cuModuleUnload(void*) {
    ENTER();
    return Success;
}
API cuModuleGetFunction(void** function, void* module, const char* name) {
    ENTER();
    for (Function* f : ((Module*)module)->functions)
        if (strcmp(f->entry.name, name) == 0) return *function = f, Success;
    say("cuModuleGetFunction: no kernel %s with `extern \"C\"` in this module", name);
    return NotFound;
}
API cuModuleGetGlobal_v2(uint64_t* p, size_t* size, void* module, const char* name) {
    ENTER();
    Dl_info info;
    ElfW(Sym)* symbol = nullptr;
    void* found = dlsym(((Module*)module)->handle, name);
    if (!found || !dladdr1(found, &info, (void**)&symbol, RTLD_DL_SYMENT) || !symbol) return NotFound;
    if (p) *p = (uint64_t)found;
    if (size) *size = symbol->st_size;
    return Success;
}
API cuFuncGetName(const char** name, void* f) {
    *name = ((Function*)f)->entry.name;
    return Success;
}
API cuFuncGetAttribute(int* value, int which, void* handle) {
    ENTER();
    auto* f = (Function*)handle;
    switch (which) {
        case 0: *value = (int)f->entry.max_threads; return Success;
        case 1: *value = (int)f->static_shared; return Success;
        case 2: case 3: case 7: case 9: *value = 0; return Success;
        case 4: *value = 32; return Success;
        case 5: case 6: *value = 90; return Success;
        case 8: *value = f->max_dynamic_shared; return Success;
        default: return InvalidValue;
    }
}
API cuFuncSetAttribute(void* handle, int which, int value) {
    ENTER();
    auto* f = (Function*)handle;
    if (which == 9) return value >= -1 && value <= 100 ? Success : InvalidValue;
    if (which != 8) return InvalidValue;
    if (value < 0 || (size_t)value + f->static_shared > 227 * 1024) return InvalidValue;
    f->max_dynamic_shared = value;
    return Success;
}
API cuFuncSetCacheConfig(void*, int) { return Success; }

// --- occupancy: by threads, blocks and shared memory; registers are not known here

static int blocks_that_fit(Function* f, int threads, size_t shared) {
    if (threads <= 0 || threads > (int)f->entry.max_threads) return 0;
    size_t by_threads = 2048 / ((threads + 31) / 32 * 32);
    size_t by_shared = 228 * 1024 / (shared + f->static_shared + 1024);
    return (int)std::min({by_threads, by_shared, (size_t)32});
}
API cuOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, void* f, int threads, size_t shared) {
    ENTER();
    if (threads <= 0) return InvalidValue;
    *blocks = blocks_that_fit((Function*)f, threads, shared);
    return Success;
}
API cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, void* f, int threads, size_t shared, unsigned) {
    return cuOccupancyMaxActiveBlocksPerMultiprocessor(blocks, f, threads, shared);
}
API cuOccupancyMaxPotentialBlockSize(int* grid, int* block, void* handle, size_t (*shared_of)(int), size_t shared, int limit) {
    ENTER();
    auto* f = (Function*)handle;
    int best = 0;
    int most = std::min(limit > 0 ? limit : 1024, (int)f->entry.max_threads);
    for (int threads = most / 32 * 32; threads >= 32; threads -= 32) {
        int blocks = blocks_that_fit(f, threads, shared_of ? shared_of(threads) : shared);
        if (blocks * threads > best) best = blocks * threads, *block = threads, *grid = blocks * 4;
    }
    return best > 0 ? Success : InvalidValue;
}
API cuOccupancyMaxPotentialBlockSizeWithFlags(int* grid, int* block, void* f, size_t (*shared_of)(int), size_t shared, int limit, unsigned) {
    return cuOccupancyMaxPotentialBlockSize(grid, block, f, shared_of, shared, limit);
}
API cuOccupancyAvailableDynamicSMemPerBlock(size_t* bytes, void* handle, int blocks, int) {
    ENTER();
    auto* f = (Function*)handle;
    if (blocks <= 0) return InvalidValue;
    size_t each = 228 * 1024 / blocks, taken = f->static_shared + 1024;
    *bytes = std::min<size_t>(each > taken ? each - taken : 0, 227 * 1024 - f->static_shared);
    return Success;
}
