// What CUDA C++ adds to C++, put in front of every kernel. Nothing of the system's headers is included: a kernel must not
// compile here with names that NVRTC does not know.
#pragma once
#include "types.hpp"
#include "entry.hpp"
#include "shared.hpp"
#include "threads.hpp"
#include "atomics.hpp"
#include "math.hpp"
#include "intrinsics.hpp"
