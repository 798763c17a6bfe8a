// Graphs: lists of recorded work, run in the order in which it was recorded.
#include "capture.hpp"
#include <cstring>

using namespace pretend;

API cuGraphInstantiateWithFlags(void** exec, void* graph, unsigned long long flags) {
    ENTER();
    // Device launch (4) excludes freeing on launch (1), and no kernel here can launch a graph.
    if (flags & ~15ULL || ((flags & 4) && (flags & 1))) return InvalidValue;
    *exec = new Graph(*(Graph*)graph);
    return Success;
}
API cuGraphLaunch(void* exec, void* stream) {
    ENTER();
    auto nodes = ((Graph*)exec)->nodes;
    return run_or_record(stream, [nodes] {
        for (auto& node : nodes)
            if (int code = node()) return code;
        return (int)Success;
    });
}
API cuGraphUpload(void*, void* stream) {
    ENTER();
    REFUSE_IN_CAPTURE("cuGraphUpload", stream, false);
    return Success;
}
API cuGraphDestroy(void* graph) {
    ENTER();
    delete (Graph*)graph;
    return Success;
}
API cuGraphExecDestroy(void* exec) {
    ENTER();
    delete (Graph*)exec;
    return Success;
}
API cuGraphGetNodes(void* graph, void** nodes, size_t* count) {
    ENTER();
    auto* g = (Graph*)graph;
    if (nodes)
        for (size_t i = 0; i < *count && i < g->nodes.size(); i++) nodes[i] = &g->nodes[i];
    *count = g->nodes.size();
    return Success;
}
// A graph of as many pieces of work takes the other's place; a real driver compares their kinds and kernels too.
API cuGraphExecUpdate_v2(void* exec, void* graph, void* info) {
    ENTER();
    auto *old = (Graph*)exec, *fresh = (Graph*)graph;
    if (info) memset(info, 0, 8);
    if (old->nodes.size() != fresh->nodes.size()) return 910;
    old->nodes = fresh->nodes;
    return Success;
}
