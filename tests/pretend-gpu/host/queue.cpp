// Late streams: which of their work is done when is drawn at random (PRETEND_GPU_SEED).
#include "queue.hpp"
#include <random>
#include <set>

namespace pretend {
unsigned long long seed();

namespace {
// Streams with work to do.
std::set<std::shared_ptr<Queue>> busy;
// Work that a stream keeps at most: real ones are full at about as much.
constexpr size_t most_tasks = 1024;

void run_first(Queue& q) {
    Task task = std::move(q.tasks.front());
    q.tasks.pop_front();
    // An error of work that is done late stays, as a real driver tells it from the next call on.
    if (int code = task.work ? (sticky ? sticky : task.work()) : 0) stay(code);
    q.done++;
    if (q.tasks.empty()) busy.erase(q.shared_from_this());
}

// Does some of the work that may be done now: often none, sometimes much of one stream's.
void do_some() {
    static std::mt19937_64 random(seed());
    for (unsigned steps = (unsigned)(random() % 2 * (random() % 6)); steps > 0 && !busy.empty(); steps--) {
        auto one = busy.begin();
        std::advance(one, random() % busy.size());
        auto queue = *one;
        if (queue->tasks.front().after.passed()) run_first(*queue);
    }
}

int add(Queue& q, Task task) {
    q.asked++;
    q.tasks.push_back(std::move(task));
    busy.insert(q.shared_from_this());
    if (q.tasks.size() > most_tasks) reach({q.shared_from_this(), q.done + 1});
    do_some();
    return sticky;
}
}  // namespace

bool Point::passed() const { return !queue || queue->done >= number; }

void reach(const Point& point) {
    while (!point.passed()) {
        // A wait goes back in time only, so that this comes to an end.
        Point before = point.queue->tasks.front().after;
        reach(before);
        run_first(*point.queue);
    }
}

void reach_everything() {
    while (!busy.empty()) reach((*busy.begin())->now());
}

int Queue::submit(Work work) {
    if (late) return add(*this, {std::move(work), {}});
    asked++;
    int code = work();
    done++;
    return code;
}

int Queue::wait(const Point& point) {
    if (!point.queue || point.queue.get() == this) return Success;
    if (setting("PRETEND_GPU_LATE", 1)) late = point.queue->late = true;
    if (!late) return Success;
    return add(*this, {nullptr, point});
}
}  // namespace pretend
