//! Files of weights made up at random: data or an error, never a panic. (The readers of data sets
//! have such tests in their own crate, and every reader has a fuzz target in `fuzz/`.)

use activations::Relu;
use nn::Dense;
use nn::checkpoint::{CheckpointError, StateDict};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

fn parse(bytes: &[u8]) -> Result<StateDict<f32>, CheckpointError> {
    StateDict::parse(bytes, "some.safetensors".as_ref())
}

/// The file of a small model.
fn whole(seed: u64) -> Vec<u8> {
    let mut archive = StateDict::default();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    archive.add_module("", &Dense::<f32, _>::new(3, 2, Relu, &mut rng));
    archive.metadata = Some("a note".into());
    archive.to_bytes()
}

/// What can be read can be written, and read again.
fn survives(bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Ok(archive) = parse(bytes) {
        let written = archive.to_bytes();
        let again = parse(&written).map(|archive| archive.to_bytes());
        prop_assert_eq!(again.ok(), Some(written));
    }
    Ok(())
}

proptest! {
    #[test]
    fn weights_that_are_written_are_read(seed: u64) {
        let bytes = whole(seed);
        prop_assert_eq!(parse(&bytes).unwrap().to_bytes(), bytes);
    }

    #[test]
    fn any_bytes_are_survived(bytes in vec(any::<u8>(), 0..200)) {
        survives(&bytes)?;
    }

    #[test]
    fn any_header_of_the_right_length_is_survived(header in "[ -~]{0,80}", rest in 0_usize..40) {
        let length = (header.len() as u64).to_le_bytes();
        survives(&[&length[..], header.as_bytes(), &vec![0; rest]].concat())?;
    }

    #[test]
    fn changed_and_cut_files_are_survived(
        changes in vec((any::<Index>(), any::<u8>()), 1..4),
        kept in any::<Index>(),
    ) {
        let mut bytes = whole(1);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        survives(&bytes)?;
        survives(&bytes[..kept.index(bytes.len())])?;
    }
}
