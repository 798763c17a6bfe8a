// -(1 - p)^γ·ln p of the label, and its derivative.
__device__ T focal(const Sample& s, T y, T t, bool is_slope) {
    T gamma = s.p[0], alpha = t == 0 ? s.p[2] : s.p[1], sign = t == 0 ? -1 : 1, x = sign * y;
    // Both by the sigmoid: 1 - p would cancel where p is nearly 1.
    T p = 1 / (1 + exp(-x)), rest = 1 / (1 + exp(x));
    T log_p = (x < 0 ? x : 0) - log1p(exp(-fabs(x))), weight = alpha * pow(rest, gamma);
    return is_slope ? sign * weight * (gamma * p * log_p - rest) : -weight * log_p;
}
#define TERM(y, t) focal(s, y, t, false)
#define SLOPE(y, t) focal(s, y, t, true)
