// Compiles with this machine's C++ compiler, once for each text: what comes out is kept in a folder under the system's
// temporary folder, named by a hash of all that it is made from, and moved there in one step.
#include "compile.hpp"
#include <cstring>
#include <dlfcn.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pretend {
namespace {
const char marker[] = "//! source\n";

std::string read_file(const std::string& name) {
    std::ifstream file(name, std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(file)), {});
}
void write_file(const std::string& name, const std::string& text) { std::ofstream(name, std::ios::binary) << text; }

// The folder that these libraries lie in; the headers for kernels are beside them.
std::string home() {
    Dl_info info;
    if (!dladdr((const void*)&compile, &info)) return ".";
    std::string path = info.dli_fname;
    auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::string hash(const std::string& text) {
    uint64_t a = 0xcbf29ce484222325, b = 0x9e3779b97f4a7c15;
    for (unsigned char c : text) {
        a = (a ^ c) * 0x100000001b3;
        b = (b + c) * 0xff51afd7ed558ccd;
        b ^= b >> 29;
    }
    char name[40];
    snprintf(name, sizeof name, "%016llx%016llx", (unsigned long long)a, (unsigned long long)b);
    return name;
}

std::string cache_folder() {
    std::string folder = setting_text("TMPDIR", "/tmp") + "/pretend-gpu-" + std::to_string(getuid());
    mkdir(folder.c_str(), 0700);
    return folder;
}

std::string quoted(const std::string& text) {
    std::string result = "'";
    for (char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

bool starts_with(const std::string& text, const char* with) { return text.rfind(with, 0) == 0; }

const int targets[] = {75, 80, 86, 87, 88, 89, 90, 100, 103, 110, 120, 121};

// Translates an option of NVRTC; false if it knows no such option.
bool translate(const std::string& option, const std::string& next, bool& takes_next, std::string& flags, std::string& standard, std::string& log, int& target) {
    auto value = [&] {
        auto equals = option.find('=');
        takes_next = equals == std::string::npos;
        return takes_next ? next : option.substr(equals + 1);
    };
    if (starts_with(option, "--gpu-architecture") || starts_with(option, "-arch")) {
        std::string name = value();
        auto digits = name.find('_');
        target = digits == std::string::npos ? 0 : atoi(name.c_str() + digits + 1);
        bool known = starts_with(name, "sm_") || starts_with(name, "compute_");
        bool listed = false;
        for (int each : targets) listed = listed || each == target;
        if (known && listed) return true;
        log = "nvrtc: error: invalid value for --gpu-architecture (-arch)\n";
        return false;
    }
    if (starts_with(option, "-D") && option.size() > 2) return flags += " " + quoted(option), true;
    if (starts_with(option, "--define-macro") || option == "-D") return flags += " " + quoted("-D" + value()), true;
    if (starts_with(option, "-I") && option.size() > 2) return flags += " " + quoted(option), true;
    if (starts_with(option, "--include-path") || option == "-I") return flags += " " + quoted("-I" + value()), true;
    if (starts_with(option, "--std=") || starts_with(option, "-std=")) return standard = " -std=" + value(), true;
    if (starts_with(option, "--maxrregcount") || starts_with(option, "-maxrregcount") || option == "--ptxas-options") return value(), true;
    for (const char* known : {"--fmad", "-fmad", "--use_fast_math", "-use_fast_math", "--ftz", "-ftz", "--prec-sqrt", "-prec-sqrt", "--prec-div", "-prec-div", "--generate-line-info", "-lineinfo",
                              "--device-debug", "-G", "--restrict", "-restrict", "--device-as-default-execution-space", "-default-device", "--disable-warnings", "-w", "--extra-device-vectorization",
                              "--relocatable-device-code", "-rdc", "--dopt", "--ptxas-options=", "--diag-", "--Werror", "--no-cache", "--minimal", "--split-compile", "--fdevice-"})
        if (starts_with(option, known)) return true;
    log = "nvrtc: error: unrecognized option " + option + " found\n";
    return false;
}

// The compiler's messages as NVRTC writes them: `kernel.cu(12): error: …`.
std::string as_nvrtc(const std::string& messages) {
    std::string log;
    size_t at = 0;
    while (at < messages.size()) {
        size_t end = std::min(messages.find('\n', at), messages.size());
        std::string line = messages.substr(at, end - at);
        at = end + 1;
        for (const char* kind : {": error: ", ": fatal error: ", ": warning: "}) {
            auto found = line.find(kind);
            if (found == std::string::npos) continue;
            std::string place = line.substr(0, found), words = line.substr(found + strlen(kind));
            auto first = place.find(':');
            std::string file = place.substr(0, first);
            std::string number = first == std::string::npos ? "" : "(" + std::to_string(atoi(place.c_str() + first + 1)) + ")";
            log += file + number + (strstr(kind, "error") ? ": error: " : ": warning: ") + words + "\n\n";
            break;
        }
    }
    return log.empty() ? messages : log;
}

int run(const std::string& command) {
    int status = system(("LC_ALL=C; export LC_ALL; " + command).c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
}  // namespace

std::string make_image(const Compiled& what) {
    std::string image = "//\n// Made by the pretend compiler\n//\n.version 9.0\n.target sm_90\n.address_size 64\n";
    for (auto& option : what.options) image += "//! option " + option + "\n";
    return image + marker + what.source;
}

bool read_image(const char* image, Compiled& what) {
    const char* source = strstr(image, marker);
    if (strncmp(image, "//\n// Made by the pretend", 25) != 0 || !source) return false;
    what.source = source + strlen(marker);
    const char option[] = "//! option ";
    for (const char* at = image; (at = strstr(at, option)) && at < source;) {
        at += strlen(option);
        what.options.emplace_back(at, strchr(at, '\n') - at);
    }
    return true;
}

int compile(Compiled& what) {
    std::string flags, standard = " -std=c++17";
    int target = 75;
    for (size_t i = 0; i < what.options.size(); i++) {
        bool takes_next = false;
        if (!translate(what.options[i], i + 1 < what.options.size() ? what.options[i + 1] : "", takes_next, flags, standard, what.log, target)) return 5;
        if (takes_next) i++;
    }
    std::string checks = setting("PRETEND_GPU_CHECKS", 1) ? " -fsanitize=thread,alignment,bounds,integer-divide-by-zero" : "";
    std::string compiler = setting_text("CXX", "c++"), at = home(), key = what.source + flags + standard + checks + std::to_string(target) + compiler + read_file(at + "/device/stamp");
    std::string folder = cache_folder(), kept = folder + "/" + hash(key);
    what.path = kept + ".so";
    if (access(what.path.c_str(), R_OK) == 0) {
        what.log = read_file(kept + ".log");
        return 0;
    }
    std::string work = kept + "." + std::to_string(getpid()) + "-" + std::to_string((unsigned long)pthread_self());
    // The preprocessor first, without the system's headers: a kernel must not know what NVRTC does not.
    std::string alone = " -nostdinc -nostdinc++" + standard;
    std::string defines = " -D__CUDACC_RTC__=1 -D__CUDACC__=1 -D__NVCC__=1 -D__CUDACC_VER_MAJOR__=13 -D__CUDACC_VER_MINOR__=0 -D__CUDA_ARCH__=" + std::to_string(target) + "0";
    write_file(work + ".cu", "#line 1 \"default_program\"\n" + what.source + "\n");
    std::string errors = quoted(work + ".err");
    int status = run(compiler + alone + flags + defines + " -x c++ -E " + quoted(work + ".cu") + " -o " + quoted(work + ".ii") + " 2> " + errors);
    std::string messages = read_file(work + ".err");
    if (status == 0) {
        write_file(work + ".cpp", rewrite(read_file(work + ".ii")));
        status = run(compiler + alone + checks + " -O1 -g -fPIC -fno-semantic-interposition -finline-small-functions -fno-exceptions -fno-rtti -fno-strict-aliasing -fwrapv -ffp-contract=off -fno-threadsafe-statics -U_FORTIFY_SOURCE -fcf-protection=none -Wunused-variable" +
                     " -Wno-unknown-pragmas -include " + quoted(at + "/device/cuda.hpp") + " -c " + quoted(work + ".cpp") + " -o " + quoted(work + ".o") + " 2> " + errors + " && " + compiler +
                     " -shared -Wl,-Bsymbolic " + quoted(work + ".o") + " -o " + quoted(work + ".so") + " -L" + quoted(at) + " -l:libcuda.so.1 -lm 2>> " + errors);
        messages += read_file(work + ".err");
    }
    if (!messages.empty()) what.log = as_nvrtc(messages);
    for (const char* ending : {".cu", ".ii", ".err", ".o"}) unlink((work + ending).c_str());
    if (status != 0) {
        if (what.log.empty()) what.log = "the C++ compiler " + compiler + " could not be run\n";
        if (!setting("PRETEND_GPU_KEEP", 0)) unlink((work + ".cpp").c_str());
        return 6;
    }
    write_file(kept + ".log", what.log);
    rename((work + ".cpp").c_str(), (kept + ".cpp").c_str());
    rename((work + ".so").c_str(), what.path.c_str());
    return 0;
}
}  // namespace pretend
