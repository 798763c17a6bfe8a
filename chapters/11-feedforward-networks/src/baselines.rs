//! What a network has to beat: the mean, linear regression, ridge regression, nearest neighbours.

use crate::Rows;
use data::split::k_fold;
use nalgebra::{DMatrix, DVector};

/// A linear model, `y = b + w·x`.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    /// One weight for each feature.
    pub weights: Vec<f64>,
    /// The bias.
    pub bias: f64,
}

impl Linear {
    // ANCHOR: ridge
    /// The linear model that minimizes `mean (y − t)² + λ·‖w‖²`; with `λ = 0` it is linear regression,
    /// by least squares. The bias has no penalty. Features that follow from the others, such as the
    /// last of a one-hot group, make the solution one of many: this is the one of minimum norm.
    ///
    /// ```
    /// use ch11::{Rows, baselines::Linear};
    ///
    /// let rows = Rows { width: 1, x: vec![0.0, 1.0, 2.0], y: vec![1.0, 3.0, 5.0] };
    /// let line = Linear::fit(&rows, 0.0);
    /// assert!((line.weights[0] - 2.0).abs() < 1e-12 && (line.bias - 1.0).abs() < 1e-12);
    /// ```
    ///
    /// # Panics
    /// If there are no rows.
    #[track_caller]
    pub fn fit(rows: &Rows, lambda: f64) -> Self {
        assert!(!rows.is_empty(), "a linear model cannot be fitted to no rows");
        let n = rows.len() as f64;
        let mut x = DMatrix::from_row_slice(rows.len(), rows.width, &rows.x);
        let means = x.row_mean();
        x.row_iter_mut().for_each(|mut row| row -= &means);
        let mean = rows.y.iter().sum::<f64>() / n;
        let y = DVector::from_iterator(rows.len(), rows.y.iter().map(|y| y - mean));
        let curvatures = (x.tr_mul(&x) / n).symmetric_eigen();
        let mut along = curvatures.eigenvectors.tr_mul(&(x.tr_mul(&y) / n));
        let smallest = 1e-10 * curvatures.eigenvalues.max();
        for (along, curvature) in along.iter_mut().zip(&curvatures.eigenvalues) {
            *along = if *curvature > smallest { *along / (curvature + lambda) } else { 0.0 };
        }
        let weights = curvatures.eigenvectors * along;
        let bias = mean - means.transpose().dot(&weights);
        Linear { weights: weights.as_slice().to_vec(), bias }
    }
    // ANCHOR_END: ridge

    /// The prediction for each row.
    ///
    /// ```
    /// use ch11::{Rows, baselines::Linear};
    ///
    /// let line = Linear { weights: vec![2.0], bias: 1.0 };
    /// assert_eq!(line.predict(&Rows { width: 1, x: vec![3.0], y: vec![0.0] }), [7.0]);
    /// ```
    pub fn predict(&self, rows: &Rows) -> Vec<f64> {
        let weighted = |row: &[f64]| row.iter().zip(&self.weights).map(|(x, w)| x * w).sum::<f64>();
        rows.x.chunks_exact(rows.width).map(|row| self.bias + weighted(row)).collect()
    }
}

/// The `λ` of `candidates` with the minimum squared error in a five-fold cross-validation.
///
/// ```
/// use ch11::{Rows, baselines::best_lambda};
///
/// let x: Vec<f64> = (0..20).map(f64::from).collect();
/// let rows = Rows { width: 1, y: x.clone(), x };
/// assert_eq!(best_lambda(&rows, &[100.0, 0.0, 1.0], 1), 0.0);         // a line needs no penalty
/// ```
///
/// # Panics
/// If there are no candidates, or fewer rows than folds.
#[track_caller]
pub fn best_lambda(rows: &Rows, candidates: &[f64], seed: u64) -> f64 {
    let folds = k_fold(rows.len(), 5, seed);
    let error = |lambda: f64| -> f64 {
        let of_fold = folds.iter().map(|fold| {
            let held_out = rows.select(&fold.validation);
            let predictions = Linear::fit(&rows.select(&fold.train), lambda).predict(&held_out);
            squared_error(&predictions, &held_out.y)
        });
        of_fold.sum()
    };
    let errors: Vec<f64> = candidates.iter().map(|&lambda| error(lambda)).collect();
    let best = (0..errors.len()).min_by(|&a, &b| errors[a].total_cmp(&errors[b]));
    candidates[best.expect("there are candidates")]
}

// ANCHOR: nearest
/// The mean target of the `k` training rows nearest by `‖x − x'‖`, for each `k` of `counts`.
///
/// ```
/// use ch11::{Rows, baselines::nearest};
///
/// let train = Rows { width: 1, x: vec![0.0, 1.0, 5.0], y: vec![10.0, 20.0, 60.0] };
/// let new = Rows { width: 1, x: vec![0.4], y: vec![0.0] };
/// assert_eq!(nearest(&train, &new, &[1, 2]), [[10.0], [15.0]]);
/// ```
///
/// # Panics
/// If there are no training rows, or a `k` is 0. One above their number means all of them.
#[track_caller]
pub fn nearest(train: &Rows, rows: &Rows, counts: &[usize]) -> Vec<Vec<f64>> {
    assert!(!train.is_empty(), "there are no training rows, so no nearest ones");
    assert!(!counts.contains(&0), "each number of neighbours must be at least 1: {counts:?}");
    let mut predictions = vec![Vec::with_capacity(rows.len()); counts.len()];
    let max_count = counts.iter().copied().max().unwrap_or(0).min(train.len());
    for row in rows.x.chunks_exact(rows.width) {
        let distance =
            |other: &[f64]| -> f64 { row.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum() };
        let others = train.x.chunks_exact(train.width).zip(&train.y);
        let mut near: Vec<(f64, f64)> = others.map(|(x, y)| (distance(x), *y)).collect();
        if max_count < near.len() {
            near.select_nth_unstable_by(max_count, |a, b| a.0.total_cmp(&b.0));
            near.truncate(max_count);
        }
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (predictions, &k) in predictions.iter_mut().zip(counts) {
            let near = &near[..k.min(near.len())];
            predictions.push(near.iter().map(|(_, y)| y).sum::<f64>() / near.len() as f64);
        }
    }
    predictions
}
// ANCHOR_END: nearest

/// The one of `counts` with the minimum squared error on the validation rows.
///
/// ```
/// use ch11::{Rows, baselines::best_count};
///
/// let train = Rows { width: 1, x: vec![0.0, 1.0, 5.0], y: vec![10.0, 20.0, 60.0] };
/// let new = Rows { width: 1, x: vec![0.4], y: vec![15.0] };
/// assert_eq!(best_count(&train, &new, &[1, 2, 3]), 2);
/// ```
///
/// # Panics
/// As [`nearest`], or if there are no `counts`.
#[track_caller]
pub fn best_count(train: &Rows, validation: &Rows, counts: &[usize]) -> usize {
    let predictions = nearest(train, validation, counts);
    let errors: Vec<f64> = predictions.iter().map(|y| squared_error(y, &validation.y)).collect();
    let best = (0..errors.len()).min_by(|&a, &b| errors[a].total_cmp(&errors[b]));
    counts[best.expect("there are candidates")]
}

fn squared_error(predictions: &[f64], targets: &[f64]) -> f64 {
    predictions.iter().zip(targets).map(|(y, t)| (y - t) * (y - t)).sum()
}
