// Where threads meet: barriers of the block, exchanges of a warp.
#include "schedule.hpp"
#include <algorithm>
#include <cstring>

extern "C" void pretend_wait();

namespace pretend {
namespace {
const char* name_of(Operation operation) {
    static const char* const names[] = {
        "__syncthreads", "__syncthreads_or", "__syncthreads_and", "__syncthreads_count", "__syncwarp", "a shuffle", "a vote",
        "__match_any_sync", "__match_all_sync", "__reduce_add_sync", "__reduce_min_sync", "__reduce_max_sync", "__reduce_min_sync",
        "__reduce_max_sync", "__reduce_and_sync", "__reduce_or_sync", "__reduce_xor_sync",
    };
    return names[operation];
}

// "12 threads (the first: thread (3, 0, 0)) wait at __syncthreads, line 8; …"
std::string where_everyone_is() {
    std::string text;
    std::vector<bool> told(threads.size());
    size_t done = std::count_if(threads.begin(), threads.end(), [](auto& t) { return t.state == State::Done; });
    for (size_t i = 0; i < threads.size(); i++) {
        if (told[i] || threads[i].state == State::Done) continue;
        size_t count = 0;
        for (size_t j = i; j < threads.size(); j++)
            if (threads[j].state != State::Done && threads[j].line == threads[i].line && threads[j].operation == threads[i].operation) told[j] = true, count++;
        text += std::to_string(count) + " of " + std::to_string(threads.size()) + " threads (the first: " + thread_name((unsigned)i) + ") wait at " + name_of(threads[i].operation) +
                " in line " + std::to_string(threads[i].line) + "; ";
    }
    return text + std::to_string(done) + " have returned";
}

void settle_block(std::vector<unsigned>& ready) {
    Thread& first = threads[0];
    unsigned long long count = 0;
    for (size_t i = 0; i < threads.size(); i++) {
        running = (unsigned)i;
        if (threads[i].line != first.line || threads[i].operation != first.operation)
            fault(LaunchFailed, nullptr, "the block's threads meet at different barriers: %s", where_everyone_is().c_str());
        count += threads[i].value[0] != 0;
    }
    unsigned long long result = first.operation == OpBarrierOr ? count > 0 : first.operation == OpBarrierAnd ? count == threads.size() : count;
    for (size_t i = 0; i < threads.size(); i++) {
        threads[i].result[0] = result;
        threads[i].interval++;
        ready.push_back((unsigned)i);
    }
}

unsigned long long reduce(Operation operation, unsigned long long a, unsigned long long b) {
    int x = (int)a, y = (int)b;
    unsigned u = (unsigned)a, v = (unsigned)b;
    switch (operation) {
        case OpAdd: return u + v;
        case OpMin: return (unsigned)std::min(x, y);
        case OpMax: return (unsigned)std::max(x, y);
        case OpUnsignedMin: return std::min(u, v);
        case OpUnsignedMax: return std::max(u, v);
        case OpAnd: return u & v;
        case OpOr: return u | v;
        default: return u ^ v;
    }
}

// Gives each lane of the mask its result; `base` is the number of the warp's first thread.
void exchange(unsigned base, unsigned mask, Operation operation) {
    unsigned ballot = 0;
    unsigned long long total = 0;
    bool begun = false, all_equal = true;
    uint16_t clocks[32] = {};
    for (unsigned lane = 0; lane < 32; lane++) {
        if (!(mask >> lane & 1)) continue;
        Thread& t = threads[base + lane];
        if (t.value[0]) ballot |= 1u << lane;
        if (begun && operation >= OpAdd) total = reduce(operation, total, t.value[0]);
        if (!begun) total = t.value[0], begun = true;
        all_equal = all_equal && t.value[0] == threads[base + __builtin_ctz(mask)].value[0];
        for (int i = 0; i < 32; i++) clocks[i] = std::max(clocks[i], t.clocks[i]);
    }
    for (unsigned lane = 0; lane < 32; lane++) {
        if (!(mask >> lane & 1)) continue;
        Thread& t = threads[base + lane];
        unsigned same = 0;
        switch (operation) {
            case OpSyncWarp: break;
            case OpShuffle: {
                unsigned from = t.lane < 0 ? lane : (unsigned)t.lane;
                running = base + lane;
                if (!(mask >> from & 1))
                    fault(LaunchFailed, nullptr, "a shuffle in line %d reads lane %u, which its mask %#x does not name", t.line, from, mask);
                memcpy(t.result, threads[base + from].value, sizeof t.result);
                break;
            }
            case OpBallot: t.result[0] = ballot; break;
            case OpMatch:
                for (unsigned other = 0; other < 32; other++)
                    if ((mask >> other & 1) && threads[base + other].value[0] == t.value[0]) same |= 1u << other;
                t.result[0] = same;
                break;
            case OpMatchAll: t.result[0] = all_equal ? mask : 0; break;
            default: t.result[0] = total;
        }
        // Only __syncwarp orders what the lanes did in memory.
        if (operation == OpSyncWarp) {
            uint16_t own = t.clocks[lane];
            memcpy(t.clocks, clocks, sizeof clocks);
            t.clocks[lane] = own + 1;
        }
    }
    if (operation == OpSyncWarp)
        for (unsigned lane = 0; lane < 32; lane++)
            if (mask >> lane & 1)
                for (unsigned other = 0; other < 32; other++)
                    if (mask >> other & 1) threads[base + other].clocks[lane] = threads[base + lane].clocks[lane];
}

void settle_warp(unsigned base, std::vector<unsigned>& ready) {
    unsigned lanes = (unsigned)std::min<size_t>(32, threads.size() - base), settled = 0;
    for (unsigned lane = 0; lane < lanes; lane++) {
        Thread& t = threads[base + lane];
        if (t.state != State::AtWarp || (settled >> lane & 1)) continue;
        running = base + lane;
        if (!(t.mask >> lane & 1)) fault(LaunchFailed, nullptr, "%s in line %d: its mask %#x does not name the thread's own lane %u", name_of(t.operation), t.line, t.mask, lane);
        bool complete = true;
        for (unsigned other = 0; other < 32 && complete; other++) {
            if (!(t.mask >> other & 1)) continue;
            if (other >= lanes || threads[base + other].state == State::Done)
                fault(LaunchFailed, nullptr, "%s in line %d: its mask %#x names lane %u, which %s", name_of(t.operation), t.line, t.mask, other, other >= lanes ? "the block does not have" : "has returned");
            Thread& o = threads[base + other];
            complete = o.state == State::AtWarp && o.mask == t.mask && o.operation == t.operation;
        }
        if (!complete) continue;
        exchange(base, t.mask, t.operation);
        settled |= t.mask;
    }
    for (unsigned lane = 0; lane < lanes; lane++)
        if (settled >> lane & 1) ready.push_back(base + lane);
}
}  // namespace

void settle(std::vector<unsigned>& ready) {
    size_t at_block = 0, done = 0;
    for (auto& t : threads) at_block += t.state == State::AtBlock, done += t.state == State::Done;
    if (done == threads.size()) return;
    if (at_block == threads.size()) return settle_block(ready);
    for (size_t base = 0; base < threads.size(); base += 32) settle_warp((unsigned)base, ready);
    if (!ready.empty()) return;
    for (size_t i = 0; i < threads.size(); i++)
        if (threads[i].state != State::Done) running = (unsigned)i;
    if (at_block > 0 && at_block + done == threads.size())
        fault(LaunchFailed, nullptr, "a barrier that not all threads of the block reach: %s", where_everyone_is().c_str());
    fault(LaunchFailed, nullptr, "threads wait for ever: %s", where_everyone_is().c_str());
}
}  // namespace pretend

// --- what the kernel calls

using namespace pretend;
#define FROM_KERNEL extern "C" __attribute__((visibility("default")))

FROM_KERNEL int pretend_block_barrier(int line, int operation, int predicate) {
    Thread& t = threads[running];
    t.state = State::AtBlock;
    t.operation = (Operation)operation;
    t.line = line;
    t.value[0] = (unsigned)predicate;
    unsigned self = running;
    pretend_wait();
    return (int)threads[self].result[0];
}

FROM_KERNEL void pretend_warp_exchange(int line, int operation, unsigned mask, int lane, const void* value, void* result, unsigned size) {
    Thread& t = threads[running];
    t.state = State::AtWarp;
    t.operation = (Operation)operation;
    t.line = line;
    t.mask = mask;
    t.lane = lane;
    memset(t.value, 0, sizeof t.value);
    memcpy(t.value, value, size);
    unsigned self = running;
    pretend_wait();
    memcpy(result, threads[self].result, size);
}

FROM_KERNEL unsigned pretend_active_mask() {
    unsigned base = running / 32 * 32, mask = 0;
    for (unsigned lane = 0; lane < 32 && base + lane < threads.size(); lane++)
        if (threads[base + lane].state != State::Done) mask |= 1u << lane;
    return mask;
}
