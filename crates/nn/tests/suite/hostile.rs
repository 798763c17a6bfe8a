//! Files that are cut off, damaged, or made to do harm: each gives an error that names the file,
//! none a panic, none an allocation as large as the file claims.

use crate::checkpoint::folder;
use crate::rng;
use nn::Dense;
use nn::checkpoint::{CheckpointError, StateDict, load};
use rstest::rstest;
use std::path::Path;
use tensor::Tensor;

/// A file of this header and `data` bytes of elements.
fn file_of(header: &str, data: usize) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend(vec![0; data]);
    bytes
}

/// A file as it should be.
fn whole() -> Vec<u8> {
    let mut state = StateDict::default();
    state.add_module("", &Dense::<f32>::linear(3, 2, &mut rng(1)));
    state.metadata = Some("a note".into());
    state.to_bytes()
}

fn parse(bytes: &[u8]) -> Result<StateDict<f32>, CheckpointError> {
    StateDict::parse(bytes, Path::new("some/model.safetensors"))
}

/// What is said of a file that must not be read.
fn refused(bytes: &[u8], what: &str) -> String {
    let message = match parse(bytes) {
        Err(error) => error.to_string(),
        Ok(state) => panic!("{what}: this was read as {:?}", state.tensors),
    };
    assert!(message.starts_with("some/model.safetensors: "), "{what}: {message}");
    message
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let bytes = whole();
    assert!(parse(&bytes).is_ok());
    for len in 0..bytes.len() {
        let message = refused(&bytes[..len], &format!("the first {len} bytes"));
        assert!(message.contains("this is not a whole safetensors file ("), "{message}");
        assert!(message.ends_with("delete it and save it again"), "{message}");
    }
}

#[test]
fn a_file_that_goes_on_is_refused() {
    for more in [1, 4, 1000] {
        let bytes = [whole(), vec![0; more]].concat();
        refused(&bytes, &format!("{more} bytes more"));
    }
}

/// Any byte of the length and of the header, changed to any other.
#[test]
fn no_damage_of_the_header_is_a_panic() {
    let mut bytes = whole();
    let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    let (mut errors, mut read) = (0, 0);
    for position in 0..8 + length {
        let good = bytes[position];
        for bad in (0..=255).filter(|bad| *bad != good) {
            bytes[position] = bad;
            match parse(&bytes) {
                Err(error) => {
                    errors += 1;
                    let message = error.to_string();
                    assert!(message.starts_with("some/model.safetensors: "), "{message}");
                }
                // Another name, other metadata, axes swapped: as many elements.
                Ok(state) => {
                    read += 1;
                    let elements: usize = state.tensors.values().map(Tensor::len).sum();
                    assert_eq!(elements, 3 * 2 + 2, "byte {position} is {bad}");
                }
            }
        }
        bytes[position] = good;
    }
    assert!(errors > read && read > 0, "{errors} errors, {read} read");
}

/// Damage of a name, a shape or a type must not get into a model.
#[test]
fn a_damaged_file_changes_no_model() {
    let (_folder, file) = folder();
    let bytes = whole();
    let header = String::from_utf8_lossy(&bytes[8..bytes.len() - 32]).into_owned();
    let mut model = Dense::<f32>::linear(3, 2, &mut rng(2));
    let before = model.weight.value.clone();
    for (good, bad) in [("\"weight\"", "\"wejght\""), ("[3,2]", "[2,3]"), ("F32", "I32")] {
        let damaged = header.replacen(good, bad, 1);
        assert_ne!(damaged, header);
        let all = [&bytes[..8], damaged.as_bytes(), &bytes[bytes.len() - 32..]].concat();
        std::fs::write(&file, all).unwrap();
        let error = load(&mut model, &file).unwrap_err().to_string();
        assert!(error.starts_with(&file.display().to_string()), "{error}");
        assert_eq!(model.weight.value.as_slice(), before.as_slice(), "{bad}");
    }
}

#[rstest]
#[case::nothing(b"")]
#[case::seven_bytes(b"1234567")]
#[case::no_header(&[0; 8])]
#[case::text(b"this is not a file of weights, but a text")]
#[case::web_page(b"<!DOCTYPE html><html><body>404 Not Found</body></html>")]
#[case::zip(b"PK\x03\x04\x14\x00\x00\x00\x08\x00archive/data.pkl")]
#[case::zeros(&[0; 4096])]
#[case::ones(&[0xff; 4096])]
fn files_of_another_kind(#[case] bytes: &[u8]) {
    refused(bytes, "a file of another kind");
}

#[rstest]
#[case(u64::MAX)]
#[case(u64::MAX - 7)]
#[case(u64::MAX - 8)]
#[case(1 << 63)]
#[case(i64::MAX as u64)]
#[case(1 << 40)]
#[case(100_000_001)]
#[case(100_000_000)]
fn lengths_of_the_header_that_cannot_be(#[case] length: u64) {
    let mut bytes = whole();
    bytes[..8].copy_from_slice(&length.to_le_bytes());
    refused(&bytes, &format!("a header of {length} bytes"));
}

#[rstest]
#[case::overlap(
    r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
    12
)]
#[case::the_same_place(
    r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
    8
)]
#[case::hole(r#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8)]
#[case::beyond_the_end(r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4)]
#[case::far_beyond_the_end(
    r#"{"a":{"dtype":"F32","shape":[4611686018427387903],"data_offsets":[0,18446744073709551612]}}"#,
    8
)]
#[case::backwards(r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8)]
#[case::fewer_bytes_than_elements(r#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8)]
#[case::uncountable(
    r#"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#,
    0
)]
#[case::uncountable_bytes(
    r#"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}"#,
    0
)]
#[case::negative(r#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8)]
#[case::fraction(r#"{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}"#, 8)]
#[case::larger_than_64_bits(
    r#"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}"#,
    8
)]
#[case::no_shape(r#"{"a":{"dtype":"F32","data_offsets":[0,8]}}"#, 8)]
#[case::unknown_type(r#"{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}"#, 8)]
#[case::twice(
    r#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
    8
)]
#[case::a_list(r#"[1,2,3]"#, 0)]
#[case::a_number_as_note(r#"{"__metadata__":{"gradus":7}}"#, 0)]
fn headers_made_to_do_harm(#[case] header: &str, #[case] data: usize) {
    let message = refused(&file_of(header, data), header);
    assert!(message.contains("this is not a whole safetensors file ("), "{message}");
}

#[test]
fn a_name_that_is_there_twice() {
    let tensor = r#"{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#;
    let message = refused(&file_of(&format!(r#"{{"a.b":{tensor},"a.b":{tensor}}}"#), 4), "twice");
    let expected = "some/model.safetensors: this is not a whole safetensors file (its header has the \
                    name `a.b` twice): delete it and save it again";
    assert_eq!(message, expected);
}

#[test]
fn brackets_without_end_do_not_exhaust_the_stack() {
    for depth in [200, 100_000] {
        refused(&file_of(&"[".repeat(depth), 0), "lists in lists");
        refused(&file_of(&r#"{"a":"#.repeat(depth), 0), "maps in maps");
    }
}

#[rstest]
#[case::half("BF16", "[2]", 4, "of type BF16, but F32 is needed")]
#[case::whole_numbers("I64", "[1]", 8, "of type I64, but F32 is needed")]
#[case::bytes("U8", "[3]", 3, "of type U8, but F32 is needed")]
#[case::double("F64", "[1]", 8, "of type F64, but F32 is needed")]
#[case::seven_axes(
    "F32",
    "[1,1,1,1,1,1,2]",
    8,
    "of shape [1, 1, 1, 1, 1, 1, 2], but at most six axes is needed"
)]
fn tensors_that_cannot_be_held_are_named(
    #[case] dtype: &str,
    #[case] shape: &str,
    #[case] bytes: usize,
    #[case] end: &str,
) {
    let tensor = format!(r#"{{"dtype":"{dtype}","shape":{shape},"data_offsets":[0,{bytes}]}}"#);
    let message = refused(&file_of(&format!(r#"{{"a.b":{tensor}}}"#), bytes), shape);
    assert_eq!(message, format!("some/model.safetensors: the tensor `a.b` is {end}"));
}

/// No elements at all, on axes so long that a count along them would never end.
#[test]
fn long_axes_without_numbers_are_harmless() {
    let tensor = r#"{"dtype":"F32","shape":[9223372036854775808,0],"data_offsets":[0,0]}"#;
    let state = parse(&file_of(&format!(r#"{{"a":{tensor}}}"#), 0)).unwrap();
    assert_eq!(state.tensors["a"].len(), 0);
    let (_folder, file) = folder();
    std::fs::write(&file, file_of(&format!(r#"{{"weight":{tensor}}}"#), 0)).unwrap();
    let mut model = Dense::<f32>::linear(3, 2, &mut rng(1));
    assert!(load(&mut model, &file).is_err());
}

#[test]
fn names_of_every_kind_are_only_names() {
    let name = r#"../../\u0000\n\"'𝄞"#;
    let header = format!(r#"{{"{name}":{{"dtype":"F32","shape":[],"data_offsets":[0,4]}}}}"#);
    let state = parse(&file_of(&header, 4)).unwrap();
    assert_eq!(state.tensors.keys().collect::<Vec<_>>(), ["../../\0\n\"'𝄞"]);
}
