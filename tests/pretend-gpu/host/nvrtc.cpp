// The run-time compiler's entry points.
#include "compile.hpp"
#include <cstring>

using namespace pretend;

namespace {
enum Result : int { Done = 0, InvalidInput = 3, InvalidProgram = 4, BuiltinFailure = 7, NameNotValid = 10 };
struct Program {
    Compiled compiled;
    std::string image;
    bool done = false;
};
const int architectures[] = {75, 80, 86, 87, 88, 89, 90, 100, 103, 110, 120, 121};
}  // namespace

API nvrtcVersion(int* major, int* minor) {
    *major = 13;
    *minor = 0;
    return Done;
}
API nvrtcGetNumSupportedArchs(int* count) {
    *count = sizeof architectures / sizeof *architectures;
    return Done;
}
API nvrtcGetSupportedArchs(int* to) {
    memcpy(to, architectures, sizeof architectures);
    return Done;
}
API nvrtcCreateProgram(void** program, const char* source, const char*, int headers, const char**, const char**) {
    if (!source || headers != 0) return InvalidInput;
    auto* p = new Program;
    p->compiled.source = source;
    *program = p;
    return Done;
}
API nvrtcDestroyProgram(void** program) {
    delete (Program*)*program;
    *program = nullptr;
    return Done;
}
API nvrtcCompileProgram(void* program, int count, const char** options) {
    if (!program) return InvalidProgram;
    auto& p = *(Program*)program;
    p.compiled.options.assign(options, options + count);
    int code = compile(p.compiled);
    if (code == 0) p.image = make_image(p.compiled);
    p.done = code == 0;
    return code;
}
// A template's name would need the real compiler's front end.
API nvrtcAddNameExpression(void*, const char*) { return NameNotValid; }
API nvrtcGetLoweredName(void*, const char*, const char**) { return NameNotValid; }

API nvrtcGetPTXSize(void* program, size_t* size) {
    auto& p = *(Program*)program;
    if (!p.done) return BuiltinFailure;
    *size = p.image.size() + 1;
    return Done;
}
API nvrtcGetPTX(void* program, char* to) {
    auto& p = *(Program*)program;
    if (!p.done) return BuiltinFailure;
    memcpy(to, p.image.c_str(), p.image.size() + 1);
    return Done;
}
// Machine code there is only for a real target, `sm_90`.
static bool has_machine_code(void* program) {
    for (auto& option : ((Program*)program)->compiled.options)
        if (option.find("sm_") != std::string::npos) return true;
    return false;
}
API nvrtcGetCUBINSize(void* program, size_t* size) {
    if (has_machine_code(program)) return nvrtcGetPTXSize(program, size);
    *size = 0;
    return Done;
}
API nvrtcGetCUBIN(void* program, char* to) { return has_machine_code(program) ? nvrtcGetPTX(program, to) : (int)BuiltinFailure; }
API nvrtcGetProgramLogSize(void* program, size_t* size) {
    *size = ((Program*)program)->compiled.log.size() + 1;
    return Done;
}
API nvrtcGetProgramLog(void* program, char* to) {
    auto& log = ((Program*)program)->compiled.log;
    memcpy(to, log.c_str(), log.size() + 1);
    return Done;
}
extern "C" __attribute__((visibility("default"))) const char* nvrtcGetErrorString(int code) {
    static const char* const names[] = {"NVRTC_SUCCESS", "NVRTC_ERROR_OUT_OF_MEMORY", "NVRTC_ERROR_PROGRAM_CREATION_FAILURE", "NVRTC_ERROR_INVALID_INPUT", "NVRTC_ERROR_INVALID_PROGRAM",
                                        "NVRTC_ERROR_INVALID_OPTION", "NVRTC_ERROR_COMPILATION", "NVRTC_ERROR_BUILTIN_OPERATION_FAILURE"};
    return code >= 0 && code < 8 ? names[code] : "NVRTC_ERROR";
}
