// Meetings of threads: barriers of the block, exchanges within a warp. A meeting's line tells it from another.
#pragma once

extern "C" int pretend_block_barrier(int line, int operation, int predicate);
extern "C" void pretend_warp_exchange(int line, int operation, unsigned mask, int lane, const void* value, void* result, unsigned size);
extern "C" unsigned pretend_active_mask();
extern "C" void pretend_fence();

namespace pretend {
// As in host/schedule.hpp.
enum Operation { Barrier, BarrierOr, BarrierAnd, BarrierCount, SyncWarp, Shuffle, Ballot, Match, MatchAll, Add, Min, Max, UnsignedMin, UnsignedMax, And, Or, Xor };

PRETEND_UNCHECKED inline int own_lane() { return int((threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z)) % 32); }

template <class T> PRETEND_UNCHECKED T exchange(int line, Operation operation, unsigned mask, int lane, T value) {
    static_assert(sizeof(T) <= 16, "a warp exchanges values of 16 bytes at most");
    T result;
    pretend_warp_exchange(line, operation, mask, lane, &value, &result, sizeof(T));
    return result;
}

// The lane that a shuffle reads within groups of `width` lanes; -1: the thread's own, since there is no such lane.
inline int shuffle_index(int from, int width) { return own_lane() / width * width + (from & (width - 1)); }
inline int shuffle_up(int delta, int width) { return own_lane() % width < delta ? -1 : own_lane() - delta; }
inline int shuffle_down(int delta, int width) { return own_lane() % width + delta >= width ? -1 : own_lane() + delta; }
inline int shuffle_xor(int mask, int width) {
    int to = own_lane() ^ mask;
    return to / width > own_lane() / width ? -1 : to;
}

template <class T> T shfl(int line, unsigned mask, T value, int from, int width = 32) { return exchange(line, Shuffle, mask, shuffle_index(from, width), value); }
template <class T> T shfl_up(int line, unsigned mask, T value, unsigned delta, int width = 32) { return exchange(line, Shuffle, mask, shuffle_up((int)delta, width), value); }
template <class T> T shfl_down(int line, unsigned mask, T value, unsigned delta, int width = 32) { return exchange(line, Shuffle, mask, shuffle_down((int)delta, width), value); }
template <class T> T shfl_xor(int line, unsigned mask, T value, int with, int width = 32) { return exchange(line, Shuffle, mask, shuffle_xor(with, width), value); }

inline unsigned ballot(int line, unsigned mask, int predicate) { return exchange<unsigned>(line, Ballot, mask, 0, predicate != 0); }
inline void sync_warp(int line, unsigned mask = 0xffffffffu) { exchange<unsigned>(line, SyncWarp, mask, 0, 0u); }
template <class T> unsigned match_any(int line, unsigned mask, T value) {
    unsigned long long bits = 0, result;
    __builtin_memcpy(&bits, &value, sizeof value);
    result = exchange(line, Match, mask, 0, bits);
    return (unsigned)result;
}
template <class T> unsigned match_all(int line, unsigned mask, T value, int* all) {
    unsigned long long bits = 0;
    __builtin_memcpy(&bits, &value, sizeof value);
    unsigned result = (unsigned)exchange(line, MatchAll, mask, 0, bits);
    *all = result != 0;
    return result;
}
inline unsigned reduce_add(int line, unsigned mask, unsigned value) { return exchange(line, Add, mask, 0, value); }
inline int reduce_add(int line, unsigned mask, int value) { return exchange(line, Add, mask, 0, value); }
inline unsigned reduce_min(int line, unsigned mask, unsigned value) { return exchange(line, UnsignedMin, mask, 0, value); }
inline int reduce_min(int line, unsigned mask, int value) { return exchange(line, Min, mask, 0, value); }
inline unsigned reduce_max(int line, unsigned mask, unsigned value) { return exchange(line, UnsignedMax, mask, 0, value); }
inline int reduce_max(int line, unsigned mask, int value) { return exchange(line, Max, mask, 0, value); }
inline unsigned reduce_bits(int line, Operation operation, unsigned mask, unsigned value) { return exchange(line, operation, mask, 0, value); }
}  // namespace pretend

// No macro, so that the compiler's words about a line before it, such as one without a semicolon, name that line.
inline void __syncthreads(int line = __builtin_LINE()) { (void)pretend_block_barrier(line, pretend::Barrier, 0); }
#define __syncthreads_or(predicate) pretend_block_barrier(__LINE__, pretend::BarrierOr, (predicate) != 0)
#define __syncthreads_and(predicate) pretend_block_barrier(__LINE__, pretend::BarrierAnd, (predicate) != 0)
#define __syncthreads_count(predicate) pretend_block_barrier(__LINE__, pretend::BarrierCount, (predicate) != 0)
#define __syncwarp(...) pretend::sync_warp(__LINE__ __VA_OPT__(, ) __VA_ARGS__)
#define __shfl_sync(...) pretend::shfl(__LINE__, __VA_ARGS__)
#define __shfl_up_sync(...) pretend::shfl_up(__LINE__, __VA_ARGS__)
#define __shfl_down_sync(...) pretend::shfl_down(__LINE__, __VA_ARGS__)
#define __shfl_xor_sync(...) pretend::shfl_xor(__LINE__, __VA_ARGS__)
#define __ballot_sync(mask, predicate) pretend::ballot(__LINE__, mask, (predicate) != 0)
#define __any_sync(mask, predicate) (pretend::ballot(__LINE__, mask, (predicate) != 0) != 0)
#define __all_sync(mask, predicate) (pretend::ballot(__LINE__, mask, (predicate) == 0) == 0)
#define __match_any_sync(mask, value) pretend::match_any(__LINE__, mask, value)
#define __match_all_sync(mask, value, all) pretend::match_all(__LINE__, mask, value, all)
#define __reduce_add_sync(mask, value) pretend::reduce_add(__LINE__, mask, value)
#define __reduce_min_sync(mask, value) pretend::reduce_min(__LINE__, mask, value)
#define __reduce_max_sync(mask, value) pretend::reduce_max(__LINE__, mask, value)
#define __reduce_and_sync(mask, value) pretend::reduce_bits(__LINE__, pretend::And, mask, value)
#define __reduce_or_sync(mask, value) pretend::reduce_bits(__LINE__, pretend::Or, mask, value)
#define __reduce_xor_sync(mask, value) pretend::reduce_bits(__LINE__, pretend::Xor, mask, value)
#define __activemask() pretend_active_mask()
#define __threadfence() pretend_fence()
#define __threadfence_system() pretend_fence()
#define __threadfence_block() ((void)0)
