//! What is asked of the program that launches a kernel (`run/run.cpp`), byte by byte.

use crate::Kernel;

/// An argument of a kernel. A kernel's parameter must have its type.
#[derive(Debug)]
pub enum Argument<'a> {
    /// `const float*`: the kernel finds these elements there.
    Input(&'a [f32]),
    /// `float*`: as many elements that nobody has written, and the kernel must write each of them.
    Output(&'a mut [f32]),
    /// `int`.
    Int(i32),
    /// `float`.
    Float(f32),
}

/// How the program knows what comes next.
const VALUE: u64 = 0;
const INPUT: u64 = 1;
const OUTPUT: u64 = 2;

/// The launch in bytes. Every count is a `u64`, every text and array comes after its length in bytes.
pub(crate) fn bytes(
    kernel: &Kernel<'_>,
    grid: [u32; 3],
    block: [u32; 3],
    arguments: &[Argument<'_>],
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut add = |content: &[u8]| {
        bytes.extend((content.len() as u64).to_ne_bytes());
        bytes.extend(content);
    };
    add(kernel.text.as_bytes());
    add(kernel.name.as_bytes());
    let mut numbers = |numbers: &[u64]| {
        bytes.extend(numbers.iter().flat_map(|number| number.to_ne_bytes()));
    };
    numbers(&grid.map(u64::from));
    numbers(&block.map(u64::from));
    numbers(&[arguments.len() as u64]);
    for argument in arguments {
        let (kind, content) = match argument {
            Argument::Int(value) => (VALUE, value.to_ne_bytes().to_vec()),
            Argument::Float(value) => (VALUE, value.to_ne_bytes().to_vec()),
            Argument::Input(x) => (INPUT, x.iter().flat_map(|x| x.to_ne_bytes()).collect()),
            Argument::Output(y) => (OUTPUT, vec![0; size_of_val(*y)]),
        };
        for number in [kind, content.len() as u64] {
            bytes.extend(number.to_ne_bytes());
        }
        bytes.extend(content);
    }
    bytes
}

/// Fills the outputs with what the program wrote: the elements of all of them, one after the other. Whether
/// there were as many as there should be.
pub(crate) fn fill(arguments: &mut [Argument<'_>], written: &[u8]) -> bool {
    let mut elements = written.chunks_exact(size_of::<f32>());
    for argument in arguments {
        let Argument::Output(y) = argument else { continue };
        for y in y.iter_mut() {
            let Some(bytes) = elements.next().and_then(|element| element.try_into().ok()) else {
                return false;
            };
            *y = f32::from_ne_bytes(bytes);
        }
    }
    elements.next().is_none()
}
