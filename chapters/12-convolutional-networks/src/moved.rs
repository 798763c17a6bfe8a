//! Images that are moved.

use data::LabelledImages;

/// An image moved down and to the right, or up and to the left if a number is negative. What comes
/// in is empty; what leaves is lost.
///
/// # Panics
/// If the image is not `height × width` pixels.
pub fn moved<T: Copy + Default>(
    image: &[T],
    [height, width]: [usize; 2],
    [down, right]: [isize; 2],
) -> Vec<T> {
    assert_eq!(image.len(), height * width, "moved: one number for each pixel");
    let pixel = |i: usize| {
        let row = (i / width).checked_add_signed(-down).filter(|row| *row < height)?;
        let column = (i % width).checked_add_signed(-right).filter(|column| *column < width)?;
        Some(image[row * width + column])
    };
    (0..image.len()).map(|i| pixel(i).unwrap_or_default()).collect()
}

/// All images, moved by the same.
pub fn move_all(images: &LabelledImages, by: [isize; 2]) -> LabelledImages {
    let format = images.format();
    let size = [format.height, format.width];
    let pixels = (0..images.len()).flat_map(|i| moved(images.image(i), size, by)).collect();
    LabelledImages::new("moved images", format, pixels, images.labels().to_vec())
        .expect("as many pixels and labels as before")
}
