//! The tests of `tensor`: shapes, values that are never shared by mistake, repeating and adding up.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod broadcast;
mod device;
mod shape;
mod tensor;
mod transpose;
