//! Binary classification of digits: images of two digits.

use anyhow::{Result, bail};
use data::LabelledImages;
use nalgebra::DMatrix;

/// The images of two digits for binary classification, one column of pixels from 0 to 1 for each.
///
/// ```
/// use ch02::BinaryDigits;
///
/// let train = BinaryDigits::of(&data::digits().train, [3, 5]);
/// assert_eq!(train.x.ncols(), train.images.len());
/// assert_eq!(train.second[0], train.images.labels()[0] == 5);
/// ```
#[derive(Clone, Debug)]
pub struct BinaryDigits {
    /// The images.
    pub images: LabelledImages,
    /// The inputs: `pixels × samples`.
    pub x: DMatrix<f64>,
    /// Whether each image shows the second digit.
    pub second: Vec<bool>,
}

impl BinaryDigits {
    /// Selects the images of two digits.
    ///
    /// ```
    /// let train = ch02::BinaryDigits::of(&data::digits().train, [3, 5]);
    /// assert!(train.images.labels().iter().all(|label| [3, 5].contains(label)));
    /// ```
    pub fn of(images: &LabelledImages, [first, second]: [u8; 2]) -> Self {
        let is_selected = |&i: &u32| [first, second].contains(&images.labels()[i as usize]);
        let indices: Vec<u32> = (0..images.len() as u32).filter(is_selected).collect();
        let images = images.subset(&indices);
        let format = images.format();
        let unit = 1.0 / f64::from(format.max_value);
        let x = images.pixels().iter().map(|&pixel| f64::from(pixel) * unit);
        // Image after image in memory is column after column of the matrix: no transposition.
        let x = DMatrix::from_iterator(format.pixels(), images.len(), x);
        let second = images.labels().iter().map(|&label| label == second).collect();
        BinaryDigits { images, x, second }
    }

    /// The images at these indices, in this order.
    ///
    /// ```
    /// let train = ch02::BinaryDigits::of(&data::digits().train, [3, 5]);
    /// let few = train.select(&[2, 0]);
    /// assert_eq!(few.x.column(1), train.x.column(0));
    /// ```
    pub fn select(&self, indices: &[u32]) -> Self {
        let columns: Vec<usize> = indices.iter().map(|&i| i as usize).collect();
        BinaryDigits {
            images: self.images.subset(indices),
            x: self.x.select_columns(&columns),
            second: columns.iter().map(|&i| self.second[i]).collect(),
        }
    }

    /// The targets of a perceptron: −1 for the first digit, +1 for the second.
    ///
    /// ```
    /// let train = ch02::BinaryDigits::of(&data::digits().train, [3, 5]);
    /// assert_eq!(train.classes()[0], if train.second[0] { 1.0 } else { -1.0 });
    /// ```
    pub fn classes(&self) -> Vec<f64> {
        self.second.iter().map(|&second| if second { 1.0 } else { -1.0 }).collect()
    }

    /// The targets of a sigmoid neuron: 0 for the first digit, 1 for the second.
    ///
    /// ```
    /// let train = ch02::BinaryDigits::of(&data::digits().train, [3, 5]);
    /// assert_eq!(train.targets()[0], if train.second[0] { 1.0 } else { 0.0 });
    /// ```
    pub fn targets(&self) -> Vec<f64> {
        self.second.iter().map(|&second| f64::from(u8::from(second))).collect()
    }
}

/// Parses two different digits, such as `3,5`.
///
/// ```
/// assert_eq!(ch02::parse_digit_pair("3,5").unwrap(), [3, 5]);
/// assert!(ch02::parse_digit_pair("3,3").is_err());
/// ```
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
