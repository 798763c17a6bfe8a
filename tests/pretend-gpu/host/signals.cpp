// A fault that no check foresaw: an access of a kernel compiled without checks, or a copy that the compiler made. The guard
// pages turn it into a signal, which ends the launch as any other fault does.
#include "schedule.hpp"
#include <csignal>
#include <sys/mman.h>
#include <unistd.h>

namespace pretend {
namespace {
struct sigaction before;
uintptr_t signalled = 0;

void on_fault(int signal, siginfo_t* info, void* context) {
    uintptr_t address = (uintptr_t)info->si_addr;
    bool ours = launch && (buffer_at(address) || stack_lo != 0);
    if (ours) {
        // The signal stays blocked while its handler runs, and a jump does not end that.
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, signal);
        pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
        // This stack is small: what is to be said is said where the launch began.
        signalled = address;
        leave_launch(IllegalAddress);
    }
    if (before.sa_flags & SA_SIGINFO) return before.sa_sigaction(signal, info, context);
    if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) return before.sa_handler(signal);
    sigaction(SIGSEGV, &before, nullptr);
}
}  // namespace

void report_signal() {
    if (!signalled) return;
    bool stack_is_full = stack_lo - signalled <= 1 << 20;
    report(nullptr, stack_is_full ? "a thread's stack is full (256 KB): endless recursion, or large local arrays?" : ("illegal access: " + describe(signalled, 1)).c_str());
    signalled = 0;
}

void watch_signals() {
    static bool watching = [] {
        struct sigaction action = {};
        action.sa_sigaction = on_fault;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        return sigaction(SIGSEGV, &action, &before) == 0;
    }();
    (void)watching;
    // The handler needs a stack of its own, since a fiber's may be what is full.
    static thread_local bool has_stack = [] {
        stack_t stack;
        if (sigaltstack(nullptr, &stack) == 0 && !(stack.ss_flags & SS_DISABLE)) return true;
        size_t size = 64 << 10;
        stack = {};
        stack.ss_sp = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        stack.ss_size = size;
        return stack.ss_sp != MAP_FAILED && sigaltstack(&stack, nullptr) == 0;
    }();
    (void)has_stack;
}
}  // namespace pretend
