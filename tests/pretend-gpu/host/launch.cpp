// Launching a kernel, with the limits of a real card.
#include "capture.hpp"
#include "kernel.hpp"
#include <memory>

namespace pretend {
namespace {
int launches = 0;

// Why the driver would refuse this launch; null if it would not.
const char* refusal(const Launch& l, int& code) {
    Dim g = l.grid, b = l.block;
    code = InvalidValue;
    if (!g.x || !g.y || !g.z || !b.x || !b.y || !b.z) return "a dimension is zero";
    if (g.x > 2147483647u || g.y > 65535 || g.z > 65535) return "the grid is too large (2147483647, 65535, 65535 at most)";
    if (b.x > 1024 || b.y > 1024 || b.z > 64) return "a block's dimension is too large (1024, 1024, 64 at most)";
    size_t threads = (size_t)b.x * b.y * b.z;
    if (threads > 1024) return "a block has more than 1024 threads";
    if (threads > l.function->entry.max_threads) return "a block has more threads than the kernel's __launch_bounds__ says";
    if ((long long)l.shared > l.function->max_dynamic_shared) return "more dynamic shared memory than the function may use (48 KB unless raised by cuFuncSetAttribute)";
    if (l.shared + l.function->static_shared > 227 * 1024) return "static and dynamic shared memory are more than 227 KB";
    if (l.cooperative && (uint64_t)g.x * g.y * g.z > 4 * (2048 / ((threads + 31) / 32 * 32))) return code = CooperativeLaunchTooLarge, "the blocks of a cooperative launch do not all fit at once";
    std::string wanted = setting_text("PRETEND_GPU_FAIL_LAUNCH", "");
    if (!wanted.empty() && (wanted == l.function->entry.name || wanted == std::to_string(launches))) return code = LaunchOutOfResources, "PRETEND_GPU_FAIL_LAUNCH asks for it";
    return nullptr;
}

// Runs the launch; what is wrong with it ends the use of the GPU, as on a real card.
int run(Launch& l) {
    int code = run_launch(l);
    if (code == Success && !check_canaries(l.function->entry.name)) code = IllegalAddress;
    if (code != Success) stay(code);
    return code;
}

int start(void* f, Dim grid, Dim block, unsigned shared, void* stream, void** arguments, void** extra, bool cooperative) {
    if (!current_context) return InvalidContext;
    if (!f || extra) return f ? NotSupported : InvalidHandle;
    auto l = std::make_shared<Launch>();
    l->function = (Function*)f;
    l->grid = grid;
    l->block = block;
    l->shared = shared;
    l->cooperative = cooperative;
    launches++;
    int code = Success;
    if (const char* why = refusal(*l, code)) {
        say("launch of kernel %s, grid (%u, %u, %u), blocks of (%u, %u, %u), %u bytes of dynamic shared memory is refused: %s", l->function->entry.name, grid.x, grid.y, grid.z, block.x,
            block.y, block.z, shared, why);
        return code;
    }
    const Entry& entry = l->function->entry;
    if (entry.count > 0 && !arguments) return InvalidValue;
    for (int i = 0; i < entry.count; i++) {
        if (!arguments[i]) return InvalidValue;
        l->arguments.emplace_back((char*)arguments[i], (char*)arguments[i] + entry.sizes[i]);
    }
    return run_or_record(stream, [l] { return run(*l); });
}
}  // namespace
}  // namespace pretend

using namespace pretend;

API cuLaunchKernel(void* f, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared, void* stream, void** arguments, void** extra) {
    ENTER();
    return start(f, {gx, gy, gz}, {bx, by, bz}, shared, stream, arguments, extra, false);
}
// Blocks run one after the other, so that a kernel whose blocks wait for each other cannot be run here; one that only asks
// for a cooperative launch can.
API cuLaunchCooperativeKernel(void* f, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared, void* stream, void** arguments) {
    ENTER();
    return start(f, {gx, gy, gz}, {bx, by, bz}, shared, stream, arguments, nullptr, true);
}
