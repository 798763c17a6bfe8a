//! caught-by: the_length_of_a_record_comes_before_its_class
//! message: the class is judged before the length

/// A photograph.
#[derive(Clone, Debug, PartialEq)]
pub struct Photograph {
    /// The class, 0 to 9.
    pub class: u8,
    /// 1,024 pixels of red, green and blue, row by row from the top.
    pub pixels: Vec<[u8; 3]>,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Damaged {
    /// The file ends inside of this record.
    Truncated { record: usize },
    /// This record has a class above 9.
    Class { record: usize, found: u8 },
}

const PLANE: usize = 32 * 32;

/// The photographs in a file's bytes.
pub fn photographs(bytes: &[u8]) -> Result<Vec<Photograph>, Damaged> {
    // Collecting results stops at the first error.
    bytes.chunks(1 + 3 * PLANE).enumerate().map(photograph).collect()
}

fn photograph((record, bytes): (usize, &[u8])) -> Result<Photograph, Damaged> {
    let (class, planes) = (bytes[0], &bytes[1..]);
    if class > 9 {
        return Err(Damaged::Class { record, found: class });
    }
    if bytes.len() < 1 + 3 * PLANE {
        return Err(Damaged::Truncated { record });
    }
    let pixel = |i| [planes[i], planes[PLANE + i], planes[2 * PLANE + i]];
    Ok(Photograph { class, pixels: (0..PLANE).map(pixel).collect() })
}
