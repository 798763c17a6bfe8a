// Two threads at one element, at least one of them writing, with nothing between them that orders the two.
#pragma once
#include "schedule.hpp"

namespace pretend {
enum class Access { Read, Write, Atomic };

// Compares an access with those before it and remembers it; reports a race.
void check_race(Buffer* buffer, size_t offset, unsigned size, Access access, const void* where);
// A write that may store what is there already: settled when it has happened.
void settle_pending_write();
extern bool pending_write;
// From a __threadfence on, work of different blocks is taken to be ordered by the kernel's own protocol.
extern bool launch_fenced;
}  // namespace pretend
