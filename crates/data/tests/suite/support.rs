//! Files for the tests, written as the format's description says, not as the reader reads.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// An IDX file of unsigned bytes, with whatever sizes its header is to announce.
pub fn idx_file(sizes: &[u32], elements: &[u8]) -> Vec<u8> {
    let mut file = vec![0, 0, 0x08, sizes.len() as u8];
    for size in sizes {
        file.extend(size.to_be_bytes());
    }
    file.extend(elements);
    file
}

/// The same file, packed.
pub fn gzip(file: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(file).unwrap();
    encoder.finish().unwrap()
}

/// The bytes 1, 2, 3… as elements: none is zero, so that a reader that fills up is found out.
pub fn counting(count: usize) -> Vec<u8> {
    (0..count).map(|i| (i % 255 + 1) as u8).collect()
}
