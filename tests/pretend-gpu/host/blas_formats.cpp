// Elements of the matrix library's operands, and whether their memory is what it should be.
#include "blas.hpp"
#include <cmath>

namespace pretend {
size_t format_size(int format) { return format == F64 ? 8 : format == F32 ? 4 : 2; }

static uint32_t bits_of(float x) {
    uint32_t bits;
    memcpy(&bits, &x, 4);
    return bits;
}
static float float_of(uint32_t bits) {
    float x;
    memcpy(&x, &bits, 4);
    return x;
}

// Keeps `keep` of the fraction's 23 bits, rounding to the nearest, ties to even.
static float shortened(float x, int keep) {
    if (!std::isfinite(x)) return x;
    int drop = 23 - keep;
    uint32_t bits = bits_of(x), half = 1u << (drop - 1), odd = bits >> drop & 1;
    return float_of((bits + half - 1 + odd) >> drop << drop);
}

// A half: 5 bits of exponent, 10 of fraction; below 2^-14 its steps are 2^-24.
static float half_of(float x) {
    if (!std::isfinite(x)) return x;
    float magnitude = std::fabs(x);
    float y = magnitude < 6.103515625e-05f ? std::nearbyint(magnitude * 16777216.0f) / 16777216.0f : shortened(magnitude, 10);
    return std::copysign(y > 65504.0f ? INFINITY : y, x);
}

double load(const void* p, int64_t i, int format) {
    switch (format) {
        case F64: return ((const double*)p)[i];
        case F32: return ((const float*)p)[i];
        case BF16: return float_of((uint32_t)((const uint16_t*)p)[i] << 16);
        default: {
            uint16_t h = ((const uint16_t*)p)[i];
            int exponent = h >> 10 & 31, fraction = h & 1023;
            double y = exponent == 31 ? (fraction ? NAN : INFINITY) : exponent ? std::ldexp(1024 + fraction, exponent - 25) : std::ldexp(fraction, -24);
            return h >> 15 ? -y : y;
        }
    }
}

void store(void* p, int64_t i, int format, double value) {
    if (format == F64) ((double*)p)[i] = value;
    if (format == F32) ((float*)p)[i] = (float)value;
    if (format == BF16) ((uint16_t*)p)[i] = std::isnan(value) ? 0x7FFF : (uint16_t)(bits_of(shortened((float)value, 7)) >> 16);
    if (format == F16) {
        float y = half_of((float)value), magnitude = std::fabs(y);
        uint16_t sign = std::signbit(y) ? 0x8000 : 0, body;
        if (std::isnan(y)) body = 0x7FFF;
        else if (std::isinf(y)) body = 0x7C00;
        else if (magnitude < 6.103515625e-05f) body = (uint16_t)(magnitude * 16777216.0f);
        else body = (uint16_t)((bits_of(magnitude) - (112u << 23)) >> 13);
        ((uint16_t*)p)[i] = sign | body;
    }
}

double rounded(double value, int compute) {
    switch (compute) {
        case 74: return half_of((float)value);
        case 75: return shortened((float)value, 7);
        case 77: return shortened((float)value, 10);
        default: return value;
    }
}

bool check_operand(const char* call, const char* what, const void* p, size_t element, int64_t rows, int64_t columns, int64_t ld, bool read) {
    if (rows <= 0 || columns <= 0) return true;
    size_t span = size_t((columns - 1) * ld + rows) * element;
    if (!check_range(call, what, (uintptr_t)p, span)) return false;
    if ((uintptr_t)p % element != 0) return say("%s: %s is not aligned to its elements", call, what), false;
    for (int64_t j = 0; read && j < columns && setting("PRETEND_GPU_UNWRITTEN", 1); j++) {
        long at = first_unwritten((uintptr_t)p + size_t(j * ld) * element, size_t(rows), element);
        if (at < 0) continue;
        say("%s: %s has an element that nobody has written: row %ld, column %ld (column-major); %s", call, what, at, (long)j, describe((uintptr_t)p + size_t(j * ld + at) * element, element).c_str());
        return false;
    }
    return true;
}

void written_operand(void* p, size_t element, int64_t rows, int64_t columns, int64_t ld) {
    for (int64_t j = 0; j < columns; j++) mark_written((uintptr_t)p + size_t(j * ld) * element, size_t(rows) * element);
}
}  // namespace pretend
