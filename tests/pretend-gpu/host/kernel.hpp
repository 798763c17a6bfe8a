// What the compiled kernel and its host side tell each other. The same structures are declared in device/entry.hpp.
#pragma once
#include "memory.hpp"
#include <string>
#include <vector>

namespace pretend {

struct Dim {
    unsigned x, y, z;
};

// What the compiled text says of a kernel.
struct Entry {
    const char* name;
    void (*run)(void** arguments);
    int count;             // of arguments
    const unsigned* sizes; // of each argument, in bytes
    unsigned max_threads;  // of __launch_bounds__, or 1024
};

struct Module {
    void* handle = nullptr;
    uintptr_t image_lo = 0, image_hi = 0;  // where the compiled text lies: its constants and variables
    std::vector<struct Function*> functions;
};

struct Function {
    Entry entry;
    Module* module = nullptr;
    int max_dynamic_shared = 48 * 1024;
    size_t static_shared = 0;  // as far as blocks that ran declared any
};

struct Launch {
    Function* function;
    Dim grid, block;
    unsigned shared;
    std::vector<std::vector<char>> arguments;
    bool cooperative = false;
};

// The launch under way, if any.
extern Launch* launch;
// Where the launch's dynamic shared memory lies; null if it asked for none.
extern Buffer* dynamic_shared;

// Runs all blocks; gives the driver's code.
int run_launch(Launch& launch);

// --- for a fault inside a kernel

// Says what the running thread did wrong.
void report(const void* where, const char* text);
// The same, and ends the launch with this code.
[[noreturn]] void fault(int code, const void* where, const char* format, ...) __attribute__((format(printf, 3, 4)));
// "file kernel, line 12" for an address in the compiled text, or nothing.
std::string line_of(const void* where);
// "thread (3, 0, 0)" for a thread's number in its block.
std::string thread_name(unsigned thread);

}  // namespace pretend
