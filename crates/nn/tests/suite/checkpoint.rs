//! Files of weights: what is saved comes back, and what does not fit is named and changes nothing.

use crate::rng;
use nn::checkpoint::{CheckpointError, CheckpointErrorKind, StateDict, load, save};
use nn::{Buffer, Dense, Module, impl_module, state_dict};
use numeric::Float;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tensor::{Shape, Tensor};

/// Two layers and a buffer.
struct Model<T: Float> {
    hidden: Dense<T>,
    mean: Buffer<T>,
    output: Dense<T>,
}
impl_module!(Model<T> { hidden, mean, output });

fn model<T: Float>(seed: u64) -> Model<T> {
    let rng = &mut rng(seed);
    let hidden = Dense::linear(3, 4, rng);
    let mean = Buffer::new(Tensor::full([4], T::of(seed as f64)));
    Model { hidden, mean, output: Dense::linear(4, 2, rng) }
}

/// The bits of all elements of a model, with their names.
fn bits<T: Float>(model: &impl Module<T>) -> Vec<(String, Shape, Vec<u64>)> {
    let bits = |x: &T| x.as_f64().to_bits();
    state_dict(model)
        .into_iter()
        .map(|(name, t)| (name, t.shape(), t.as_slice().iter().map(bits).collect()))
        .collect()
}

/// A folder for one test, and the path of a file in it.
pub fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("model.safetensors");
    (folder, file)
}

/// What loading says; the model must be as it was before.
fn refused<T: Float>(model: &mut impl Module<T>, file: &Path) -> (CheckpointError, String) {
    let before = bits(model);
    let error = load(model, file).expect_err("this file does not fit");
    assert!(bits(model) == before, "nothing is changed by a file that is refused: {error}");
    let message = error.to_string();
    let start = format!("{}: ", file.display());
    assert!(message.starts_with(&start), "the file is named: {message}");
    (error, message.strip_prefix(&start).unwrap().to_string())
}

#[test]
fn what_is_saved_comes_back() {
    fn check<T: Float>() {
        let (_folder, file) = folder();
        let (saved, mut loaded) = (model::<T>(1), model::<T>(2));
        assert_ne!(bits(&saved), bits(&loaded));
        save(&saved, &file).unwrap();
        load(&mut loaded, &file).unwrap();
        assert_eq!(bits(&saved), bits(&loaded));
        // What was loaded is the model's own: the file may go.
        fs::remove_file(&file).unwrap();
        loaded.hidden.bias.value.as_mut_slice()[0] = T::of(9.0);
        assert_eq!(loaded.hidden.bias.value.as_slice()[0], T::of(9.0));
    }
    check::<f32>();
    check::<f64>();
}

#[test]
fn every_bit_of_odd_numbers_comes_back() {
    let (_folder, file) = folder();
    let odd =
        [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -0.0, 1e-45, f32::MAX, f32::MIN_POSITIVE, 0.1];
    let saved = Buffer::new(Tensor::new([8], odd.to_vec()));
    save(&saved, &file).unwrap();
    let mut loaded = Buffer::new(Tensor::zeros([8]));
    load(&mut loaded, &file).unwrap();
    let bits = |x: &Buffer| x.value.as_slice().iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&loaded), bits(&saved));
    let odd = [f64::NAN, -0.0, 5e-324, f64::MAX, 1.0 / 3.0];
    let saved = Buffer::new(Tensor::new([5], odd.to_vec()));
    save(&saved, &file).unwrap();
    let mut loaded = Buffer::new(Tensor::<f64>::zeros([5]));
    load(&mut loaded, &file).unwrap();
    assert_eq!(
        loaded.value.as_slice().iter().map(|x| x.to_bits()).collect::<Vec<_>>(),
        odd.map(f64::to_bits)
    );
}

#[test]
fn shapes_of_every_rank_come_back() {
    let (_folder, file) = folder();
    let mut state = StateDict::<f32>::default();
    for dims in [&[][..], &[3], &[2, 2], &[1, 2, 3], &[2, 1, 1, 2], &[0], &[3, 0]] {
        state.tensors.insert(format!("{dims:?}"), Tensor::full(Shape::new(dims).unwrap(), 0.5));
    }
    state.write(&file).unwrap();
    let read = StateDict::<f32>::read(&file).unwrap();
    assert_eq!(read.tensors.len(), state.tensors.len());
    for (name, tensor) in &state.tensors {
        let found = &read.tensors[name];
        assert_eq!(
            (found.shape(), found.as_slice()),
            (tensor.shape(), tensor.as_slice()),
            "{name}"
        );
    }
}

#[test]
fn a_file_of_nothing() {
    let (_folder, file) = folder();
    save::<f32>(&nn::Flatten, &file).unwrap();
    load::<f32>(&mut nn::Flatten, &file).unwrap();
    assert!(StateDict::<f64>::read(&file).unwrap().tensors.is_empty(), "no element, no type");
}

#[test]
fn a_note_travels_along() {
    let (_folder, file) = folder();
    for note in ["", "{\"a\": [1, 2]}", "ß — \u{1f980}\n\"quoted\" \\ \0"] {
        let mut state = StateDict::default();
        state.add_module("model.", &model::<f32>(1));
        state.metadata = Some(note.into());
        state.write(&file).unwrap();
        let read = StateDict::<f32>::read(&file).unwrap();
        assert_eq!(read.metadata.as_deref(), Some(note));
        assert!(read.tensors.contains_key("model.hidden.weight"));
    }
    save(&model::<f32>(1), &file).unwrap();
    assert_eq!(StateDict::<f32>::read(&file).unwrap().metadata, None);
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let bytes = |reverse: bool| {
        let mut state = StateDict::default();
        let model = model::<f32>(1);
        let mut tensors = state_dict(&model);
        if reverse {
            tensors.reverse();
        }
        for (name, tensor) in tensors {
            state.tensors.insert(name, tensor.clone());
        }
        state.metadata = Some("a note".into());
        state.to_bytes()
    };
    assert_eq!(bytes(false), bytes(true));
    let (_folder, file) = folder();
    save(&model::<f32>(1), &file).unwrap();
    let first = fs::read(&file).unwrap();
    save(&model::<f32>(1), &file).unwrap();
    assert_eq!(fs::read(&file).unwrap(), first);
}

/// The format as its description has it, written by hand: other programs must be able to read it.
#[test]
fn the_bytes_are_those_of_the_description() {
    let (_folder, file) = folder();
    save(&Buffer::new(Tensor::new([2, 1], vec![1.0f32, -2.0])), &file).unwrap();
    let bytes = fs::read(&file).unwrap();
    let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    let header = std::str::from_utf8(&bytes[8..8 + length]).unwrap().trim_end();
    let expected = r#"{"__metadata__":{"format":"gradus"},"":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}"#;
    assert_eq!(header, expected);
    assert_eq!(bytes[8 + length..], [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
}

#[test]
fn a_file_of_another_model_is_refused() {
    let (_folder, file) = folder();
    save(&Dense::<f32>::linear(3, 4, &mut rng(1)), &file).unwrap();
    let (error, message) = refused(&mut model::<f32>(2), &file);
    assert!(matches!(error.kind, CheckpointErrorKind::Unexpected { .. }));
    let expected =
        "the tensor `bias` has no place in this model: was this file saved from another one?";
    assert_eq!(message, expected);
}

/// A file of a model, after a change.
fn changed<T: Float>(file: &Path, change: impl FnOnce(&mut StateDict<T>)) {
    let mut state = StateDict::default();
    state.add_module("", &model::<T>(1));
    change(&mut state);
    state.write(file).unwrap();
}

#[test]
fn a_missing_tensor_is_named() {
    let (_folder, file) = folder();
    changed::<f32>(&file, |state| drop(state.tensors.remove("output.weight")));
    let (error, message) = refused(&mut model::<f32>(2), &file);
    assert!(
        matches!(error.kind, CheckpointErrorKind::Missing { name, .. } if name == "output.weight")
    );
    let expected = "the tensor `output.weight` is missing: was this file saved from another model?";
    assert_eq!(message, expected);
}

#[test]
fn a_tensor_too_many_is_named() {
    let (_folder, file) = folder();
    changed(&file, |state| {
        state.tensors.insert("output.scale".into(), Tensor::scalar(1.0f32));
    });
    let (error, message) = refused(&mut model::<f32>(2), &file);
    assert!(
        matches!(error.kind, CheckpointErrorKind::Unexpected { name, .. } if name == "output.scale")
    );
    assert!(message.contains("`output.scale` has no place in this model"), "{message}");
}

#[test]
fn another_shape_is_named_with_both() {
    let (_folder, file) = folder();
    // As many elements, but another shape: PyTorch's layout of a weight, say.
    changed(&file, |state| {
        state.tensors.insert("hidden.weight".into(), Tensor::<f32>::zeros([4, 3]));
    });
    let (error, message) = refused(&mut model::<f32>(2), &file);
    assert!(matches!(error.kind, CheckpointErrorKind::Shape { .. }));
    let expected = "the tensor `hidden.weight` has the shape [4, 3], but the model's has [3, 4]: \
                    was this file saved with other settings, or by PyTorch (`import_pytorch`)?";
    assert_eq!(message, expected);
}

#[test]
fn another_type_is_named_with_both() {
    let (_folder, file) = folder();
    save(&model::<f64>(1), &file).unwrap();
    let (error, message) = refused(&mut model::<f32>(2), &file);
    assert!(matches!(error.kind, CheckpointErrorKind::Type { .. }));
    assert!(message.ends_with("` is of type F64, but F32 is needed"), "{message}");
    assert!(message.starts_with("the tensor `"), "{message}");
    save(&model::<f32>(1), &file).unwrap();
    let (_, message) = refused(&mut model::<f64>(2), &file);
    assert!(message.ends_with("` is of type F32, but F64 is needed"), "{message}");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (folder, file) = folder();
    let (error, message) = refused(&mut model::<f32>(2), &file);
    assert!(matches!(error.kind, CheckpointErrorKind::Read { .. }));
    assert!(message.starts_with("cannot be read: "), "{message}");
    let (error, _) = refused(&mut model::<f32>(2), folder.path());
    assert!(matches!(error.kind, CheckpointErrorKind::Read { .. }), "a folder is no file");
}

/// The names of what is in a folder.
fn listing(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn writing_leaves_nothing_beside_the_file() {
    let (folder, file) = folder();
    // Half a file is left from a run that was cut off.
    fs::write(folder.path().join("model.safetensors.partial"), "half").unwrap();
    save(&model::<f32>(1), &file).unwrap();
    assert_eq!(listing(&folder), ["model.safetensors"]);
    load(&mut model::<f32>(2), &file).unwrap();
}

#[test]
fn a_failed_write_leaves_the_old_file() {
    let (folder, file) = folder();
    save(&model::<f32>(1), &file).unwrap();
    let before = fs::read(&file).unwrap();
    // Nothing can be written under the other name: a folder has it.
    fs::create_dir(folder.path().join("model.safetensors.partial")).unwrap();
    let error = save(&model::<f32>(2), &file).unwrap_err();
    assert!(matches!(error.kind, CheckpointErrorKind::Write { .. }));
    let message = error.to_string();
    assert!(message.starts_with(&format!("{}: cannot be written: ", file.display())), "{message}");
    assert!(message.contains("a file that was there before is unchanged"), "{message}");
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_file_cannot_replace_a_folder() {
    let (folder, file) = folder();
    fs::create_dir(&file).unwrap();
    fs::write(file.join("inside"), "kept").unwrap();
    let error = save(&model::<f32>(1), &file).unwrap_err();
    assert!(matches!(error.kind, CheckpointErrorKind::Write { .. }), "{error}");
    assert_eq!(listing(&folder), ["model.safetensors"], "no half file is left");
    assert_eq!(fs::read(file.join("inside")).unwrap(), b"kept");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let (folder, _) = folder();
    let file = folder.path().join("missing").join("model.safetensors");
    let error = save(&model::<f32>(1), &file).unwrap_err();
    assert!(error.to_string().starts_with(&file.display().to_string()), "{error}");
    assert!(listing(&folder).is_empty(), "nothing is made on the way");
}

/// Several models in one file, each behind its own prefix.
#[test]
fn prefixes_keep_models_apart() {
    let (first, second) = (model::<f32>(1), model::<f32>(2));
    let mut state = StateDict::default();
    state.add_module("a.", &first);
    state.add_module("b.", &second);
    let mut restored = model::<f32>(3);
    state.load_into("b.", &mut restored).unwrap();
    assert_eq!(bits(&restored), bits(&second));
    let error = state.load_into("c.", &mut restored).unwrap_err();
    assert!(error.to_string().contains("`c.hidden.weight` is missing"), "{error}");
    assert_eq!(bits(&restored), bits(&second));
}
