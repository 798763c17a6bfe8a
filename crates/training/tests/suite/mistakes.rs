//! What does not fit is named at the caller's line, though a closure is between.

use crate::blame::panic_of;
use crate::support::{Points, model, trainer};
use data::{Batch, Dataset, Weighted};
use nn::{Dense, Sequential, sequential};
use normalization::BatchNorm;
use optimizers::{Adam, Sgd};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;
use training::accuracy;

fn linear(inputs: usize, outputs: usize) -> Dense {
    Dense::linear(inputs, outputs, &mut ChaCha8Rng::seed_from_u64(1))
}

/// What `fit` says of this model.
#[track_caller]
fn refused(mut model: Sequential, samples: usize) -> String {
    let (data, mut trainer) = (Points::new(samples), trainer(Sgd::default()));
    let panic = panic_of(|| trainer.fit(&mut model, &data, &data, &mut ()));
    assert!(panic.file.ends_with("tests/suite/mistakes.rs"), "{panic:?}");
    panic.message
}

#[test]
fn a_model_that_does_not_fit_the_data() {
    let found = refused(sequential![linear(4, 3)], 10);
    assert!(found.starts_with("fit: layer 0, Dense"), "{found}");
    let found = refused(sequential![linear(3, 4), linear(5, 3)], 10);
    assert!(found.starts_with("fit: layer 1, Dense"), "{found}");
    let found = refused(sequential![linear(3, 1)], 10);
    let expected = "but the logits know only the classes below 1";
    assert!(
        found.starts_with("fit: cross-entropy: sample ") && found.ends_with(expected),
        "{found}"
    );
    let found = refused(sequential![linear(3, 3), BatchNorm::new(3)], 5);
    assert!(found.starts_with("fit: ") && found.contains("at least two samples"), "{found}");
}

#[test]
fn settings_out_of_range() {
    let (data, mut trainer) = (Points::new(10), trainer(Adam { beta1: 1.0, ..Adam::default() }));
    let panic = panic_of(|| trainer.fit(&mut model::<f32>(1), &data, &data, &mut ()));
    let expected = "fit: optimizer: beta1 must be at least 0 and below 1, but is 1";
    assert_eq!(panic.message, expected);
    assert!(panic.file.ends_with("tests/suite/mistakes.rs"), "{panic:?}");
}

/// Points of which one cannot be loaded.
struct Damaged(u32);

impl Dataset<f32> for Damaged {
    type Targets = Vec<usize>;

    fn len(&self) -> usize {
        10
    }

    fn get_batch(&self, indices: &[u32]) -> Batch<f32, Vec<usize>> {
        assert!(!indices.contains(&self.0), "sample {} is damaged", self.0);
        Points::new(10).get_batch(indices)
    }
}

/// All but the first batch are loaded while the step before runs, perhaps by another thread.
#[test]
fn a_sample_that_cannot_be_loaded() {
    for damaged in 0..10 {
        let mut trainer = trainer(Sgd::default());
        let (data, mut model) = (Damaged(damaged), model::<f32>(1));
        let panic = panic_of(|| trainer.fit(&mut model, &data, &Damaged(10), &mut ()));
        assert_eq!(panic.message, format!("fit: sample {damaged} is damaged"));
        assert!(panic.file.ends_with("tests/suite/mistakes.rs"), "{panic:?}");
    }
}

#[test]
fn an_evaluation() {
    let (data, mut trainer) = (Points::new(10), trainer(Sgd::<f32>::default()));
    let panic = panic_of(|| trainer.evaluate(&linear(4, 3), &data));
    assert!(panic.message.starts_with("evaluate: "), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/mistakes.rs"), "{panic:?}");
    let weighted = Weighted { data, weights: vec![1.0; 9] };
    let panic = panic_of(|| trainer.evaluate(&linear(3, 3), &weighted));
    assert_eq!(panic.message, "evaluate: Weighted: 9 weights for 10 samples");
}

#[test]
fn accuracy_of_no_classes_or_of_too_few() {
    let panic = panic_of(|| accuracy(&Tensor::<f32>::zeros([2, 0]), &[0, 0]));
    assert_eq!(panic.message, "accuracy: the logits [2, 0] are of no classes");
    assert!(panic.file.ends_with("tests/suite/mistakes.rs"), "{panic:?}");
    let panic = panic_of(|| accuracy(&Tensor::<f32>::zeros([2, 3]), &[0]));
    assert_eq!(panic.message, "accuracy: 1 classes for the logits [2, 3]: expected 2");
}
