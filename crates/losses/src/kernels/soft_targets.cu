// The sum of TERM(q, ln p) over the outputs, q being the target TARGET(i); p·Σq - q is its gradient.
__device__ T sample_loss(const Sample& s) {
    Softmax p = softmax(s);
    T log_total = log(p.total), loss = 0, targets = 0;
    EACH_OUTPUT(i) {
        T q = TARGET(i);
        loss += TERM(q, output(s, i) - p.max - log_total);
        targets += q;
    }
    targets = SUM(targets);
    EACH_GRADIENT(i) gradient(s, i, exp(output(s, i) - p.max) / p.total * targets - TARGET(i));
    return SUM(loss);
}
