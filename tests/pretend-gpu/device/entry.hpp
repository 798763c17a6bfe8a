// How the host side calls a kernel: a table of entries, and for each a function that takes pointers to the arguments.
#pragma once

namespace pretend {
// As in host/kernel.hpp.
struct Entry {
    const char* name;
    void (*run)(void** arguments);
    int count;
    const unsigned* sizes;
    unsigned max_threads;
};

template <class Kernel> struct Arguments;
template <class... A> struct Arguments<void(A...)> {
    static constexpr int count = sizeof...(A);
    static constexpr unsigned sizes[sizeof...(A) + 1] = {sizeof(A)..., 0};
};

template <int... I> struct Numbers {};
template <int N, int... I> struct Count : Count<N - 1, N - 1, I...> {};
template <int... I> struct Count<0, I...> {
    using type = Numbers<I...>;
};

template <class Kernel, Kernel* kernel> struct Call;
template <class... A, void (*kernel)(A...)> struct Call<void(A...), kernel> {
    template <int... I> PRETEND_UNCHECKED static void with([[maybe_unused]] void** arguments, Numbers<I...>) { kernel(*(A*)arguments[I]...); }
    static void run(void** arguments) { with(arguments, typename Count<sizeof...(A)>::type()); }
};
}  // namespace pretend
