//! The mean loss does not depend on how the samples are cut into batches, whatever weighs them.

use crate::support::{Points, model, trainer};
use data::{Batch, Dataset, Standardized, Standardizer, Weighted};
use losses::{ClassWeighted, CrossEntropy, IgnoreIndex, LabelSmoothing, Loss};
use nn::{Flatten, Forward, Module};
use numeric::Float;
use optimizers::Sgd;
use rstest::rstest;
use tensor::Tensor;
use training::{FitConfig, Metrics, Trainer, accuracy};

/// 300 logits (2, 0) and their classes; 9 is to be ignored.
struct Ignored;

impl<T: Float> Dataset<T> for Ignored {
    type Targets = Vec<usize>;

    fn len(&self) -> usize {
        300
    }

    fn get_batch(&self, indices: &[u32]) -> Batch<T, Vec<usize>> {
        let inputs = indices.iter().flat_map(|_| [2.0, 0.0].map(T::of)).collect();
        let class = |i: &u32| match i {
            0 => 1,
            1..=255 => 9,
            _ => 0,
        };
        let targets = indices.iter().map(class).collect();
        Batch { inputs: Tensor::new([indices.len(), 2], inputs), targets }
    }
}

/// 44 samples of class 0 and one of class 1: (44·0.126928 + 2.126928)/45.
#[rstest]
fn ignored_samples_weigh_nothing(#[values(1, 7, 256, 1000)] batch_size: usize) {
    let loss = IgnoreIndex { loss: CrossEntropy, index: 9 };
    let mut trainer = Trainer::new(loss, Sgd::<f64>::new(0.0), |y, t| accuracy(y, t));
    let metrics = trainer.evaluate(&Flatten, &Ignored);
    assert!((metrics.loss - 0.17137).abs() < 1e-5, "{}", metrics.loss);
    trainer.config = FitConfig { epochs: 1, batch_size, ..FitConfig::default() };
    trainer.fit(&mut Flatten, &Ignored, &Ignored, &mut ());
    let epoch = trainer.state.history.epochs[0];
    assert_eq!(epoch.validation, metrics);
    assert!((epoch.train.loss - metrics.loss).abs() < 1e-12, "{}", epoch.train.loss);
}

/// The metrics of an epoch in which nothing is learnt.
fn of_batches<L: Loss<f64, Target = [usize]>>(
    loss: L,
    data: &impl Dataset<f64, Targets = Vec<usize>>,
    batch_size: usize,
) -> [Metrics; 2] {
    let mut trainer = Trainer::new(loss, Sgd::<f64>::new(0.0), |y, t| accuracy(y, t));
    trainer.config = FitConfig { epochs: 1, batch_size, ..FitConfig::default() };
    trainer.fit(&mut model(1), data, data, &mut ());
    let epoch = trainer.state.history.epochs[0];
    [epoch.train, epoch.validation]
}

#[rstest]
fn classes_of_different_weights(#[values(1, 3, 7)] batch_size: usize) {
    let loss = || ClassWeighted { loss: LabelSmoothing::default(), weights: vec![0.5, 2.0, 7.0] };
    let [whole, _] = of_batches(loss(), &Points::new(20), 20);
    for metrics in of_batches(loss(), &Points::new(20), batch_size) {
        assert!((metrics.loss - whole.loss).abs() < 1e-12, "{metrics:?} for {whole:?}");
    }
}

/// A sample of weight 3 is three samples, one of weight 0 none, in the mean and in the gradient.
#[rstest]
fn weights_travel_with_the_data(#[values(2, 5, 100)] batch_size: usize) {
    let weights = vec![3.0, 0.0, 1.0, 1.0, 0.5];
    let weighted = Weighted { data: Points::new(5), weights };
    let losses = |i: u32| of_batches(CrossEntropy, &One(i), 1)[0].loss;
    let expected = (3.0 * losses(0) + losses(2) + losses(3) + 0.5 * losses(4)) / 5.5;
    for metrics in of_batches(CrossEntropy, &weighted, batch_size) {
        assert!((metrics.loss - expected).abs() < 1e-12, "{} for {expected}", metrics.loss);
    }
    let standardizer = Standardizer { mean: vec![0.0], std: vec![1.0] };
    let standardized = Standardized { data: weighted, standardizer };
    for metrics in of_batches(CrossEntropy, &standardized, batch_size) {
        assert!((metrics.loss - expected).abs() < 1e-12, "{} for {expected}", metrics.loss);
    }
}

/// One of the points.
struct One(u32);

impl<T: Float> Dataset<T> for One {
    type Targets = Vec<usize>;

    fn len(&self) -> usize {
        1
    }

    fn get_batch(&self, _: &[u32]) -> Batch<T, Vec<usize>> {
        Points::new(5).get_batch(&[self.0])
    }
}

/// Equal weights train to the model that no weights train to; others to another.
#[test]
fn weights_enter_the_gradient() {
    let train = |weights: Option<Vec<f64>>| {
        let (mut model, mut trainer) = (model::<f64>(1), trainer(Sgd::new(0.5)));
        let points = Points::new(10);
        match weights {
            Some(weights) => {
                let data = Weighted { data: points, weights };
                trainer.fit(&mut model, &data, &data, &mut ());
            }
            None => drop(trainer.fit(&mut model, &points, &points, &mut ())),
        }
        values(&model)
    };
    let (plain, equal) = (train(None), train(Some(vec![2.0; 10])));
    assert!(plain.iter().zip(&equal).all(|(a, b)| (a - b).abs() < 1e-12));
    let rising = train(Some((0..10).map(f64::from).collect()));
    assert!(plain.iter().zip(&rising).any(|(a, b)| (a - b).abs() > 1e-3));
}

fn values(model: &(impl Module<f64> + Forward<f64>)) -> Vec<f64> {
    nn::state_dict(model).into_iter().flat_map(|(_, tensor)| tensor.as_slice().to_vec()).collect()
}
