// A block's threads, and where each of them stands.
#pragma once
#include "kernel.hpp"

namespace pretend {

enum class State { Fresh, Running, AtBlock, AtWarp, Done };

// What a thread that waits has asked for. A warp's exchanges are settled when all lanes of the mask have arrived.
enum Operation : int {
    OpBarrier, OpBarrierOr, OpBarrierAnd, OpBarrierCount,  // of the block
    OpSyncWarp, OpShuffle, OpBallot, OpMatch, OpMatchAll, OpAdd, OpMin, OpMax, OpUnsignedMin, OpUnsignedMax, OpAnd, OpOr, OpXor,
};

struct Thread {
    State state;
    Operation operation;
    int line;                 // in the kernel's text
    unsigned mask;            // lanes that take part
    int lane;                 // of a shuffle: whose value is asked for; -1: its own
    unsigned long long value[2], result[2];
    uint32_t interval;        // block barriers passed
    uint16_t clocks[32];      // meetings of the warp that each lane had passed when this thread last met it
    struct Fiber* fiber;
};

// The threads of the running block, and the one that runs now.
extern std::vector<Thread> threads;
extern unsigned running;
// A number for each block ever run, and that of the launch's first block.
extern uint32_t block_serial, first_block;
// The running fiber's stack.
extern uintptr_t stack_lo, stack_hi;

// Settles meetings that are complete and puts their threads into `ready`; reports those that can never be.
void settle(std::vector<unsigned>& ready);
// Each block finds its shared arrays as nobody has written them.
void poison_shared();
// Ends the launch under way with this code.
[[noreturn]] void leave_launch(int code);
// What is checked when a thread stops running (checks.cpp).
void finish_checks();
// Forgets what the checks remember of the last launch.
void reset_checks();
// From now on a signal of a kernel's ends its launch (signals.cpp).
void watch_signals();
// Says what a signal ended, if one did.
void report_signal();
// The seed of the order in which threads run.
unsigned long long seed();

}  // namespace pretend
