//! IDX files that are right, plain and packed, and each way in which one can be wrong.

use std::fs;
use std::io::{self, Read};

use data::idx::{self, Elements, Idx};
use data::{DataError, DataErrorKind};
use rstest::rstest;

use crate::support::{counting, gzip, idx_file};

/// Gives one byte at a time, as a slow pipe may.
struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(1);
        self.0.read(&mut buffer[..count])
    }
}

fn parse(file: &[u8]) -> Result<Idx, DataError> {
    idx::parse(file, "some-file")
}

#[rstest]
#[case::labels(&[5])]
#[case::matrix(&[2, 3])]
#[case::images(&[3, 4, 2])]
#[case::colour(&[2, 3, 2, 2])]
#[case::nothing(&[0])]
#[case::nothing_of_a_size(&[0, 28, 28])]
#[case::more_than_the_first_step(&[3, 256, 256])]
fn every_rank_is_read_plain_and_packed(#[case] sizes: &[u32]) {
    let dims: Vec<usize> = sizes.iter().map(|&size| size as usize).collect();
    let bytes = counting(dims.iter().product());
    let file = idx_file(sizes, &bytes);
    let expected = Idx { dims, elements: Elements::U8(bytes) };
    assert_eq!(parse(&file).unwrap(), expected);
    assert_eq!(parse(&gzip(&file)).unwrap(), expected);
    assert_eq!(idx::parse(Drip(&file), "drip").unwrap(), expected);
    assert_eq!(idx::parse(Drip(&gzip(&file)), "drip").unwrap(), expected);
}

#[test]
fn no_memory_is_left_over() {
    let bytes = counting(300_000);
    let idx = parse(&idx_file(&[300, 1000], &bytes)).unwrap();
    let Elements::U8(bytes) = idx.elements else { panic!("{:?}", idx.dims) };
    assert_eq!(bytes.capacity(), 300_000);
}

#[test]
fn compression_is_detected_by_the_content_not_by_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = idx_file(&[2, 2], &[1, 2, 3, 4]);
    let (plain, packed) = (folder.path().join("plain.gz"), folder.path().join("packed"));
    fs::write(&plain, &file).unwrap();
    fs::write(&packed, gzip(&file)).unwrap();
    assert_eq!(idx::read(&plain).unwrap().elements, Elements::U8(vec![1, 2, 3, 4]));
    assert_eq!(idx::read(&packed).unwrap(), idx::read(&plain).unwrap());
}

#[test]
fn gzip_in_several_members_is_read_whole() {
    let file = idx_file(&[2, 2], &[1, 2, 3, 4]);
    let (start, rest) = file.split_at(7);
    let idx = parse(&[gzip(start), gzip(rest)].concat()).unwrap();
    assert_eq!(idx.elements, Elements::U8(vec![1, 2, 3, 4]));
}

#[test]
fn every_cut_of_a_plain_file_is_called_truncated() {
    let file = idx_file(&[2, 2, 3], &counting(12));
    for length in 0..file.len() {
        // What is known to be needed grows: the first four bytes, the sizes, the elements.
        let needed = match length {
            0..4 => 4,
            4..16 => 16,
            _ => 28,
        };
        match parse(&file[..length]).map_err(|error| error.kind) {
            Err(DataErrorKind::Truncated { expected, found }) => {
                assert_eq!((expected, found), (needed, length as u64));
            }
            other => panic!("cut after {length} bytes: {other:?}"),
        }
    }
}

#[test]
fn every_cut_of_a_packed_file_is_an_error() {
    let file = gzip(&idx_file(&[2, 2, 3], &counting(12)));
    for length in 0..file.len() {
        let error = parse(&file[..length]).expect_err("a part is not the whole");
        match length {
            0..2 => assert!(
                matches!(error.kind, DataErrorKind::Truncated { .. }),
                "{length}: {error:?}"
            ),
            _ => assert!(matches!(error.kind, DataErrorKind::Gzip { .. }), "{length}: {error:?}"),
        }
    }
}

#[test]
fn a_short_file_whole_in_its_gzip_is_called_truncated() {
    let file = gzip(&idx_file(&[10], &counting(9)));
    let error = parse(&file).unwrap_err();
    assert!(
        matches!(error.kind, DataErrorKind::Truncated { expected: 18, found: 17, .. }),
        "{error:?}"
    );
}

#[test]
fn every_changed_byte_of_the_checksum_and_the_length_is_found() {
    let file = gzip(&idx_file(&[4], &counting(4)));
    for index in file.len() - 8..file.len() {
        let mut damaged = file.clone();
        damaged[index] ^= 1;
        let error = parse(&damaged).expect_err("the checksum does not fit");
        assert!(matches!(error.kind, DataErrorKind::Gzip { .. }), "{index}: {error:?}");
    }
}

#[test]
fn one_byte_more_is_an_error() {
    let mut file = idx_file(&[2, 2], &[1, 2, 3, 4]);
    file.push(0);
    for error in [parse(&file).unwrap_err(), parse(&gzip(&file)).unwrap_err()] {
        assert!(
            matches!(error.kind, DataErrorKind::TrailingBytes { expected: 16, .. }),
            "{error:?}"
        );
    }
}

#[test]
fn a_byte_behind_the_gzip_data_is_an_error() {
    let mut file = gzip(&idx_file(&[2, 2], &[1, 2, 3, 4]));
    file.push(7);
    let error = parse(&file).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Gzip { .. }), "{error:?}");
}

#[rstest]
#[case::largest_cubed(&[u32::MAX, u32::MAX, u32::MAX])]
#[case::wraps_to_zero(&[1 << 16, 1 << 16, 1 << 16, 1 << 16])]
#[case::wraps_to_one_kibibyte(&[1 << 31, 1 << 31, 4, 1])]
#[case::one_above_the_limit(&[(1 << 30) + 1])]
fn sizes_that_no_memory_holds_are_refused(#[case] sizes: &[u32]) {
    let error = parse(&idx_file(sizes, &[0; 64])).unwrap_err();
    let DataErrorKind::TooLarge { dims, limit, .. } = error.kind else { panic!("{error:?}") };
    assert_eq!(dims, sizes.iter().map(|&size| size as usize).collect::<Vec<_>>());
    assert_eq!(limit, 1 << 30);
}

/// A file of three elements of this type.
fn file_of(code: u8, elements: &[u8]) -> Vec<u8> {
    let mut file = idx_file(&[3], elements);
    file[2] = code;
    file
}

#[rstest]
#[case(0x08, &[0, 200, 255], Elements::U8(vec![0, 200, 255]), [0.0, 200.0, 255.0])]
#[case(0x09, &[0, 200, 127], Elements::I8(vec![0, -56, 127]), [0.0, -56.0, 127.0])]
#[case(
    0x0b, &[1, 2, 255, 254, 128, 0],
    Elements::I16(vec![258, -2, i16::MIN]), [258.0, -2.0, -32_768.0]
)]
#[case(
    0x0c, &[0, 1, 0, 2, 255, 255, 255, 255, 127, 255, 255, 255],
    Elements::I32(vec![65_538, -1, i32::MAX]), [65_538.0, -1.0, 2_147_483_647.0]
)]
#[case(
    0x0d, &[0x3f, 0xc0, 0, 0, 0xbd, 0xcc, 0xcc, 0xcd, 0x7f, 0x80, 0, 0],
    Elements::F32(vec![1.5, -0.1, f32::INFINITY]), [1.5, f64::from(-0.1_f32), f64::INFINITY]
)]
#[case(
    0x0e,
    &[0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0x40, 9, 0x21, 0xfb, 0x54, 0x44, 0x2d, 0x18, 0, 0, 0, 0, 0, 0, 0, 0],
    Elements::F64(vec![1.5, std::f64::consts::PI, 0.0]), [1.5, std::f64::consts::PI, 0.0]
)]
fn every_type_of_the_format_is_read(
    #[case] code: u8,
    #[case] bytes: &[u8],
    #[case] expected: Elements,
    #[case] values: [f64; 3],
) {
    let file = file_of(code, bytes);
    let idx = parse(&file).unwrap();
    assert_eq!((idx.elements.len(), idx.elements.to_f64()), (3, values.to_vec()));
    assert_eq!((idx.dims, idx.elements), (vec![3], expected));
    // A byte less or more is an error that counts bytes, not elements.
    let (needed, length) = (file.len() as u64, file.len() as u64 - 1);
    let cut = parse(&file[..file.len() - 1]).unwrap_err();
    assert!(
        matches!(cut.kind, DataErrorKind::Truncated { expected, found }
            if (expected, found) == (needed, length)),
        "{cut:?}"
    );
    let longer = parse(&[&file[..], &[0]].concat()).unwrap_err();
    assert!(matches!(longer.kind, DataErrorKind::TrailingBytes { .. }), "{longer:?}");
}

#[rstest]
fn other_element_types_are_refused_by_name(#[values(0x00, 0x07, 0x0a, 0x0f, 0xff)] code: u8) {
    let mut file = idx_file(&[1], &[0]);
    file[2] = code;
    let error = parse(&file).unwrap_err();
    assert!(
        matches!(error.kind, DataErrorKind::ElementType { found, .. } if found == code),
        "{error:?}"
    );
    let message = "(unknown to the format) where 0x08, 0x09 or 0x0b to 0x0e is expected";
    assert!(error.to_string().contains(&format!("{code:#04x} {message}")), "{error}");
}

#[test]
fn the_limit_is_one_of_bytes_not_of_elements() {
    let mut file = idx_file(&[(1 << 27) + 1], &[]);
    file[2] = 0x0e;
    let error = parse(&file).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::TooLarge { .. }), "{error:?}");
}

#[rstest]
fn other_ranks_are_refused(#[values(0, 5, 255)] rank: u8) {
    let mut file = idx_file(&[1], &[0; 2000]);
    file[3] = rank;
    let error = parse(&file).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Rank { found, .. } if found == rank), "{error:?}");
}

#[rstest]
#[case::page(b"<!doctype html>")]
#[case::png(b"\x89PNG\r\n\x1a\n")]
#[case::first_byte(&[1, 0, 8, 1, 0, 0, 0, 0])]
#[case::second_byte(&[0, 1, 8, 1, 0, 0, 0, 0])]
#[case::packed_twice(&gzip(&gzip(&idx_file(&[1], &[0]))))]
fn other_formats_are_refused(#[case] file: &[u8]) {
    let error = parse(file).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::NotIdx { .. }), "{error:?}");
}

#[test]
fn a_file_that_is_not_there_is_named_with_the_cause() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no-such-file");
    let error = idx::read(&path).unwrap_err();
    assert!(error.to_string().contains("no-such-file"), "{error}");
    let DataErrorKind::Io { source, .. } = error.kind else { panic!("{error:?}") };
    assert_eq!(source.kind(), io::ErrorKind::NotFound);
}

#[test]
fn a_folder_is_not_read_as_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let error = idx::read(folder.path()).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Io { .. }), "{error:?}");
}

#[test]
fn every_error_names_the_file_and_says_what_to_do() {
    let good = idx_file(&[2], &[1, 2]);
    let packed = gzip(&good);
    let files: [&[u8]; 6] = [
        &good[..9],
        &[&good[..], b"more"].concat(),
        &packed[..packed.len() - 1],
        &idx_file(&[u32::MAX, u32::MAX], &[]),
        &idx_file(&[1; 5], &[0]),
        b"<html>",
    ];
    for file in files {
        let message = parse(file).unwrap_err().to_string();
        assert!(message.starts_with("some-file: "), "{message}");
        assert!(message.contains("fetch it again"), "{message}");
    }
}
