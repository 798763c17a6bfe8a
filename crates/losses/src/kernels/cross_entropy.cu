// -ln p of the class, and p - 1 for the class, p for the others.
__device__ T sample_loss(const Sample& s) {
    Softmax p = softmax(s);
    T weight = class_weight(s, s.target);
    EACH_GRADIENT(i) gradient(s, i, weight * (exp(output(s, i) - p.max) / p.total - (i == s.target)));
    return weight * (log(p.total) - (output(s, s.target) - p.max));
}
