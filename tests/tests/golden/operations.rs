//! The matrix product, sums and maxima, other shapes.

use crate::support::Golden;
use autograd::concat;
use numeric::Float;

#[test]
fn f32() {
    Golden::<f32>::test("operations", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("operations", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    products(golden);
    reductions(golden);
    shapes(golden);
    parts(golden);
}

fn products<T: Float>(golden: &mut Golden<T>) {
    for case in ["matmul", "matmul_one_number", "matmul_three_axes"] {
        golden.operation(case, ["x", "w"], "matmul", |[x, w]| x.matmul(w));
    }
}

fn reductions<T: Float>(golden: &mut Golden<T>) {
    golden.operation("box", ["x"], "sum", |[x]| x.sum());
    golden.operation("box", ["x"], "mean", |[x]| x.mean());
    for axis in 0..3 {
        golden.operation("box", ["x"], &format!("sum_axis_{axis}"), |[x]| x.sum_dim(axis));
        golden.operation("box", ["x"], &format!("max_axis_{axis}"), |[x]| x.max_dim(axis));
    }
}

fn shapes<T: Float>(golden: &mut Golden<T>) {
    golden.operation("box", ["x"], "reshape", |[x]| x.reshape([6, 10]));
    golden.operation("box", ["x"], "flatten", |[x]| x.flatten());
    for (case, a, b) in [("box", 0, 1), ("box", 1, 2), ("box", 0, 2)] {
        golden.operation(case, ["x"], &format!("transpose_{a}_{b}"), |[x]| x.transpose(a, b));
    }
    for (case, a, b) in [("four_axes", 1, 2), ("four_axes", 0, 3)] {
        golden.operation(case, ["x"], &format!("transpose_{a}_{b}"), |[x]| x.transpose(a, b));
    }
}

fn parts<T: Float>(golden: &mut Golden<T>) {
    for axis in 0..3 {
        golden.operation("box", ["x"], &format!("slice_{axis}"), |[x]| x.narrow(axis, 1..3));
    }
    golden.operation("box", ["x"], "gather", |[x]| x.index_select(&[2, 0, 2, 2]));
    golden.operation("rows", ["a", "b", "c"], "concat", |parts| concat(&parts, 0));
    golden.operation("blocks", ["a", "b"], "concat", |parts| concat(&parts, 1));
}
