// Streams, and what is recorded while one is captured into a graph.
#pragma once
#include "queue.hpp"
#include <thread>
#include <vector>

namespace pretend {

struct Graph {
    std::vector<Work> nodes;
};

// A capture under way; streams that wait for one of its events join it.
struct Capture {
    std::unique_ptr<Graph> graph = std::make_unique<Graph>();
    struct Stream* origin = nullptr;
    int mode = 0;  // 0 global, 1 thread-local, 2 relaxed
    std::thread::id thread = std::this_thread::get_id();  // that began it
    int joined = 0;  // streams that take part and have not been waited for
    bool invalid = false;
    unsigned long long id = 0;
};

struct Stream {
    Capture* capture = nullptr;
    bool legacy = false;
    unsigned flags = 0;
    std::shared_ptr<Queue> queue = std::make_shared<Queue>();
};

// The stream of a handle: null and 1 are the legacy stream, 2 the per-thread stream.
Stream* stream_of(void* handle);
// The capture that this stream takes part in.
Capture* capture_of(void* handle);
// Runs the work, now or late, or records it if the stream is being captured.
int run_or_record(void* stream, Work work);
// What is forbidden during a capture: gives `CaptureUnsupported` and spoils the capture, or `Success` if there is none.
// `stream` is the stream that the call names; with `any`, every capture under way counts that concerns this thread.
int forbidden(const char* call, void* stream, bool any);

}  // namespace pretend
#define REFUSE_IN_CAPTURE(call, stream, any) \
    if (int code = pretend::forbidden(call, stream, any)) return code;
