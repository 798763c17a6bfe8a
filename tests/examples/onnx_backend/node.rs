//! A node on a tape: what the groups of operators read of a case, and what they give back.

use crate::case::{Array, Case};
use autograd::{Tape, Var};
use numeric::Float;
use tensor::{Shape, Tensor};

/// A case whose inputs are on a tape when they are asked for.
pub struct Node<'c, 't, T: Float> {
    pub case: &'c Case,
    pub tape: &'t Tape<T>,
}

/// What a node computes.
pub struct Computed<'t, T: Float> {
    /// `None` for an optional output that the case does not ask for.
    pub outputs: Vec<Option<Var<'t, T>>>,
    /// Whether some output is more than one operation of its inputs. To give elements another
    /// shape, which copies none of them, is not counted.
    pub is_composed: bool,
}

/// What a node computes, or why there is no operation for it.
pub type Mapped<'t, T> = Result<Computed<'t, T>, &'static str>;

/// The output is one operation.
pub fn direct<T: Float>(y: Var<'_, T>) -> Mapped<'_, T> {
    Ok(Computed { outputs: vec![Some(y)], is_composed: false })
}

/// The output is several operations.
pub fn composed<T: Float>(y: Var<'_, T>) -> Mapped<'_, T> {
    Ok(Computed { outputs: vec![Some(y)], is_composed: true })
}

/// Each output is one operation, or some are several.
pub fn several<T: Float>(outputs: Vec<Var<'_, T>>, is_composed: bool) -> Mapped<'_, T> {
    Ok(Computed { outputs: outputs.into_iter().map(Some).collect(), is_composed })
}

/// One operation where `is_direct`, else several.
pub fn either<T: Float>(y: Var<'_, T>, is_direct: bool) -> Mapped<'_, T> {
    Ok(Computed { outputs: vec![Some(y)], is_composed: !is_direct })
}

impl<'t, T: Float> Node<'_, 't, T> {
    /// An input as it is in the case, if it is there.
    pub fn array(&self, input: usize) -> Option<&Array> {
        self.case.inputs.get(input)?.as_ref()
    }

    /// An input as a tensor, if it is there.
    pub fn tensor(&self, input: usize) -> Option<Tensor<T>> {
        let array = self.array(input)?;
        let data = array.data.iter().map(|x| T::of(*x)).collect();
        Some(Tensor::new(Shape::new(&array.shape)?, data))
    }

    /// An input on the tape, if it is there.
    pub fn optional(&self, input: usize) -> Option<Var<'t, T>> {
        Some(self.tape.constant(&self.tensor(input)?))
    }

    /// An input on the tape.
    pub fn input(&self, input: usize) -> Result<Var<'t, T>, &'static str> {
        self.optional(input).ok_or("an input that is left out")
    }

    /// The one number of an input, if it is there.
    pub fn number(&self, input: usize) -> Option<f64> {
        self.array(input)?.data.first().copied()
    }

    /// A number on the tape.
    pub fn scalar(&self, x: f64) -> Var<'t, T> {
        self.tape.constant(&Tensor::scalar(T::of(x)))
    }

    /// An attribute that is a number.
    pub fn float(&self, name: &str, default: f64) -> f64 {
        self.case.attributes.get(name).and_then(|value| value.as_f64()).unwrap_or(default)
    }

    /// An attribute that is a whole number.
    pub fn int(&self, name: &str, default: i64) -> i64 {
        self.case.attributes.get(name).and_then(|value| value.as_i64()).unwrap_or(default)
    }

    /// An attribute that is a text; empty if it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.case.attributes.get(name).and_then(|value| value.as_str()).unwrap_or_default()
    }

    /// An attribute that is a list of whole numbers, if it is there.
    pub fn ints(&self, name: &str) -> Option<Vec<i64>> {
        self.case.attributes.get(name)?.as_array()?.iter().map(|value| value.as_i64()).collect()
    }

    /// The axis that a number names, negative ones from the end.
    pub fn axis(&self, axis: i64, rank: usize) -> usize {
        if axis < 0 { (axis + rank as i64) as usize } else { axis as usize }
    }

    /// The axes of an attribute, or of an input in later versions; `None` if there are none.
    pub fn axes(&self, input: usize, rank: usize) -> Option<Vec<usize>> {
        let axes = self.ints("axes").or_else(|| self.array(input).map(Array::integers))?;
        Some(axes.into_iter().map(|axis| self.axis(axis, rank)).collect())
    }

    /// The shape of an output.
    pub fn output_shape(&self, output: usize) -> Result<Shape, &'static str> {
        let array = self.case.outputs.get(output).and_then(|it| it.as_ref());
        array.and_then(|it| Shape::new(&it.shape)).ok_or("an output that is left out")
    }
}
