//! Damaged files: an error, never a panic.

use crate::golden;
use keras_files::{KerasFileErrorKind, KerasModel};
use std::fs;

#[test]
fn a_model_cut_at_any_byte() {
    let whole = fs::read(golden("small.keras")).unwrap();
    for len in 0..whole.len() {
        let error = KerasModel::parse(&whole[..len], "cut.keras").expect_err("half a file");
        let text = error.to_string();
        assert!(text.starts_with("cut.keras: "), "{text}");
        if len >= 8 {
            assert!(matches!(error.kind, KerasFileErrorKind::Damaged { .. }), "{len}: {text}");
        }
    }
}

#[test]
fn weights_cut_at_any_byte() {
    let whole = fs::read(golden("small.weights.h5")).unwrap();
    let mut model = KerasModel::read(golden("small.keras")).unwrap();
    for len in 0..whole.len() {
        // The last bytes may be unused: then the weights are whole.
        if let Err(error) = model.parse_weights(whole[..len].to_vec(), "cut.weights.h5") {
            assert!(error.to_string().starts_with("cut.weights.h5: "), "{error}");
        } else {
            assert!(len > whole.len() / 2, "{len} bytes of {} were enough", whole.len());
            assert!(model.to_sequential().is_ok());
        }
    }
}

/// Every byte of the weights in turn has another value; whatever is read, nothing panics.
#[test]
fn one_byte_of_the_weights_changed() {
    let whole = fs::read(golden("small.weights.h5")).unwrap();
    let mut model = KerasModel::read(golden("small.keras")).unwrap();
    for i in 0..whole.len() {
        let mut changed = whole.clone();
        changed[i] ^= 0xff;
        if model.parse_weights(changed, "changed.weights.h5").is_ok() {
            let _ = model.to_sequential();
        }
    }
}

#[test]
fn a_config_cut_or_changed() {
    use std::io::{Read, Write};
    let bytes = fs::read(golden("small.keras")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut member = |name| {
        let mut contents = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut contents).unwrap();
        contents
    };
    let [config, weights] = ["config.json", "model.weights.h5"].map(&mut member);
    let pack = |config: &[u8]| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let deflated = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        for (name, contents) in [("config.json", config), ("model.weights.h5", &*weights)] {
            archive.start_file(name, deflated).unwrap();
            archive.write_all(contents).unwrap();
        }
        archive.finish().unwrap().into_inner()
    };
    let packed = KerasModel::parse(&pack(&config), "packed.keras");
    assert!(packed.unwrap().to_sequential().is_ok(), "a compressed archive is read as well");
    for len in (0..config.len()).step_by(7) {
        let error = KerasModel::parse(&pack(&config[..len]), "cut.keras").unwrap_err().to_string();
        assert!(error.contains("config.json: "), "{error}");
    }
    for text in ["[]", "{}", "null", r#"{"class_name": "Sequential", "config": {"layers": [{}]}}"#]
    {
        assert!(KerasModel::parse(&pack(text.as_bytes()), "other.keras").is_err(), "{text}");
    }
}
