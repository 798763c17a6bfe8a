// Shared memory: what `__shared__` declarations are rewritten to (host/rewrite.cpp).
#pragma once

namespace pretend {
// As in host/shared.cpp.
struct Slot {
    void* buffer;
    unsigned block;
};
extern "C" void* pretend_shared_array(Slot* slot, const char* name, size_t size, size_t element);
extern "C" void* pretend_dynamic(const char* name, size_t element);

template <class T> struct Element {
    using type = T;
};
template <class T, size_t N> struct Element<T[N]> : Element<T> {};

// The array's place; each declaration is one instantiation.
template <class T, int Declaration> PRETEND_UNCHECKED T& shared(const char* name) {
    static_assert(sizeof(T) <= 48 * 1024, "uses too much shared data (48 KB at most)");
    static Slot slot;
    return *(T*)pretend_shared_array(&slot, name, sizeof(T), sizeof(typename Element<T>::type));
}

// Dynamic shared memory declared outside a function: its place differs from launch to launch.
template <class T> struct Dynamic {
    const char* name;
    operator T*() const { return (T*)pretend_dynamic(name, sizeof(T)); }
};
}  // namespace pretend
using pretend::pretend_dynamic;
