// Atomic operations. Threads take turns, so that none can be interrupted; each announces itself to the checks.
#pragma once

extern "C" void pretend_atomic(void* p, unsigned size, const void* where);

#define PRETEND_ATOMIC(NAME, T, RESULT)                                  \
    PRETEND_UNCHECKED inline T NAME(T* p, T value) {                     \
        pretend_atomic(p, sizeof(T), __builtin_return_address(0));       \
        T old = *p;                                                      \
        *p = (RESULT);                                                   \
        return old;                                                      \
    }                                                                    \
    inline T NAME##_block(T* p, T value) { return NAME(p, value); }      \
    inline T NAME##_system(T* p, T value) { return NAME(p, value); }
#define PRETEND_ATOMIC_INTEGERS(NAME, RESULT)        \
    PRETEND_ATOMIC(NAME, int, RESULT)                \
    PRETEND_ATOMIC(NAME, unsigned, RESULT)           \
    PRETEND_ATOMIC(NAME, unsigned long long, RESULT)

PRETEND_ATOMIC_INTEGERS(atomicAdd, old + value)
PRETEND_ATOMIC(atomicAdd, float, old + value)
PRETEND_ATOMIC(atomicAdd, double, old + value)
PRETEND_ATOMIC(atomicSub, int, old - value)
PRETEND_ATOMIC(atomicSub, unsigned, old - value)
PRETEND_ATOMIC_INTEGERS(atomicExch, value)
PRETEND_ATOMIC(atomicExch, float, value)
PRETEND_ATOMIC_INTEGERS(atomicMin, value < old ? value : old)
PRETEND_ATOMIC(atomicMin, long long, value < old ? value : old)
PRETEND_ATOMIC_INTEGERS(atomicMax, old < value ? value : old)
PRETEND_ATOMIC(atomicMax, long long, old < value ? value : old)
PRETEND_ATOMIC_INTEGERS(atomicAnd, old & value)
PRETEND_ATOMIC_INTEGERS(atomicOr, old | value)
PRETEND_ATOMIC_INTEGERS(atomicXor, old ^ value)
PRETEND_ATOMIC(atomicInc, unsigned, old >= value ? 0 : old + 1)
PRETEND_ATOMIC(atomicDec, unsigned, old == 0 || old > value ? value : old - 1)
#undef PRETEND_ATOMIC
#undef PRETEND_ATOMIC_INTEGERS

#define PRETEND_SWAP(T)                                                                  \
    PRETEND_UNCHECKED inline T atomicCAS(T* p, T compare, T value) {                     \
        pretend_atomic(p, sizeof(T), __builtin_return_address(0));                       \
        T old = *p;                                                                      \
        if (old == compare) *p = value;                                                  \
        return old;                                                                      \
    }
PRETEND_SWAP(int)
PRETEND_SWAP(unsigned)
PRETEND_SWAP(unsigned short)
PRETEND_SWAP(unsigned long long)
#undef PRETEND_SWAP
