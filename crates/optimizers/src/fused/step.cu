// A step of all parameters: `update` is the rule, for one element.
extern "C" __global__ void step(const Row* rows, const int* chunks, const Coefficients* coefficients) {
    int index = chunks[2 * blockIdx.x];
    Row row = rows[index];
    Coefficients c = coefficients[index];
    FOR_EACH_ELEMENT(i, row) {
        // The element of the parameter and those of its state, in registers.
        T p = row.tensors[0][i], s[3];
        for (int k = 0; k < STATES; k++) s[k] = row.tensors[2 + k][i];
        update(p, row.tensors[1][i], s, c);
        row.tensors[0][i] = p;
        for (int k = 0; k < STATES; k++) row.tensors[2 + k][i] = s[k];
    }
}
