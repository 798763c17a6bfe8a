//! caught-by: the_planes_become_pixels
//! message: but there all the red comes first

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

/// Takes three neighbouring bytes for a pixel.
pub fn photographs(bytes: &[u8]) -> Result<Vec<Photograph>, Damaged> {
    bytes.chunks(1 + 3 * PLANE).enumerate().map(photograph).collect()
}

fn photograph((record, bytes): (usize, &[u8])) -> Result<Photograph, Damaged> {
    if bytes.len() < 1 + 3 * PLANE {
        return Err(Damaged::Truncated { record });
    }
    let (class, planes) = (bytes[0], &bytes[1..]);
    if class > 9 {
        return Err(Damaged::Class { record, found: class });
    }
    let pixel = |i| [planes[3 * i], planes[3 * i + 1], planes[3 * i + 2]];
    Ok(Photograph { class, pixels: (0..PLANE).map(pixel).collect() })
}
