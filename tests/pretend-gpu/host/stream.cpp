// Streams and events: which capture a stream takes part in, what waits for what, and what a real driver would refuse.
#include "capture.hpp"
#include <chrono>
#include <set>

namespace pretend {
namespace {
Stream legacy{nullptr, true, 0, std::make_shared<Queue>()};
std::set<Capture*> captures;
unsigned long long capture_ids = 0;

struct Event {
    Capture* capture = nullptr;  // recorded in a stream under capture
    bool recorded = false;
    unsigned flags = 0;
    Point point;
    std::chrono::steady_clock::time_point time;
};
std::set<Stream*> streams;
std::set<Event*> events;
bool known(void* event) { return events.count((Event*)event) > 0; }

void forget(Capture* capture) {
    for (Stream* s : streams)
        if (s->capture == capture) s->capture = nullptr;
    for (Event* e : events)
        if (e->capture == capture) e->capture = nullptr, e->recorded = false;
    captures.erase(capture);
    delete capture;
}
}  // namespace

Stream* stream_of(void* handle) {
    static thread_local Stream per_thread;
    if (handle == nullptr || handle == (void*)1) return &legacy;
    if (handle == (void*)2) {
        streams.insert(&per_thread);
        return &per_thread;
    }
    return streams.count((Stream*)handle) ? (Stream*)handle : nullptr;
}

Capture* capture_of(void* handle) {
    Stream* s = stream_of(handle);
    return s ? s->capture : nullptr;
}

int run_or_record(void* handle, Work work) {
    Stream* s = stream_of(handle);
    if (!s) return InvalidHandle;
    if (Capture* c = s->capture) {
        if (c->invalid) return CaptureInvalidated;
        c->graph->nodes.push_back(std::move(work));
        return Success;
    }
    // The legacy stream waits for all others, which a stream under capture cannot be waited for.
    if (s->legacy)
        for (Capture* c : captures)
            if (!(c->origin->flags & 1)) {
                c->invalid = true;
                say("work on the default stream while a blocking stream is being captured");
                return CaptureImplicit;
            }
    // It waits for the blocking streams, and they for it.
    for (Stream* other : streams)
        if (s->legacy && !(other->flags & 1)) reach(other->queue->now());
    if (!(s->flags & 1)) reach(legacy.queue->now());
    return s->queue->submit(std::move(work));
}

int forbidden(const char* call, void* handle, bool any) {
    Capture* found = any ? nullptr : capture_of(handle);
    if (any)
        for (Capture* c : captures)
            // A thread-local capture forbids it to its own thread, a relaxed one to none.
            if (c->mode == 0 || (c->mode == 1 && c->thread == std::this_thread::get_id())) found = c;
    if (!found) return Success;
    found->invalid = true;
    say("%s is not permitted while a stream is being captured; the capture is now invalid", call);
    return CaptureUnsupported;
}
}  // namespace pretend

using namespace pretend;

API cuStreamCreate(void** stream, unsigned flags) {
    ENTER();
    auto* s = new Stream;
    s->flags = flags;
    streams.insert(s);
    *stream = s;
    return Success;
}
API cuStreamCreateWithPriority(void** stream, unsigned flags, int) { return cuStreamCreate(stream, flags); }
API cuStreamDestroy_v2(void* handle) {
    ENTER();
    Stream* s = stream_of(handle);
    if (!s || s->legacy) return InvalidHandle;
    if (s->capture && s->capture->origin == s) forget(s->capture);
    reach(s->queue->now());
    streams.erase(s);
    delete s;
    return Success;
}
API cuStreamSynchronize(void* stream) {
    ENTER();
    if (!stream_of(stream)) return InvalidHandle;
    REFUSE_IN_CAPTURE("cuStreamSynchronize", stream, false);
    reach(stream_of(stream)->queue->now());
    return sticky;
}
API cuStreamQuery(void* stream) {
    ENTER();
    REFUSE_IN_CAPTURE("cuStreamQuery", stream, false);
    Stream* s = stream_of(stream);
    if (!s) return InvalidHandle;
    return s->queue->now().passed() ? Success : NotReady;
}
API cuStreamGetFlags(void* stream, unsigned* flags) {
    ENTER();
    Stream* s = stream_of(stream);
    if (!s) return InvalidHandle;
    *flags = s->flags;
    return Success;
}
API cuStreamWaitEvent(void* stream, void* event, unsigned) {
    ENTER();
    Stream* s = stream_of(stream);
    if (!s || !known(event)) return InvalidHandle;
    auto* e = (Event*)event;
    if (s->capture && e->recorded && !e->capture) {
        s->capture->invalid = true;
        say("a stream that is being captured waits for an event recorded outside the capture");
        return CaptureIsolation;
    }
    if (!e->capture) return s->queue->wait(e->point);
    if (s->capture && s->capture != e->capture) return CaptureIsolation;
    if (!s->capture) {
        if (s->legacy) return CaptureImplicit;
        s->capture = e->capture;
        s->capture->joined++;
    } else if (s == s->capture->origin && s->capture->joined > 0) {
        s->capture->joined--;
    }
    return Success;
}
API cuStreamAttachMemAsync(void*, uint64_t, size_t, unsigned) { return Success; }

API cuEventCreate(void** event, unsigned flags) {
    ENTER();
    auto* e = new Event;
    e->flags = flags;
    events.insert(e);
    *event = e;
    return Success;
}
API cuEventRecord(void* event, void* stream) {
    ENTER();
    Stream* s = stream_of(stream);
    if (!s || !known(event)) return InvalidHandle;
    auto* e = (Event*)event;
    e->capture = s->capture;
    e->recorded = true;
    e->point = s->queue->now();
    e->time = std::chrono::steady_clock::now();
    return Success;
}
API cuEventSynchronize(void* event) {
    ENTER();
    if (!known(event)) return InvalidHandle;
    if (((Event*)event)->capture) return CapturedEvent;
    reach(((Event*)event)->point);
    return sticky;
}
API cuEventQuery(void* event) {
    ENTER();
    if (!known(event)) return InvalidHandle;
    if (((Event*)event)->capture) return CapturedEvent;
    return ((Event*)event)->point.passed() ? Success : NotReady;
}
API cuEventElapsedTime(float* ms, void* from, void* to) {
    ENTER();
    if (!known(from) || !known(to)) return InvalidHandle;
    auto *a = (Event*)from, *b = (Event*)to;
    // Events without time (flag 2) and events never recorded have nothing to say.
    if (((a->flags | b->flags) & 2) || !a->recorded || !b->recorded) return InvalidHandle;
    *ms = std::chrono::duration<float, std::milli>(b->time - a->time).count();
    return Success;
}
API cuEventElapsedTime_v2(float* ms, void* from, void* to) { return cuEventElapsedTime(ms, from, to); }
API cuEventDestroy_v2(void* event) {
    ENTER();
    if (!known(event)) return InvalidHandle;
    events.erase((Event*)event);
    delete (Event*)event;
    return Success;
}

API cuStreamBeginCapture_v2(void* handle, int mode) {
    ENTER();
    Stream* s = stream_of(handle);
    if (!s) return InvalidHandle;
    if (s->legacy) {
        say("the default stream cannot be captured");
        return CaptureUnsupported;
    }
    if (s->capture) return InvalidValue;
    auto* c = new Capture;
    c->origin = s;
    c->mode = mode;
    c->id = ++capture_ids;
    s->capture = c;
    captures.insert(c);
    return Success;
}
API cuStreamEndCapture(void* handle, void** graph) {
    ENTER();
    *graph = nullptr;
    Stream* s = stream_of(handle);
    if (!s) return InvalidHandle;
    Capture* c = s->capture;
    if (!c) return InvalidValue;
    if (c->origin != s) return CaptureUnmatched;
    int code = c->invalid ? CaptureInvalidated : c->joined > 0 ? CaptureUnjoined : Success;
    if (code == Success) *graph = c->graph.release();
    forget(c);
    return code;
}
API cuStreamIsCapturing(void* handle, int* status) {
    ENTER();
    Stream* s = stream_of(handle);
    if (!s) return InvalidHandle;
    *status = !s->capture ? 0 : s->capture->invalid ? 2 : 1;
    return Success;
}
API cuStreamGetCaptureInfo_v3(void* handle, int* status, unsigned long long* id, void** graph, void** nodes, void** edges, size_t* count) {
    ENTER();
    if (int code = cuStreamIsCapturing(handle, status)) return code;
    Capture* c = capture_of(handle);
    if (c && id) *id = c->id;
    if (c && graph) *graph = c->graph.get();
    if (nodes) *nodes = nullptr;
    if (edges) *edges = nullptr;
    if (count) *count = 0;
    return Success;
}
API cuStreamGetCaptureInfo_v2(void* handle, int* status, unsigned long long* id, void** graph, void** nodes, size_t* count) {
    return cuStreamGetCaptureInfo_v3(handle, status, id, graph, nodes, nullptr, count);
}
