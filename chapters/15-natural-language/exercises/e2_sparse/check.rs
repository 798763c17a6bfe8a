use super::exercise::*;
use check::{Mismatch, Tolerance, assert_or_name_slip, compare, cpu_time, guarded};

/// How many times as long a step may take with [`MANY`] terms as with [`FEW`]; a copy of the weights takes
/// a hundred times as long.
const TIMES: f64 = 15.0;
const FEW: usize = 1_000;
const MANY: usize = 1_000_000;

/// One of the slips people make, or none.
#[derive(Clone, Copy, PartialEq)]
enum Slip {
    None,
    OneByOne,
    Sum,
    Ascent,
    WithoutRate,
    BiasStays,
    WithoutFeature,
    WithoutTarget,
    LastDocument,
    LossAfter,
    SumOfLosses,
    ClassesFirst,
}

const SLIPS: [(Slip, &str); 11] = [
    (
        Slip::OneByOne,
        "the weights change from document to document; all derivatives are at the weights before the step",
    ),
    (Slip::Sum, "the loss is a mean: divide the derivatives by the number of documents"),
    (Slip::Ascent, "the step goes uphill: subtract the derivatives"),
    (Slip::WithoutRate, "the learning rate is missing"),
    (Slip::BiasStays, "the biases stay as they are; they learn too"),
    (
        Slip::WithoutFeature,
        "the feature is missing in the derivative: it is x times that by the logit",
    ),
    (
        Slip::WithoutTarget,
        "the derivative by the logit of the right class is the probability less 1",
    ),
    (
        Slip::LastDocument,
        "of a term that several documents have only the last one's part is used: add them up",
    ),
    (Slip::LossAfter, "the loss is that after the step"),
    (Slip::SumOfLosses, "the loss is the sum over the documents, not their mean"),
    (
        Slip::ClassesFirst,
        "the weights are `[terms, classes]`: that of a term for class k is at term · classes + k",
    ),
];

fn softmax(z: &[f64]) -> Vec<f64> {
    let max = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = z.iter().map(|z| (z - max).exp()).sum();
    z.iter().map(|z| (z - max).exp() / total).collect()
}

fn logits(model: &Model, document: &Document) -> Vec<f64> {
    let classes = model.bias.len();
    let logit = |k: usize| {
        let of_term = |(term, x): &(usize, f64)| x * model.weights[term * classes + k];
        model.bias[k] + document.iter().map(of_term).sum::<f64>()
    };
    (0..classes).map(logit).collect()
}

/// The model with the matrix of its weights transposed, which had rows of this length.
fn turned(model: &Model, row: usize) -> Model {
    let column = |j: usize| model.weights.iter().skip(j).step_by(row).copied();
    Model { weights: (0..row).flat_map(column).collect(), bias: model.bias.clone() }
}

/// A step that goes through the whole matrix, with a slip or without: the loss and the model after it.
fn by(
    slip: Slip,
    before: &Model,
    documents: &[Document],
    right: &[usize],
    rate: f64,
) -> (f64, Model) {
    if slip == Slip::ClassesFirst {
        let (terms, classes) = (before.weights.len() / before.bias.len(), before.bias.len());
        let (loss, after) = by(Slip::None, &turned(before, terms), documents, right, rate);
        return (loss, turned(&after, classes));
    }
    let (mut model, classes) = (before.clone(), before.bias.len());
    let mut weights = vec![0.0; model.weights.len()];
    let mut bias = vec![0.0; classes];
    let mut loss = 0.0;
    let count = if slip == Slip::Sum { 1.0 } else { documents.len() as f64 };
    let rate = match slip {
        Slip::Ascent => -rate,
        Slip::WithoutRate => 1.0,
        _ => rate,
    };
    let apply = |model: &mut Model, weights: &mut [f64], bias: &mut [f64]| {
        model.weights.iter_mut().zip(weights.iter()).for_each(|(w, g)| *w -= rate * g);
        if slip != Slip::BiasStays {
            model.bias.iter_mut().zip(bias.iter()).for_each(|(b, g)| *b -= rate * g);
        }
        weights.fill(0.0);
        bias.fill(0.0);
    };
    for (document, right) in documents.iter().zip(right) {
        let mut delta = softmax(&logits(&model, document));
        loss -= delta[*right].ln();
        delta[*right] -= if slip == Slip::WithoutTarget { 0.0 } else { 1.0 };
        for (term, x) in document {
            let x = if slip == Slip::WithoutFeature { 1.0 } else { *x };
            for (k, delta) in delta.iter().enumerate() {
                let at = term * classes + k;
                let before = if slip == Slip::LastDocument { 0.0 } else { weights[at] };
                weights[at] = before + x * delta / count;
            }
        }
        bias.iter_mut().zip(&delta).for_each(|(b, delta)| *b += delta / count);
        if slip == Slip::OneByOne {
            apply(&mut model, &mut weights, &mut bias);
        }
    }
    apply(&mut model, &mut weights, &mut bias);
    let loss = match slip {
        Slip::LossAfter => by(Slip::None, &model, documents, right, 0.0).0,
        Slip::SumOfLosses => loss,
        _ => loss / documents.len() as f64,
    };
    (loss, model)
}

/// Whether all of it is equal, or the first difference.
fn difference(about: &str, found: &(f64, Model), other: &(f64, Model)) -> Result<(), Mismatch> {
    let (classes, tolerance) = (other.1.bias.len(), Tolerance::F64_GOLDEN);
    let part = |name: &str| format!("{about}: {name}");
    compare(&part("the loss"), &[], &[found.0], &[other.0], tolerance)?;
    compare(&part("the biases after it"), &[classes], &found.1.bias, &other.1.bias, tolerance)?;
    let (a, b) = (&found.1.weights, &other.1.weights);
    compare(&part("the weights after it"), &[b.len() / classes, classes], a, b, tolerance)
}

/// The reader's step.
#[track_caller]
fn stepped(
    about: &str,
    model: &Model,
    documents: &[Document],
    right: &[usize],
    rate: f64,
) -> (f64, Model) {
    let mut model = model.clone();
    let loss = guarded(|| about.into(), || model.step(documents, right, rate));
    (loss, model)
}

/// Compares a step with what it should give, and names the slip if it can.
#[track_caller]
fn check(about: &str, model: &Model, documents: &[Document], right: &[usize], rate: f64) {
    let found = stepped(about, model, documents, right, rate);
    let with = |slip| by(slip, model, documents, right, rate);
    let slip = || SLIPS.iter().find(|(slip, _)| difference("", &found, &with(*slip)).is_ok());
    assert_or_name_slip(difference(about, &found, &with(Slip::None)), || match slip() {
        Some((_, slip)) => Some(slip),
        None if !found.0.is_finite() => {
            Some("exp overflows, or ln(0): subtract the largest logit first")
        }
        None => None,
    });
}

fn example() -> (Model, [Document; 4], [usize; 4]) {
    let weights =
        vec![0.5, -0.25, 0.0, 1.0, 0.5, -1.0, 0.25, 0.75, -0.5, -1.5, 0.5, 0.25, 0.0, 1.0, 2.0];
    let documents =
        [vec![(0, 1.0), (3, 2.0)], vec![(3, 1.0), (4, 3.0)], vec![(0, 0.5)], Vec::new()];
    (Model { weights, bias: vec![0.1, -0.2, 0.3] }, documents, [0, 2, 1, 2])
}

/// A model and a batch that look random.
fn random(terms: usize, classes: usize, count: usize) -> (Model, Vec<Document>, Vec<usize>) {
    let value = |i: usize| ((i * i * 13 + i * 7) % 101) as f64 / 50.0 - 1.0;
    let model = Model {
        weights: (0..terms * classes).map(value).collect(),
        bias: (0..classes).map(|k| value(k + 3)).collect(),
    };
    let document = |i: usize| {
        let mut numbers: Vec<usize> =
            (0..10).map(|j| (i * 7919 + j * j * 104_729 + j) % terms).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|term| (term, 1.0 + value(term + i) / 2.0)).collect()
    };
    (model, (0..count).map(document).collect(), (0..count).map(|i| (i * 5 + 1) % classes).collect())
}

/// The numbers of PyTorch 2.15: `cross_entropy` and `SGD` on the whole matrix of features.
#[test]
fn agrees_with_pytorch() {
    let (model, documents, right) = example();
    check("the example", &model, &documents, &right, 0.5);
    let weights = vec![
        0.5967972059442668,
        -0.2539357675157361,
        -0.09286143842853062,
        1.0,
        0.5,
        -1.0,
        0.25,
        0.75,
        -0.5,
        -1.2556429715256119,
        0.3883318996162842,
        0.11731107190932777,
        -0.00012726868638866058,
        0.9860071677898707,
        2.014120100896518,
    ];
    let bias = vec![0.12915419608330553, -0.1902949980223921, 0.26114080193908656];
    let expected = (1.5745586676559447, Model { weights, bias });
    let found = stepped("the example", &model, &documents, &right, 0.5);
    assert_or_name_slip(difference("the example", &found, &expected), || None);
}

#[test]
fn it_agrees_with_the_whole_matrix() {
    for (terms, classes, count) in [(7, 2, 5), (30, 4, 1), (200, 3, 16)] {
        let (model, documents, right) = random(terms, classes, count);
        let about = format!("{terms} terms, {classes} classes, {count} documents");
        check(&about, &model, &documents, &right, 0.25);
        check(&format!("{about}, η = 0"), &model, &documents, &right, 0.0);
    }
}

#[test]
fn the_gradient_agrees_with_slopes_of_the_loss() {
    let (model, documents, right) = example();
    let after = stepped("the example", &model, &documents, &right, 1.0).1;
    let gradient: Vec<f64> = model.weights.iter().zip(&after.weights).map(|(a, b)| a - b).collect();
    let slope = |at: usize| {
        let loss = |nudge: f64| {
            let mut model = model.clone();
            model.weights[at] += nudge;
            stepped("the example, η = 0", &model, &documents, &right, 0.0).0
        };
        (loss(1e-5) - loss(-1e-5)) / 2e-5
    };
    let slopes: Vec<f64> = (0..gradient.len()).map(slope).collect();
    let name = "what a step with η = 1 subtracts, beside the slopes of the loss that it gives";
    check::assert_close_in_shape(name, &[5, 3], &gradient, &slopes, Tolerance::F64_GRADIENT);
}

#[test]
fn a_term_of_two_documents_learns_from_both() {
    let model = Model { weights: vec![0.5, -0.5, 0.25, 0.75], bias: vec![0.0, 0.0] };
    check("one term in two documents", &model, &[vec![(1, 2.0)], vec![(1, 1.0)]], &[0, 1], 0.5);
}

#[test]
fn large_logits_do_not_overflow() {
    let model = Model { weights: vec![1e4, -1e4], bias: vec![0.0, 0.0] };
    check("logits of 10000, rightly", &model, &[vec![(0, 1.0)]], &[0], 0.5);
    // The loss is 20 000: the logarithm of a probability that vanishes is not.
    let (loss, after) = stepped("logits of 10000, wrongly", &model, &[vec![(0, 1.0)]], &[1], 0.5);
    let about = "logits 10000 and −10000, and the second class is right";
    assert!(
        (loss - 2e4).abs() < 1e-6,
        "{about}: the loss is {loss}, expected 20000; take the logarithm of the softmax, \
         z − max − ln Σ exp(z − max), not ln of a probability"
    );
    let bias = after.bias[0];
    let is_right = (bias + 0.5).abs() < 1e-9;
    assert!(is_right, "{about}: the first bias after a step of η = 0.5 is {bias}, expected −0.5");
}

/// The other rows hold what would spoil everything that it is added to, even times zero.
#[test]
fn rows_of_other_terms_are_not_even_read() {
    let (mut model, documents, right) = example();
    model.weights[3..9].fill(f64::NAN);
    let (loss, after) = stepped("NaN in the rows of other terms", &model, &documents, &right, 0.5);
    let about = "the rows 1 and 2, of terms that no document has, hold NaN";
    let remedy = "0 · NaN is NaN; go through the terms that a document has, not through all";
    assert!(loss.is_finite(), "{about}, and the loss is {loss}: {remedy}");
    let is_spoilt = |(at, w): &(usize, &f64)| w.is_nan() && !(3..9).contains(at);
    if let Some((at, _)) = after.weights.iter().enumerate().find(is_spoilt) {
        panic!("{about}, and after the step row {} has one: {remedy}", at / 3);
    }
}

/// The same documents each time; only rows that none of them has are added.
#[test]
fn its_time_does_not_grow_with_the_vocabulary() {
    let (model, documents, right) = random(FEW, 3, 8);
    check("1000 terms, 3 classes, 8 documents", &model, &documents, &right, 0.25);
    let seconds = |terms: usize| {
        let about = format!("{terms} terms, 3 classes, 8 documents");
        let mut model = model.clone();
        model.weights.resize(terms * 3, 0.5);
        let mut steps = || {
            for _ in 0..10 {
                guarded(|| about.clone(), || model.step(&documents, &right, 1e-3));
            }
        };
        (0..5).map(|_| cpu_time(&mut steps).as_secs_f64()).fold(f64::INFINITY, f64::min)
    };
    let times = seconds(MANY) / seconds(FEW);
    assert!(
        times <= TIMES,
        "8 documents: with {MANY} terms in the vocabulary a step takes {times:.0} times as long as with {FEW}, \
         expected at most {TIMES} times; is there a copy of the weights, or a gradient as large as they are?"
    );
}
