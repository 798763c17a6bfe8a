// Work that a stream has been asked for and has perhaps not done yet.
#pragma once
#include "common.hpp"
#include <deque>
#include <functional>
#include <memory>

namespace pretend {

// A piece of work: gives back a code of the driver.
using Work = std::function<int()>;
struct Queue;

// Where a stream stood when an event was recorded: passed when as much of its work is done.
struct Point {
    std::shared_ptr<Queue> queue;
    unsigned long long number = 0;
    bool passed() const;
};

struct Task {
    Work work;    // null: nothing but the wait
    Point after;  // what must be done before
};

// A stream's work. A program with one stream sees its work done at once. Two streams of which one has waited for the other are
// late: their work is done at any time from the call on, in any order that the events between them allow, and at the latest
// when the host waits for it. PRETEND_GPU_LATE=0 lets no stream be late.
struct Queue : std::enable_shared_from_this<Queue> {
    bool late = false;
    std::deque<Task> tasks;
    unsigned long long asked = 0, done = 0;

    // Does the work now, or at some later time.
    int submit(Work work);
    // Lets what comes after wait for this point of another stream.
    int wait(const Point& point);
    Point now() { return {shared_from_this(), asked}; }
};

// Does what is left to do until there.
void reach(const Point& point);
// The work of every late stream.
void reach_everything();

}  // namespace pretend
