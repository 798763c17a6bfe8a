//! Standardization: fitted to the training samples, applied to others.

use data::{
    Dataset, LabelledImages, Split, Standardized, Standardizer, cifar10, data_dir, diabetes,
    fashion_mnist, mnist,
};
use rstest::rstest;
use tensor::Tensor;

/// All inputs of a set.
fn inputs(data: &impl Dataset<f64>) -> Tensor<f64> {
    let every: Vec<u32> = (0..data.len() as u32).collect();
    data.get_batch(&every).inputs
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() <= tolerance, "{found:?} where {expected:?} is expected");
    }
}

#[test]
fn each_feature_has_its_own_mean_and_standard_deviation() {
    let inputs = Tensor::<f64>::new([2, 3], vec![1.0, 10.0, 7.0, 3.0, 30.0, 7.0]);
    let standardizer = Standardizer::fit(&inputs, 3);
    assert_eq!(standardizer.mean, [2.0, 20.0, 7.0]);
    assert_eq!(standardizer.std, [1.0, 10.0, 1.0], "a constant feature gets 1");
    let mut others = Tensor::<f64>::new([1, 3], vec![0.0, 25.0, 8.0]);
    standardizer.transform(&mut others);
    assert_eq!(others.as_slice(), [-2.0, 0.5, 1.0]);
}

/// The mean of equal elements is off by its rounding, which must not be taken for a variance.
#[test]
fn a_constant_feature_becomes_0_whatever_it_is() {
    for (n, x) in [(3, 0.1), (7, 0.1), (10, -1e9 / 3.0), (1000, 1e-30 / 3.0)] {
        let mut inputs = Tensor::<f64>::full([n, 1], x);
        let standardizer = Standardizer::fit(&inputs, 1);
        assert_eq!(standardizer.std, [1.0], "{n} times {x}");
        standardizer.transform(&mut inputs);
        let max = inputs.as_slice().iter().fold(0.0, |max: f64, x| max.max(x.abs()));
        assert!(max <= 1e-12 * x.abs(), "{n} times {x} became {max}");
    }
    let nearly = Tensor::<f64>::new([4, 1], vec![1e6, 1e6 + 1e-3, 1e6, 1e6 + 1e-3]);
    assert_close(&Standardizer::fit(&nearly, 1).std, &[5e-4], 1e-9);
}

#[test]
fn each_colour_has_its_own_mean_and_grey_has_one() {
    let values = vec![1.0, 3.0, 10.0, 10.0, 5.0, 7.0, 30.0, 30.0];
    let colours = Tensor::<f64>::new([2, 2, 1, 2], values.clone());
    assert_eq!(Standardizer::fit(&colours, 2).mean, [4.0, 20.0]);
    let grey = Tensor::<f64>::new([2, 2, 2], values);
    assert_eq!(Standardizer::fit(&grey, 1).mean, [12.0]);
}

#[test]
fn the_fitted_samples_get_mean_0_and_standard_deviation_1() {
    let mut patients = inputs(&diabetes());
    let standardizer = Standardizer::fit(&patients, 10);
    // Of the body mass index, found with another program.
    assert_close(&standardizer.mean[2..3], &[26.375_791_855_203_64], 1e-12);
    assert_close(&standardizer.std[2..3], &[4.413_120_855_492_464], 1e-12);
    standardizer.transform(&mut patients);
    let after = Standardizer::fit(&patients, 10);
    assert_close(&after.mean, &[0.0; 10], 1e-12);
    assert_close(&after.std, &[1.0; 10], 1e-12);
}

#[test]
fn a_standardized_set_differs_in_its_inputs_only() {
    let standardizer = Standardizer { mean: vec![0.5], std: vec![0.25] };
    let digits = data::digits().test;
    let standardized = Standardized { data: digits.clone(), standardizer };
    let plain = Dataset::<f64>::get_batch(&digits, &[3]);
    let batch = Dataset::<f64>::get_batch(&standardized, &[3]);
    assert_eq!(
        (Dataset::<f64>::len(&standardized), &batch.targets),
        (digits.len(), &plain.targets)
    );
    for (x, plain) in batch.inputs.as_slice().iter().zip(plain.inputs.as_slice()) {
        assert_eq!(*x, (plain - 0.5) * 4.0);
    }
}

#[rstest]
#[case::another_number_of_features(Tensor::zeros([2, 3]), 2)]
#[case::none(Tensor::zeros([2, 3]), 0)]
#[case::no_samples(Tensor::zeros([0, 3]), 3)]
#[case::too_few_axes(Tensor::zeros([6]), 2)]
#[should_panic(expected = "Standardizer: ")]
fn shapes_that_do_not_fit_panic(#[case] inputs: Tensor<f64>, #[case] features: usize) {
    let _ = Standardizer::fit(&inputs, features);
}

#[test]
fn an_empty_batch_stays_empty() {
    let mut none = Tensor::<f64>::zeros([0, 3]);
    Standardizer { mean: vec![1.0; 3], std: vec![1.0; 3] }.transform(&mut none);
    assert!(none.is_empty());
}

/// The mean and the standard deviation of some images, without converting all of them at once.
fn fit(images: &LabelledImages) -> Standardizer {
    let format = images.format();
    let mut counts = vec![[0_u64; 256]; format.channels];
    for (i, channel) in images.pixels().chunks(format.height * format.width).enumerate() {
        for &pixel in channel {
            counts[i % format.channels][usize::from(pixel)] += 1;
        }
    }
    let moments = counts.iter().map(|counts| {
        let total = counts.iter().sum::<u64>() as f64;
        let fraction = |byte: usize| counts[byte] as f64 / total;
        let mean: f64 = (0..256).map(|byte| byte as f64 / 255.0 * fraction(byte)).sum();
        let square = |byte: usize| (byte as f64 / 255.0 - mean).powi(2) * fraction(byte);
        (mean, (0..256).map(square).sum::<f64>().sqrt())
    });
    let (mean, std) = moments.unzip();
    Standardizer { mean, std }
}

#[test]
fn the_constants_are_those_of_the_real_images() {
    let Some(folder) = data_dir() else {
        println!("skipped: there is no folder of data sets");
        return;
    };
    // A part of CIFAR-10 has other means than the whole, though not by much.
    let sets = [
        (mnist(&folder.join("mnist")), mnist::standardizer(), 5e-5),
        (fashion_mnist(&folder.join("fashion-mnist")), fashion_mnist::standardizer(), 5e-5),
        (cifar10(&folder.join("cifar-10")), cifar10::standardizer(), 5e-3),
    ];
    for (set, expected, tolerance) in sets {
        let Ok(Split { train, .. }) = set else {
            println!("skipped: {}", set.unwrap_err());
            continue;
        };
        let found = fit(&train);
        assert_close(&found.mean, &expected.mean, tolerance);
        assert_close(&found.std, &expected.std, tolerance);
    }
}
