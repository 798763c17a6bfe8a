// Buffers of the pretend device: each a mapping of its own between two guard pages.
#pragma once
#include "common.hpp"

namespace pretend {

// What is remembered of the last accesses to one element, to find races (see races.cpp).
struct Cell {
    uint32_t write_block, write_interval;
    uint16_t write_clock, write_thread;
    uint32_t read_block, read_interval;
    uint16_t read_clock, read_thread;
    uint16_t other_thread;        // a reader of another warp, or 0xFFFF
    uint8_t write_bytes : 4, read_bytes : 4;  // which of the cell's four bytes
    uint8_t atomic : 1, many : 1; // the write was atomic; several blocks read
    uint32_t read_lanes;          // lanes of the reader's warp that read
};
// Bytes that one cell stands for.
constexpr unsigned cell_bytes = 4;

enum class Kind { Global, Shared, Managed };

struct Buffer {
    uintptr_t lo = 0;          // the first byte
    size_t size = 0;           // bytes that were asked for
    uintptr_t map_lo = 0;      // the mapping, guard pages included
    size_t map_size = 0;
    Kind kind = Kind::Global;
    const char* name = "";     // of a shared array: its name in the kernel
    unsigned element = 4;      // bytes of an element, as far as known
    bool live = true;
    bool graph_owned = false;  // allocated during a capture: stays until the process ends
    unsigned long serial = 0;  // the how-manieth allocation
    Cell* cells = nullptr;     // one for each `cell_bytes`
    uint8_t* valid = nullptr;  // for each byte, whether somebody wrote it

    uintptr_t hi() const { return lo + size; }
};

// A new buffer, filled with a NaN in each floating-point format; null if there is no memory.
Buffer* make_buffer(size_t size, Kind kind, const char* name, unsigned element);
// Makes the buffer's pages inaccessible; its record stays, so that a later access can be explained.
void drop_buffer(Buffer* buffer);
// Fills with NaN and forgets that anybody wrote.
void poison(Buffer* buffer);
// The buffer whose mapping (guard pages included) holds this address, live or freed; null if there is none.
Buffer* buffer_at(uintptr_t address);
// The live buffer that starts at this address.
Buffer* buffer_from(uintptr_t address);
// Whether all of the `size` bytes lie in one live buffer; if not, says why for the call named.
bool check_range(const char* call, const char* what, uintptr_t address, size_t size);
// Variables of a compiled text (`__device__`, `__constant__`) count as memory of the device too.
void allow_range(uintptr_t lo, uintptr_t hi);
// Marks bytes as written, by the host or by a library.
void mark_written(uintptr_t address, size_t size);
// Whether nobody wrote these bytes of a buffer. A write that the compiler did not announce (a structure that a function
// returns) is known by what is there now.
bool is_unwritten(Buffer* buffer, size_t offset, size_t size);
// The first element of the range that nobody wrote, or -1.
long first_unwritten(uintptr_t address, size_t count, size_t element);
// Whether the bytes around each live buffer are as they were; if not, says whose are not.
bool check_canaries(const char* after);
// A sentence about where an address lies.
std::string describe(uintptr_t address, size_t size);
// Bytes in use, and of the whole device.
size_t used_memory();
size_t total_memory();

}  // namespace pretend
