//! The inputs of samples with named features.

use numeric::Float;
use tensor::Tensor;

/// The inputs of samples: named elements, row by row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Inputs {
    /// At least one.
    names: Vec<String>,
    values: Vec<f64>,
}

impl Inputs {
    /// The inputs with these names and values, row by row.
    pub(crate) fn new(names: Vec<String>, values: Vec<f64>) -> Self {
        Self { names, values }
    }

    /// The names of the elements of a row.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The elements of one sample.
    pub(crate) fn row(&self, index: usize) -> &[f64] {
        &self.values[index * self.names.len()..][..self.names.len()]
    }

    /// A copy of the samples with these indices.
    pub(crate) fn select(&self, indices: &[u32]) -> Self {
        let values = indices.iter().flat_map(|&index| self.row(index as usize)).copied().collect();
        Self { names: self.names.clone(), values }
    }

    /// The tensor of the samples with these indices: `[n, features]`.
    pub(crate) fn batch<T: Float>(&self, indices: &[u32]) -> Tensor<T> {
        let mut inputs = Tensor::empty([indices.len(), self.names.len()]);
        let samples = inputs.as_mut_slice().chunks_exact_mut(self.names.len());
        for (dst, &index) in samples.zip(indices) {
            for (dst, src) in dst.iter_mut().zip(self.row(index as usize)) {
                *dst = T::of(*src);
            }
        }
        inputs
    }

    /// The tensor of all samples.
    pub(crate) fn all<T: Float>(&self) -> Tensor<T> {
        let values = self.values.iter().map(|&value| T::of(value)).collect();
        Tensor::new([self.values.len() / self.names.len(), self.names.len()], values)
    }
}
