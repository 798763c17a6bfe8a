// Launches one kernel, as src/request.rs asks for it on the standard input, and writes what the outputs hold then to the
// standard output. It ends with 1 after a fault and with 2 if the kernel does not compile; what is to be said of that goes to
// the standard error stream.
#include "../host/kernel.hpp"
#include <csignal>
#include <cstdarg>
#include <cstring>
#include <unistd.h>

extern "C" {
int cuInit(unsigned);
int cuDevicePrimaryCtxRetain(void**, int);
int cuCtxSetCurrent(void*);
int cuMemAlloc_v2(uint64_t*, size_t);
int cuMemcpyHtoD_v2(uint64_t, const void*, size_t);
int cuMemcpyDtoH_v2(void*, uint64_t, size_t);
int cuModuleLoadData(void**, const void*);
int cuModuleGetFunction(void**, void*, const char*);
int cuLaunchKernel(void*, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, void*, void**, void**);
int nvrtcCreateProgram(void**, const char*, const char*, int, const char**, const char**);
int nvrtcCompileProgram(void*, int, const char**);
int nvrtcGetProgramLogSize(void*, size_t*);
int nvrtcGetProgramLog(void*, char*);
int nvrtcGetPTXSize(void*, size_t*);
int nvrtcGetPTX(void*, char*);
long pretend_first_unwritten(uint64_t, size_t, size_t);
}

namespace {
constexpr unsigned seconds = 20;
enum End : int { Fault = 1, Refused = 2 };
enum Kind : uint64_t { Value, Input, Output };

struct Argument {
    uint64_t kind;
    std::vector<char> bytes;
    uint64_t device = 0;  // where an array lies there
};

[[noreturn]] __attribute__((format(printf, 2, 3))) void end(End code, const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    exit(code);
}
// The pretend GPU has said why.
void need(int code) {
    if (code != 0) exit(Fault);
}

uint64_t read_number() {
    uint64_t number;
    if (fread(&number, sizeof number, 1, stdin) != 1) end(Fault, "the request is cut off");
    return number;
}
std::vector<char> read_bytes() {
    std::vector<char> bytes(read_number());
    if (fread(bytes.data(), 1, bytes.size(), stdin) != bytes.size()) end(Fault, "the request is cut off");
    return bytes;
}
std::string read_text() {
    auto bytes = read_bytes();
    return std::string(bytes.begin(), bytes.end());
}

// The kernel, compiled and loaded.
pretend::Function* load(const std::string& text, const std::string& name) {
    void *program, *module, *function;
    size_t size;
    nvrtcCreateProgram(&program, text.c_str(), nullptr, 0, nullptr, nullptr);
    if (nvrtcCompileProgram(program, 0, nullptr) != 0) {
        nvrtcGetProgramLogSize(program, &size);
        std::string log(size, 0);
        nvrtcGetProgramLog(program, log.data());
        end(Refused, "%s", log.c_str());
    }
    nvrtcGetPTXSize(program, &size);
    std::string image(size, 0);
    nvrtcGetPTX(program, image.data());
    need(cuModuleLoadData(&module, image.data()));
    need(cuModuleGetFunction(&function, module, name.c_str()));
    return (pretend::Function*)function;
}

// The driver takes as many bytes for each parameter as it has, whatever it is given.
void check_parameters(const pretend::Entry& entry, const std::vector<Argument>& arguments) {
    if (entry.count != (int)arguments.size()) end(Fault, "kernel %s has %d parameters, but %zu arguments are given", entry.name, entry.count, arguments.size());
    for (int i = 0; i < entry.count; i++) {
        size_t given = arguments[i].kind == Value ? arguments[i].bytes.size() : sizeof(uint64_t);
        if (entry.sizes[i] != given)
            end(Fault, "parameter %d of kernel %s has %u bytes, but %zu are given: is it %s?", i + 1, entry.name, entry.sizes[i], given, given == 8 ? "a pointer" : "an int or a float");
    }
}

void on_alarm(int) {
    const char text[] = "the kernel did not end within 20 seconds: does a loop never end?";
    (void)!write(2, text, sizeof text - 1);
    _exit(Fault);
}
}  // namespace

int main() {
    std::string text = read_text(), name = read_text();
    unsigned size[6];
    for (unsigned& each : size) each = (unsigned)read_number();
    std::vector<Argument> arguments(read_number());
    for (auto& argument : arguments) argument.kind = read_number(), argument.bytes = read_bytes();

    void* context;
    need(cuInit(0));
    need(cuDevicePrimaryCtxRetain(&context, 0));
    need(cuCtxSetCurrent(context));
    pretend::Function* function = load(text, name);
    check_parameters(function->entry, arguments);
    std::vector<void*> pointers;
    for (auto& argument : arguments) {
        pointers.push_back(argument.kind == Value ? (void*)argument.bytes.data() : &argument.device);
        if (argument.kind == Value || argument.bytes.empty()) continue;
        need(cuMemAlloc_v2(&argument.device, argument.bytes.size()));
        if (argument.kind == Input) need(cuMemcpyHtoD_v2(argument.device, argument.bytes.data(), argument.bytes.size()));
    }

    static_assert(seconds == 20, "as the message says");
    signal(SIGALRM, on_alarm);
    alarm(seconds);
    need(cuLaunchKernel(function, size[0], size[1], size[2], size[3], size[4], size[5], 0, nullptr, pointers.data(), nullptr));
    alarm(0);

    for (size_t i = 0; i < arguments.size(); i++) {
        auto& argument = arguments[i];
        if (argument.kind != Output || argument.bytes.empty()) continue;
        size_t count = argument.bytes.size() / sizeof(float);
        if (long element = pretend_first_unwritten(argument.device, count, sizeof(float)); element >= 0)
            end(Fault, "kernel %s has ended, and nobody has written element %ld of parameter %zu (%zu elements)", name.c_str(), element, i + 1, count);
        need(cuMemcpyDtoH_v2(argument.bytes.data(), argument.device, argument.bytes.size()));
        fwrite(argument.bytes.data(), 1, argument.bytes.size(), stdout);
    }
    return 0;
}
