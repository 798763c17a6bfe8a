//! Vectors of which most elements are zero.

/// A vector by the elements that are not zero.
///
/// ```
/// use text::SparseRow;
///
/// let row = SparseRow { indices: vec![1, 4], values: vec![2.0, 3.0] };
/// assert_eq!(row.dot(&[0.0, 10.0, 0.0, 0.0, 1.0]), 23.0);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SparseRow {
    /// The positions of the elements, ascending.
    pub indices: Vec<usize>,
    /// The elements.
    pub values: Vec<f64>,
}

impl SparseRow {
    /// The product with a vector: `Σᵢ xᵢ·wᵢ`.
    ///
    /// ```
    /// let row = text::SparseRow { indices: vec![0], values: vec![0.5] };
    /// assert_eq!(row.dot(&[4.0, 1.0]), 2.0);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the vector is too short for an index.
    pub fn dot(&self, dense: &[f64]) -> f64 {
        self.iter().map(|(index, value)| value * dense[index]).sum()
    }

    /// The elements with their positions.
    ///
    /// ```
    /// let row = text::SparseRow { indices: vec![3], values: vec![1.0] };
    /// assert_eq!(row.iter().next(), Some((3, 1.0)));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (usize, f64)> {
        self.indices.iter().copied().zip(self.values.iter().copied())
    }

    /// The Euclidean norm `√(Σᵢ xᵢ²)`.
    ///
    /// ```
    /// let row = text::SparseRow { indices: vec![0, 7], values: vec![3.0, 4.0] };
    /// assert_eq!(row.norm(), 5.0);
    /// ```
    pub fn norm(&self) -> f64 {
        self.values.iter().map(|value| value * value).sum::<f64>().sqrt()
    }

    /// The whole vector of `len` elements.
    ///
    /// ```
    /// let row = text::SparseRow { indices: vec![1], values: vec![2.0] };
    /// assert_eq!(row.to_dense(3), [0.0, 2.0, 0.0]);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if an index is not below `len`.
    pub fn to_dense(&self, len: usize) -> Vec<f64> {
        let mut dense = vec![0.0; len];
        self.iter().for_each(|(index, value)| dense[index] = value);
        dense
    }
}
