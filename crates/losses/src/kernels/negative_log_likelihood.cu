__device__ T sample_loss(const Sample& s) {
    T weight = class_weight(s, s.target);
    EACH_GRADIENT(i) gradient(s, i, i == s.target ? -weight : 0);
    return -weight * output(s, s.target);
}
