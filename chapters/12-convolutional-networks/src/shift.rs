//! Shifted images.

use data::LabelledImages;

/// The image shifted down and to the right, or up and to the left by a negative number of pixels.
/// Pixels that enter are empty; pixels that leave are lost.
///
/// ```
/// let image = [1, 2, 3, 4];
/// assert_eq!(ch12::shifted(&image, [2, 2], [1, 0]), [0, 0, 1, 2]);
/// ```
///
/// # Panics
/// If the image has not `height × width` pixels.
pub fn shifted<T: Copy + Default>(
    image: &[T],
    [height, width]: [usize; 2],
    [down, right]: [isize; 2],
) -> Vec<T> {
    assert!(
        image.len() == height * width,
        "shifted: an image of {height}×{width} pixels cannot have {} values",
        image.len()
    );
    let pixel = |i: usize| {
        let row = (i / width).checked_add_signed(-down).filter(|row| *row < height)?;
        let column = (i % width).checked_add_signed(-right).filter(|column| *column < width)?;
        Some(image[row * width + column])
    };
    (0..image.len()).map(|i| pixel(i).unwrap_or_default()).collect()
}

/// All images, shifted by the same.
///
/// ```
/// let digits = data::digits().test;
/// let shifted = ch12::shift_all(&digits, [0, 1]);
/// assert_eq!(shifted.image(0)[1..8], digits.image(0)[..7]);
/// ```
pub fn shift_all(images: &LabelledImages, by: [isize; 2]) -> LabelledImages {
    let format = images.format();
    let size = [format.height, format.width];
    let pixels = (0..images.len()).flat_map(|i| shifted(images.image(i), size, by)).collect();
    LabelledImages::new("moved images", format, pixels, images.labels().to_vec())
        .expect("as many pixels and labels as before")
}
