// Shared memory: each array is a buffer of its own between guard pages, and nobody has written it when a block begins.
#include "schedule.hpp"
#include <set>

namespace pretend {
// One array as the kernel's text declares it; the kernel keeps the slot (device/shared.hpp).
struct Slot {
    Buffer* buffer;
    uint32_t block;  // in which it was last made ready
};
namespace {
constexpr size_t most_static = 48 * 1024;
std::vector<Buffer*> of_namespaces;

std::set<Slot*>& seen_by(Function* f) {
    static auto* all = new std::vector<std::pair<Function*, std::set<Slot*>>>;
    for (auto& [function, slots] : *all)
        if (function == f) return slots;
    all->emplace_back(f, std::set<Slot*>());
    return all->back().second;
}
}  // namespace

void poison_shared() {
    if (dynamic_shared) poison(dynamic_shared);
    for (Buffer* b : of_namespaces) poison(b);
}
}  // namespace pretend

using namespace pretend;
#define FROM_KERNEL extern "C" __attribute__((visibility("default")))

FROM_KERNEL void* pretend_shared_array(Slot* slot, const char* name, size_t size, size_t element) {
    if (!slot->buffer) {
        slot->buffer = make_buffer(size, Kind::Shared, name, (unsigned)element);
        if (!launch) of_namespaces.push_back(slot->buffer);
    }
    if (launch && slot->block != block_serial) {
        slot->block = block_serial;
        poison(slot->buffer);
        Function* f = launch->function;
        if (seen_by(f).insert(slot).second) f->static_shared += size;
        if (f->static_shared > most_static)
            fault(LaunchOutOfResources, nullptr, "%zu bytes of static shared memory, and %zu at most are allowed (the compiler refuses this for a real target)", f->static_shared, most_static);
    }
    return (void*)slot->buffer->lo;
}

FROM_KERNEL void* pretend_dynamic(const char* name, size_t element) {
    if (!dynamic_shared) return nullptr;
    dynamic_shared->name = name;
    dynamic_shared->element = (unsigned)element;
    return (void*)dynamic_shared->lo;
}
