//! Colour pixels as a PNG inside of an address, for an SVG `<image>`.

use base64::{Engine, engine::general_purpose::STANDARD};
use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError};

/// The PNG of rows of red, green and blue bytes, as `data:image/png;base64,…`.
///
/// Its pixels are stored, not packed: so the same pixels are the same bytes with every version of the
/// packer.
pub(crate) fn of_pixels(rgb: &[u8], width: usize) -> String {
    let file =
        png(rgb, width).expect("a writer into memory takes as many pixels as it was told of");
    format!("data:image/png;base64,{}", STANDARD.encode(file))
}

fn png(rgb: &[u8], width: usize) -> Result<Vec<u8>, EncodingError> {
    let (mut file, height) = (Vec::new(), rgb.len() / (3 * width));
    let mut encoder = Encoder::new(&mut file, width as u32, height as u32);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_deflate_compression(DeflateCompression::NoCompression);
    encoder.write_header()?.write_image_data(rgb)?;
    Ok(file)
}
