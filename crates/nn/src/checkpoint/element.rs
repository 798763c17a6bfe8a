//! The elements of a file's tensors as numbers.

use numeric::Float;
use safetensors::Dtype;
use safetensors::tensor::TensorView;
use tensor::{Device, Shape, Tensor};

/// The element type of a file of `T`.
pub(super) fn dtype<T: Float>() -> Dtype {
    if size_of::<T>() == 4 { Dtype::F32 } else { Dtype::F64 }
}

/// Which element types are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Elements {
    /// That of the model alone.
    Same,
    /// Those too of which every value is one of the model's: F16 and BF16, and F32 for F64.
    Widened,
}

/// The tensor of a view, or what was found and what is needed.
pub(super) fn tensor_of<T: Float>(
    view: &TensorView<'_>,
    elements: Elements,
) -> Result<Tensor<T>, (String, String)> {
    let is_taken = match view.dtype() {
        same if same == dtype::<T>() => true,
        Dtype::F16 | Dtype::BF16 | Dtype::F32 => elements == Elements::Widened,
        _ => false,
    };
    if !is_taken {
        return Err((format!("of type {}", view.dtype()), T::NAME.into()));
    }
    let Some(shape) = Shape::new(view.shape()) else {
        return Err((format!("of shape {:?}", view.shape()), "at most six axes".into()));
    };
    let is_brain_float = view.dtype() == Dtype::BF16;
    let mut data = view.data().chunks_exact(view.dtype().bitsize() / 8).map(|bytes| match *bytes {
        [a, b] if is_brain_float => T::of(f32::from_le_bytes([0, 0, a, b]).into()),
        [a, b] => T::of(half(u16::from_le_bytes([a, b]))),
        [a, b, c, d] => T::of(f32::from_le_bytes([a, b, c, d]).into()),
        [a, b, c, d, e, f, g, h] => T::of(f64::from_le_bytes([a, b, c, d, e, f, g, h])),
        _ => unreachable!("elements of two, four or eight bytes"),
    });
    Ok(Tensor::from_fn(shape, || {
        data.next().expect("the file is checked: as many as the shape has")
    }))
}

/// The value of a half-precision number, IEEE 754's binary16: a sign, five bits of exponent, ten of
/// fraction.
fn half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023) / 1024.0);
    sign * match exponent {
        0 => fraction * 2f64.powi(-14),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction) * 2f64.powi(exponent - 15),
    }
}

pub(super) fn to_bytes<T: Float>(tensor: &Tensor<T>) -> Vec<u8> {
    let tensor = tensor.to(&Device::Cpu);
    let data = tensor.as_slice().iter().map(|x| x.as_f64());
    if size_of::<T>() == 4 {
        data.flat_map(|x| (x as f32).to_le_bytes()).collect()
    } else {
        data.flat_map(f64::to_le_bytes).collect()
    }
}
