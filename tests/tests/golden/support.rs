//! One golden file, and how an operation is held against it.

use autograd::{Tape, Var};
use check::{Tolerance, assert_close_in_shape};
use nn::Module;
use nn::checkpoint::StateDict;
use numeric::Float;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tensor::{Shape, Tensor};

/// Where the golden files are.
pub fn folder() -> PathBuf {
    gradus_tests::workspace().join("tests/golden")
}

/// A golden file that remembers which of its tensors were used.
pub struct Golden<T: Float> {
    archive: StateDict<T>,
    file: String,
    unused: BTreeSet<String>,
    /// How close the crates must come to what is in the file.
    pub tolerance: Tolerance,
}

impl<T: Float> Golden<T> {
    /// Runs a family's test on its file of this type of number, and sees that every tensor of the
    /// file had part in it: nothing that PyTorch computed is left uncompared.
    pub fn test(family: &str, test: impl FnOnce(&mut Golden<T>)) {
        let file = format!("{family}_{}.safetensors", T::NAME.to_lowercase());
        let archive = StateDict::<T>::read(&folder().join(&file)).unwrap_or_else(|e| panic!("{e}"));
        let unused = archive.tensors.keys().cloned().collect();
        let tolerance = match T::NAME {
            "F32" => Tolerance::F32_GOLDEN,
            _ => Tolerance::F64_GOLDEN,
        };
        let mut golden = Golden { archive, file, unused, tolerance };
        test(&mut golden);
        assert!(golden.unused.is_empty(), "{}: no test used {:?}", golden.file, golden.unused);
    }

    /// The tensor of this name.
    #[track_caller]
    pub fn tensor(&mut self, name: &str) -> Tensor<T> {
        self.unused.remove(name);
        match self.archive.tensors.get(name) {
            Some(tensor) => tensor.clone(),
            None => panic!("{}: there is no `{name}`", self.file),
        }
    }

    /// Classes, which are kept in the file as floating-point numbers.
    #[track_caller]
    pub fn classes(&mut self, name: &str) -> Vec<usize> {
        self.tensor(name).as_slice().iter().map(|class| class.as_f64() as usize).collect()
    }

    /// Asserts that `actual` is the tensor of this name, in shape and numbers.
    #[track_caller]
    pub fn check(&mut self, name: &str, actual: &Tensor<T>) {
        let (expected, what) = (self.tensor(name), format!("{}, {name}", self.file));
        assert_eq!(actual.shape(), expected.shape(), "{what}: the shape");
        let (shape, tolerance) = (expected.shape(), self.tolerance);
        let (actual, expected) = (actual.as_slice(), expected.as_slice());
        assert_close_in_shape(&what, shape.dims(), actual, expected, tolerance);
    }

    /// Runs `f` on the inputs `case.input`, and asserts that its value is `case.operation.y` and
    /// that each input's gradient is `case.operation.dinput`.
    #[track_caller]
    pub fn operation(
        &mut self,
        case: &str,
        inputs: &[&str],
        operation: &str,
        f: &dyn for<'t> Fn(&[Var<'t, T>]) -> Var<'t, T>,
    ) {
        let tensor = |input: &&str| self.tensor(&format!("{case}.{input}"));
        let tensors: Vec<Tensor<T>> = inputs.iter().map(tensor).collect();
        let mut value = None;
        let gradients = Tape::new().gradients(|tape| {
            let y = f(&tensors.iter().map(|x| tape.leaf(x)).collect::<Vec<_>>());
            value = Some(y.value());
            (y * &upstream(y.shape())).sum()
        });
        self.check(&format!("{case}.{operation}.y"), &value.unwrap());
        for (n, input) in inputs.iter().enumerate() {
            self.check(&format!("{case}.{operation}.d{input}"), gradients.leaf(n).unwrap());
        }
    }

    /// Gives `model` the parameters of the file, their names behind `prefix`.
    pub fn restore(&mut self, prefix: &str, model: &mut impl Module<T>) {
        for (name, _) in nn::state_dict(model) {
            self.unused.remove(&format!("{prefix}{name}"));
        }
        self.archive.load_into(prefix, model).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Asserts that the parameters of `model` are those of the file.
    #[track_caller]
    pub fn check_model(&mut self, prefix: &str, model: &impl Module<T>) {
        for (name, tensor) in nn::state_dict(model) {
            self.check(&format!("{prefix}{name}"), tensor);
        }
    }
}

/// How some loss changes with `y`: eighths, none of them zero, the same here and in the script.
pub fn upstream<T: Float>(shape: Shape) -> Tensor<T> {
    let mut places = 0u32..;
    Tensor::from_fn(shape, || {
        let i = places.next().expect("there is no end of places");
        T::of((2.0 * f64::from(7 * i % 11) - 11.0) / 8.0)
    })
}
