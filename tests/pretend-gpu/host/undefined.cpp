// What C++ leaves undefined and a card answers with a fault or with garbage: the compiler announces it as it does for its own
// sanitizer of undefined behaviour, and these are the functions that it calls.
#include "schedule.hpp"

namespace {
// As the compiler lays them out.
struct Location {
    const char* file;
    uint32_t line, column;
};
struct Type {
    uint16_t kind, info;
    char name[1];
};
struct Mismatch {
    Location location;
    const Type* type;
    unsigned char log_alignment, kind;
};
struct OutOfBounds {
    Location location;
    const Type *array, *index;
};
struct Overflow {
    Location location;
    const Type* type;
};
}  // namespace

using namespace pretend;
#define FROM_KERNEL extern "C" __attribute__((visibility("default")))

FROM_KERNEL void __ubsan_handle_type_mismatch_v1(Mismatch* data, uintptr_t address) {
    if (!launch) return;
    unsigned alignment = 1u << data->log_alignment;
    if (address < 4096) fault(IllegalAddress, nullptr, "access through a null pointer in line %u", data->location.line);
    fault(MisalignedAddress, nullptr, "misaligned access of a %s in line %u, whose address must be a multiple of %u: %s", data->type->name, data->location.line, alignment, describe(address, alignment).c_str());
}

FROM_KERNEL void __ubsan_handle_out_of_bounds(OutOfBounds* data, uintptr_t index) {
    if (!launch) return;
    // A signed index comes as a number of its own width.
    bool is_signed = data->index->info & 1;
    unsigned bits = 1u << (data->index->info >> 1);
    long long value = is_signed && bits == 32 ? (int)index : (long long)index;
    fault(IllegalAddress, nullptr, "index %lld is outside the array %s in line %u", value, data->array->name, data->location.line);
}

FROM_KERNEL void __ubsan_handle_divrem_overflow(Overflow* data, uintptr_t, uintptr_t) {
    if (launch) fault(LaunchFailed, nullptr, "division by zero, of a %s in line %u", data->type->name, data->location.line);
}
