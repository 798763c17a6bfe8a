// Runs a kernel's blocks one after the other, and a block's threads on fibers: each runs until it has to wait for others.
//
// One fiber takes up thread after thread as long as none of them waits, so that a kernel without a barrier is a plain loop.
// Only a thread that waits keeps its fiber's stack. The order is drawn anew for each block and after each meeting.
#include "schedule.hpp"
#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <random>
#include <sys/mman.h>
#include <ucontext.h>

// Where the kernel reads who it is (device/entry.hpp).
extern "C" {
__attribute__((visibility("default"))) pretend::Dim pretend_thread_index, pretend_block_index, pretend_block_dim, pretend_grid_dim;
}

namespace pretend {
Launch* launch = nullptr;
Buffer* dynamic_shared = nullptr;
std::vector<Thread> threads;
unsigned running = 0;
uint32_t block_serial = 0, first_block = 0;
uintptr_t stack_lo = 0, stack_hi = 0;

struct Fiber {
    jmp_buf here;
    char* stack;
    bool started = false;
    unsigned thread = 0;
};

namespace {
constexpr size_t stack_size = 256 << 10;
jmp_buf home, launch_end;
std::vector<Fiber*> idle;
Fiber* fiber = nullptr;
std::vector<unsigned> order;
size_t next_fresh = 0;
std::vector<void*> argument_pointers;
int fault_code = 0;
bool traced = false;

// Where PRETEND_GPU_TRACE asks for it, says that the running thread's turn ends: "turn BLOCK THREAD LINE", in which line it
// waits, 0 if it has returned.
void end_turn(int line) {
    if (!traced) return;
    Dim g = launch->grid, b = pretend_block_index;
    fprintf(stderr, "turn %llu %u %d\n", ((unsigned long long)b.z * g.y + b.y) * g.x + b.x, running, line);
}

std::mt19937_64& random_order() {
    static std::mt19937_64 engine(seed());
    return engine;
}

// Makes this thread the running one, for the kernel and for the checks.
void become(unsigned thread) {
    running = thread;
    threads[thread].state = State::Running;
    threads[thread].fiber = fiber;
    fiber->thread = thread;
    Dim b = launch->block;
    pretend_thread_index = {thread % b.x, thread / b.x % b.y, thread / b.x / b.y};
}

// What a fiber does: threads that have not begun, one after the other; then it waits for the next block.
void fiber_body() {
    for (;;) {
        while (next_fresh < order.size()) {
            become(order[next_fresh++]);
            launch->function->entry.run(argument_pointers.data());
            finish_checks();
            threads[running].state = State::Done;
            end_turn(0);
        }
        idle.push_back(fiber);
        if (_setjmp(fiber->here) == 0) _longjmp(home, 1);
    }
}

Fiber* take_fiber() {
    if (idle.empty()) {
        auto* fresh = new Fiber;
        size_t guard = 4096;
        char* map = (char*)mmap(nullptr, stack_size + guard, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (map == MAP_FAILED) fault(LaunchOutOfResources, nullptr, "no memory for a thread's stack");
        mprotect(map, guard, PROT_NONE);
        fresh->stack = map + guard;
        idle.push_back(fresh);
    }
    Fiber* taken = idle.back();
    idle.pop_back();
    return taken;
}

// Lets the fiber run until it waits or is done.
void enter(Fiber* into) {
    fiber = into;
    stack_lo = (uintptr_t)into->stack;
    stack_hi = stack_lo + stack_size;
    if (_setjmp(home) != 0) return;
    if (into->started) _longjmp(into->here, 1);
    into->started = true;
    static ucontext_t context;
    getcontext(&context);
    context.uc_stack.ss_sp = into->stack;
    context.uc_stack.ss_size = stack_size;
    context.uc_link = nullptr;
    makecontext(&context, fiber_body, 0);
    setcontext(&context);
}

void run_block() {
    size_t count = threads.size();
    order.resize(count);
    for (size_t i = 0; i < count; i++) {
        order[i] = (unsigned)i;
        threads[i] = {};
    }
    std::shuffle(order.begin(), order.end(), random_order());
    next_fresh = 0;
    static std::vector<unsigned> ready;
    while (next_fresh < count) enter(take_fiber());
    for (;;) {
        ready.clear();
        settle(ready);
        if (ready.empty()) return;
        std::shuffle(ready.begin(), ready.end(), random_order());
        for (unsigned thread : ready) {
            fiber = threads[thread].fiber;
            become(thread);
            enter(fiber);
        }
    }
}
}  // namespace

unsigned long long seed() {
    static unsigned long long value = (unsigned long long)setting("PRETEND_GPU_SEED", 1);
    return value;
}

void leave_launch(int code) {
    fault_code = code;
    _longjmp(launch_end, 1);
}

int run_launch(Launch& what) {
    launch = &what;
    argument_pointers.clear();
    for (auto& argument : what.arguments) argument_pointers.push_back(argument.data());
    dynamic_shared = what.shared ? make_buffer(what.shared, Kind::Shared, "(dynamic)", 1) : nullptr;
    Dim g = what.grid, b = what.block;
    threads.resize((size_t)b.x * b.y * b.z);
    pretend_grid_dim = g;
    pretend_block_dim = b;
    first_block = block_serial + 1;
    reset_checks();
    traced = setting("PRETEND_GPU_TRACE", 0) != 0;
    watch_signals();
    uint64_t blocks = (uint64_t)g.x * g.y * g.z;
    // Blocks in a random order: a step that has no common divisor with their number visits each once.
    uint64_t step = random_order()() % blocks | 1, at = random_order()() % blocks;
    while (std::__gcd(step, blocks) != 1) step++;
    volatile int code = Success;
    if (_setjmp(launch_end) == 0) {
        for (uint64_t i = 0; i < blocks; i++, at = (at + step) % blocks) {
            pretend_block_index = {unsigned(at % g.x), unsigned(at / g.x % g.y), unsigned(at / g.x / g.y)};
            block_serial++;
            poison_shared();
            run_block();
        }
    } else {
        code = fault_code;
        report_signal();
        // Stacks of threads that were waiting are given up; those of the fault's kind end the program's use of the GPU anyway.
        idle.clear();
    }
    if (dynamic_shared) drop_buffer(dynamic_shared);
    dynamic_shared = nullptr;
    launch = nullptr;
    fiber = nullptr;
    stack_lo = stack_hi = 0;
    return code;
}
}  // namespace pretend

// A thread waits: its stack stays as it is, and the next one runs.
extern "C" __attribute__((visibility("default"))) void pretend_wait() {
    using namespace pretend;
    finish_checks();
    end_turn(threads[running].line);
    if (_setjmp(fiber->here) == 0) _longjmp(home, 1);
}
