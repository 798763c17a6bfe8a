//! The tests of `tensor`: shapes, values that are never shared by mistake, broadcasting.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod broadcast;
mod device;
mod shape;
mod strided;
mod tensor;
mod transpose;
