// What is said of a fault inside a kernel.
#include "schedule.hpp"
#include <cstdarg>
#include <dlfcn.h>

extern "C" pretend::Dim pretend_block_index;

namespace pretend {
std::string thread_name(unsigned thread) {
    Dim b = launch->block;
    char text[64];
    snprintf(text, sizeof text, "thread (%u, %u, %u)", thread % b.x, thread / b.x % b.y, thread / b.x / b.y);
    return text;
}

std::string line_of(const void* where) {
    Dl_info info;
    if (!where || !dladdr(where, &info)) return "";
    char command[600], text[600] = "";
    // The call's own line: one byte before where it returns to.
    snprintf(command, sizeof command, "addr2line -e '%s' %#lx 2>/dev/null", info.dli_fname, (unsigned long)((const char*)where - (const char*)info.dli_fbase) - 1);
    if (FILE* pipe = popen(command, "r")) {
        if (!fgets(text, sizeof text, pipe)) text[0] = 0;
        pclose(pipe);
    }
    std::string found = text;
    auto colon = found.rfind(':');
    if (colon == std::string::npos || found[colon + 1] < '1' || found[colon + 1] > '9') return "";
    return " in line " + std::to_string(atoi(found.c_str() + colon + 1));
}

void report(const void* where, const char* text) {
    Dim at = pretend_block_index, n = launch->grid, b = launch->block;
    std::string thread = thread_name(running) + line_of(where);
    say("kernel %s, block (%u, %u, %u), %s: %s\n  (grid (%u, %u, %u), blocks of (%u, %u, %u), PRETEND_GPU_SEED=%llu)", launch->function->entry.name, at.x, at.y, at.z, thread.c_str(), text, n.x,
        n.y, n.z, b.x, b.y, b.z, seed());
}

void fault(int code, const void* where, const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char text[3000];
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    report(where, text);
    leave_launch(code);
}
}  // namespace pretend
