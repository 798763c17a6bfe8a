// Races, found element by element. An access is ordered before another of the same block if a barrier of the block lies
// between them (`interval`), or, in one warp, a __syncwarp that both took part in (`clocks`). Accesses of different blocks of
// one launch are never ordered. Two atomic accesses are no race, and neither are two writes of the same value.
#include "races.hpp"
#include <cstring>

namespace pretend {
bool pending_write = false;
bool launch_fenced = false;

namespace {
// A write that met another write: a race only if it changes the bytes.
struct {
    Buffer* buffer;
    size_t offset;
    unsigned size;
    unsigned char before[16];
    const void* where;
    unsigned other_thread;
    uint32_t other_block;
    unsigned thread;
} pending;

const char* verb(Access access) { return access == Access::Read ? "reads" : access == Access::Write ? "writes" : "changes (atomically)"; }

[[noreturn]] void report(Buffer* b, size_t offset, const char* now, const char* then, uint32_t other_block, unsigned other_thread, const void* where) {
    std::string who = other_block == block_serial ? thread_name(other_thread) + " of the same block" : "a thread of another block";
    std::string what = b->kind == Kind::Shared ? std::string("shared array ") + b->name : "buffer " + std::to_string(b->serial) + " (" + std::to_string(b->size) + " bytes)";
    fault(LaunchFailed, where, "race on %s, element %zu (byte %zu): this thread %s it, %s %s it, and no barrier orders the two", what.c_str(), offset / b->element, offset, now, who.c_str(), then);
}

// Whether an earlier access is ordered before what the running thread does now.
bool ordered(const Buffer* b, uint32_t block, uint32_t interval, uint16_t clock, unsigned thread, const Thread& me) {
    if (block == block_serial) {
        if (thread == running || interval < me.interval) return true;
        return thread / 32 == running / 32 && me.clocks[thread % 32] > clock;
    }
    return block < first_block || b->kind == Kind::Shared || launch_fenced;
}

void remember_read(Cell& c, const Thread& me, unsigned bytes) {
    uint16_t clock = me.clocks[running % 32];
    bool same_place = c.read_block == block_serial && c.read_interval == me.interval && c.read_bytes == bytes;
    if (!same_place) {
        c.many = c.read_block >= first_block && c.read_block != block_serial;
        c.read_block = block_serial;
        c.read_interval = me.interval;
        c.read_bytes = bytes;
    } else if (c.read_thread / 32 != running / 32) {
        c.other_thread = (uint16_t)running;
        return;
    } else if (clock <= c.read_clock) {
        c.read_lanes |= 1u << running % 32;
        return;
    }
    if (!same_place) c.other_thread = 0xFFFF;
    c.read_thread = (uint16_t)running;
    c.read_clock = clock;
    c.read_lanes = 1u << running % 32;
}

// A reader that the running thread's write is not ordered after; -1 if there is none, -2 if it is of another block.
int unordered_reader(const Buffer* b, const Cell& c, const Thread& me) {
    if (c.read_block == 0 || c.read_block < first_block) return -1;
    if (c.read_block != block_serial || c.many)
        if (b->kind != Kind::Shared && !launch_fenced) return -2;
    if (c.read_block != block_serial || c.read_interval < me.interval) return -1;
    if (c.read_thread / 32 != running / 32) return c.read_thread;
    for (unsigned lane = 0; lane < 32; lane++)
        if ((c.read_lanes >> lane & 1) && lane != running % 32 && me.clocks[lane] <= c.read_clock) return (int)(c.read_thread / 32 * 32 + lane);
    return c.other_thread == 0xFFFF ? -1 : c.other_thread;
}

void check_cell(Buffer* b, Cell& c, size_t offset, unsigned bytes, Access access, const void* where, size_t start, unsigned size) {
    const Thread& me = threads[running];
    bool write_conflict = c.write_block != 0 && (c.write_bytes & bytes) && !(access == Access::Atomic && c.atomic) &&
                          !ordered(b, c.write_block, c.write_interval, c.write_clock, c.write_thread, me);
    if (access == Access::Read) {
        if (write_conflict) report(b, offset, "reads", c.atomic ? "changed (atomically)" : "wrote", c.write_block, c.write_thread, where);
        remember_read(c, me, bytes);
        return;
    }
    if (write_conflict && (c.atomic || access == Access::Atomic)) report(b, offset, verb(access), c.atomic ? "changed (atomically)" : "wrote", c.write_block, c.write_thread, where);
    if (write_conflict && !pending_write) {
        pending_write = true;
        pending = {b, start, size, {}, where, c.write_thread, c.write_block, running};
        memcpy(pending.before, (void*)(b->lo + start), size);
    }
    if (c.read_bytes & bytes)
        if (int reader = unordered_reader(b, c, me); reader != -1)
            report(b, offset, verb(access), "read", reader < 0 ? 0 : block_serial, (unsigned)reader, where);
    c.write_block = block_serial;
    c.write_interval = me.interval;
    c.write_clock = me.clocks[running % 32];
    c.write_thread = (uint16_t)running;
    c.write_bytes = bytes & 15;
    c.atomic = access == Access::Atomic;
}
}  // namespace

void settle_pending_write() {
    pending_write = false;
    if (memcmp(pending.before, (void*)(pending.buffer->lo + pending.offset), pending.size) == 0) return;
    report(pending.buffer, pending.offset, "writes", "wrote", pending.other_block, pending.other_thread, pending.where);
}

void check_race(Buffer* b, size_t offset, unsigned size, Access access, const void* where) {
    for (size_t at = offset, end = offset + size; at < end;) {
        size_t cell = at / cell_bytes, next = (cell + 1) * cell_bytes;
        unsigned bytes = 0;
        size_t first = at;
        for (; at < end && at < next; at++) bytes |= 1u << at % cell_bytes;
        check_cell(b, b->cells[cell], first, bytes, access, where, offset, size > 16 ? 16 : size);
    }
}
}  // namespace pretend
