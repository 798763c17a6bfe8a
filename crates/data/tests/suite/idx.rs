//! IDX files that are right, plain and packed, and each way in which one can be wrong.

use std::fs;
use std::io::{self, Read};

use data::idx::{self, Idx};
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
    let expected = Idx { dims, bytes };
    assert_eq!(parse(&file).unwrap(), expected);
    assert_eq!(parse(&gzip(&file)).unwrap(), expected);
    assert_eq!(idx::parse(Drip(&file), "drip").unwrap(), expected);
    assert_eq!(idx::parse(Drip(&gzip(&file)), "drip").unwrap(), expected);
}

#[test]
fn no_memory_is_left_over() {
    let bytes = counting(300_000);
    let idx = parse(&idx_file(&[300, 1000], &bytes)).unwrap();
    assert_eq!(idx.bytes.capacity(), 300_000);
}

#[test]
fn compression_is_detected_by_the_content_not_by_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = idx_file(&[2, 2], &[1, 2, 3, 4]);
    let (plain, packed) = (folder.path().join("plain.gz"), folder.path().join("packed"));
    fs::write(&plain, &file).unwrap();
    fs::write(&packed, gzip(&file)).unwrap();
    assert_eq!(idx::read(&plain).unwrap().bytes, [1, 2, 3, 4]);
    assert_eq!(idx::read(&packed).unwrap(), idx::read(&plain).unwrap());
}

#[test]
fn gzip_in_several_members_is_read_whole() {
    let file = idx_file(&[2, 2], &[1, 2, 3, 4]);
    let (start, rest) = file.split_at(7);
    assert_eq!(parse(&[gzip(start), gzip(rest)].concat()).unwrap().bytes, [1, 2, 3, 4]);
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

#[rstest]
#[case(0x09, "signed byte")]
#[case(0x0b, "16-bit integer")]
#[case(0x0c, "32-bit integer")]
#[case(0x0d, "32-bit float")]
#[case(0x0e, "64-bit float")]
#[case(0x00, "unknown to the format")]
fn other_element_types_are_refused_by_name(#[case] code: u8, #[case] name: &str) {
    let mut file = idx_file(&[1], &[0]);
    file[2] = code;
    let error = parse(&file).unwrap_err();
    assert!(
        matches!(error.kind, DataErrorKind::ElementType { found, .. } if found == code),
        "{error:?}"
    );
    assert!(error.to_string().contains(&format!("{code:#04x} ({name})")), "{error}");
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
