// From CUDA C++ to a shared object of this machine.
#pragma once
#include "common.hpp"
#include <vector>

namespace pretend {

struct Compiled {
    std::string source;
    std::vector<std::string> options;  // as NVRTC takes them
    std::string log;
    std::string path;  // of the shared object
};

// Compiles, or finds what was compiled before; gives NVRTC's code (0, 5: an option, 6: the text).
int compile(Compiled& what);
// What stands for PTX and CUBIN: the source and its options, so that it can be kept and loaded anywhere.
std::string make_image(const Compiled& what);
bool read_image(const char* image, Compiled& what);

// What is found in the text (after the preprocessor): it is changed so that a C++ compiler takes it, and ends with a table of
// its kernels.
std::string rewrite(const std::string& text);

}  // namespace pretend
