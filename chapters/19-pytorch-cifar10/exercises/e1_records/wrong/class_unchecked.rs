//! caught-by: a_class_above_nine_is_an_error
//! message: but the result is Ok, photographs: 3

#[derive(Clone, Debug, PartialEq)]
pub struct Photograph {
    pub class: u8,
    pub pixels: Vec<[u8; 3]>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Damaged {
    Truncated { record: usize },
    Class { record: usize, found: u8 },
}

const PLANE: usize = 32 * 32;

/// Believes every class.
pub fn photographs(bytes: &[u8]) -> Result<Vec<Photograph>, Damaged> {
    bytes.chunks(1 + 3 * PLANE).enumerate().map(photograph).collect()
}

fn photograph((record, bytes): (usize, &[u8])) -> Result<Photograph, Damaged> {
    if bytes.len() < 1 + 3 * PLANE {
        return Err(Damaged::Truncated { record });
    }
    let (class, planes) = (bytes[0], &bytes[1..]);
    let pixel = |i| [planes[i], planes[PLANE + i], planes[2 * PLANE + i]];
    Ok(Photograph { class, pixels: (0..PLANE).map(pixel).collect() })
}
