//! caught-by: the_first_damage_counts
//! message: the file's end comes after it

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

/// Looks at the length of the file before its classes.
pub fn photographs(bytes: &[u8]) -> Result<Vec<Photograph>, Damaged> {
    const RECORD: usize = 1 + 3 * PLANE;
    if !bytes.len().is_multiple_of(RECORD) {
        return Err(Damaged::Truncated { record: bytes.len() / RECORD });
    }
    bytes.chunks(RECORD).enumerate().map(photograph).collect()
}

fn photograph((record, bytes): (usize, &[u8])) -> Result<Photograph, Damaged> {
    let (class, planes) = (bytes[0], &bytes[1..]);
    if class > 9 {
        return Err(Damaged::Class { record, found: class });
    }
    let pixel = |i| [planes[i], planes[PLANE + i], planes[2 * PLANE + i]];
    Ok(Photograph { class, pixels: (0..PLANE).map(pixel).collect() })
}
