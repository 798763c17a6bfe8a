//! Images of two digits, to be told apart.

use anyhow::{Result, bail};
use data::LabelledImages;
use nalgebra::DMatrix;

/// Images of two digits: one column of numbers from 0 to 1 for each.
#[derive(Clone, Debug)]
pub struct BinaryDigits {
    /// The images, as they are drawn.
    pub images: LabelledImages,
    /// The inputs: `pixels × samples`.
    pub x: DMatrix<f64>,
    /// Whether each image is of the second digit.
    pub second: Vec<bool>,
}

impl BinaryDigits {
    /// The images of two digits among all.
    pub fn of(images: &LabelledImages, [first, second]: [u8; 2]) -> Self {
        let wanted = |&i: &u32| [first, second].contains(&images.labels()[i as usize]);
        let indices: Vec<u32> = (0..images.len() as u32).filter(wanted).collect();
        let images = images.subset(&indices);
        let format = images.format();
        let unit = 1.0 / f64::from(format.max_value);
        let x = images.pixels().iter().map(|&pixel| f64::from(pixel) * unit);
        // An image after the other in memory is a column after the other: nothing is moved.
        let x = DMatrix::from_iterator(format.pixels(), images.len(), x);
        let second = images.labels().iter().map(|&label| label == second).collect();
        BinaryDigits { images, x, second }
    }

    /// Some of the images, in the order of their indices.
    pub fn select(&self, indices: &[u32]) -> Self {
        let places: Vec<usize> = indices.iter().map(|&i| i as usize).collect();
        BinaryDigits {
            images: self.images.subset(indices),
            x: self.x.select_columns(&places),
            second: places.iter().map(|&i| self.second[i]).collect(),
        }
    }

    /// The classes of a perceptron: −1 for the first digit, +1 for the second.
    pub fn classes(&self) -> Vec<f64> {
        self.second.iter().map(|&second| if second { 1.0 } else { -1.0 }).collect()
    }

    /// The targets of a sigmoid neuron: 0 for the first digit, 1 for the second.
    pub fn targets(&self) -> Vec<f64> {
        self.second.iter().map(|&second| f64::from(u8::from(second))).collect()
    }
}

/// Reads two different digits, such as `3,5`.
///
/// # Errors
/// If the text is anything else.
pub fn parse_digit_pair(text: &str) -> Result<[u8; 2]> {
    let digits: Result<Vec<u8>, _> = text.split(',').map(|digit| digit.trim().parse()).collect();
    match digits.as_deref() {
        Ok(&[a, b]) if a < 10 && b < 10 && a != b => Ok([a, b]),
        _ => bail!("two different digits are needed, such as 3,5, not {text:?}"),
    }
}
