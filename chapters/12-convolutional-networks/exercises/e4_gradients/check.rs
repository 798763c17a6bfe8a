use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use numeric::central_difference;
use tensor::Tensor;

fn whole<const N: usize>(shape: [usize; N], salt: usize) -> Tensor<f64> {
    Tensor::new(shape, small_integers(shape.iter().product(), salt))
}

/// A batch of images, filters, and what comes back for their outputs.
struct Case {
    x: Tensor<f64>,
    w: Tensor<f64>,
    dy: Tensor<f64>,
    stride: usize,
    padding: usize,
}

/// The three gradients, as one list each.
#[derive(Clone)]
struct Expected {
    dx: Vec<f64>,
    dw: Vec<f64>,
    db: Vec<f64>,
}

/// One of the slips people make with the sums, or none.
#[derive(Clone, Copy, PartialEq)]
enum Slip {
    None,
    Turned,
    Set,
    NoStride,
    NoPadding,
    PaddingTwice,
    SquareByHeight,
    SquareByWidth,
    StrideOnTheKernel,
    FirstRepeated,
    NoFactor,
    OneFilter,
    OneImage,
    LastImage,
    MeanOfImages,
    MeanOfPositions,
    MeanOfAll,
    BiasForEachWeight,
    BiasForEachProduct,
}

impl Case {
    /// Of `[n, channels, h, w]` images, `[filters, height, width]` of a kernel, stride and padding.
    fn new(
        images: [usize; 4],
        [filters, k_height, k_width]: [usize; 3],
        moves: [usize; 2],
    ) -> Case {
        let [stride, padding] = moves;
        let output_size =
            |pixels: usize, kernel: usize| (pixels + 2 * padding - kernel) / stride + 1;
        let outputs =
            [images[0], filters, output_size(images[2], k_height), output_size(images[3], k_width)];
        let (x, w) = (whole(images, 8), whole([filters, images[1], k_height, k_width], 3));
        Case { x, w, dy: whole(outputs, 6), stride, padding }
    }

    /// Calls `f` for each product of each output, with the indices of the output, the weight and
    /// the pixel.
    fn each_product(&self, slip: Slip, mut f: impl FnMut(usize, usize, usize)) {
        let [_, channels, height, width] = self.x.dims();
        let ([filters, _, k_height, k_width], [.., down, across]) =
            (self.w.dims(), self.dy.dims::<4>());
        let stride = if slip == Slip::NoStride { 1 } else { self.stride };
        let padding = match slip {
            Slip::NoPadding => 0,
            Slip::PaddingTwice => 2 * self.padding,
            _ => self.padding,
        };
        let [k_height, k_width] = match slip {
            Slip::SquareByHeight => [k_height, k_height],
            Slip::SquareByWidth => [k_width, k_width],
            _ => [k_height, k_width],
        };
        let met = |position: usize, step: usize, pixels: usize| {
            let at = match slip {
                Slip::StrideOnTheKernel => position + stride * step,
                _ => stride * position + step,
            };
            let at = match slip {
                Slip::FirstRepeated => Some(at.saturating_sub(padding)),
                _ => at.checked_sub(padding),
            };
            at.filter(|at| *at < pixels)
        };
        for output in 0..self.dy.len() {
            let [p, q] = [output / across % down, output % across];
            let [m, filter] =
                [output / (across * down * filters), output / (across * down) % filters];
            for tap in 0..channels * k_height * k_width {
                let [i, j] = [tap / k_width % k_height, tap % k_width];
                if let (Some(u), Some(v)) = (met(p, i, height), met(q, j, width)) {
                    let image = m * channels + tap / (k_height * k_width);
                    let weight = filter * channels * k_height * k_width + tap;
                    // Past the end a slip would panic, and has no result.
                    let weight = weight.min(self.w.len() - 1);
                    f(output, weight, (image * height + u) * width + v);
                }
            }
        }
    }

    /// What the outputs would be, without biases.
    fn outputs(&self) -> Vec<f64> {
        let mut y = vec![0.0; self.dy.len()];
        let (x, w) = (self.x.as_slice(), self.w.as_slice());
        self.each_product(Slip::None, |output, weight, pixel| y[output] += w[weight] * x[pixel]);
        y
    }

    /// What the sums give with this slip.
    fn with(&self, slip: Slip) -> Expected {
        let (x, w, dy) = (self.x.as_slice(), self.w.as_slice(), self.dy.as_slice());
        let ([n, filters, down, across], [.., k_height, k_width]) =
            (self.dy.dims(), self.w.dims::<4>());
        let (positions, taps) = (down * across, k_height * k_width);
        let mut dx = vec![0.0; x.len()];
        let mut dw = vec![0.0; w.len()];
        let mut db = vec![0.0; filters];
        let counts = |image: usize| match slip {
            Slip::OneImage => image == 0,
            Slip::LastImage => image == n - 1,
            _ => true,
        };
        let add = |sum: &mut f64, contribution: f64| match slip {
            Slip::Set => *sum = contribution,
            _ => *sum += contribution,
        };
        self.each_product(slip, |output, weight, pixel| {
            let [image, filter] = [output / (filters * positions), output / positions % filters];
            let turned = weight / taps * taps + taps - 1 - weight % taps;
            let met = if slip == Slip::Turned { turned } else { weight };
            if counts(image) {
                let factor = if slip == Slip::NoFactor { 1.0 } else { x[pixel] };
                add(&mut dw[met], dy[output] * factor);
            }
            if slip != Slip::OneFilter || filter == 0 {
                let factor = if slip == Slip::NoFactor { 1.0 } else { w[met] };
                add(&mut dx[pixel], dy[output] * factor);
            }
            if slip == Slip::BiasForEachProduct {
                db[filter] += dy[output];
            }
        });
        if slip != Slip::BiasForEachProduct {
            let times = if slip == Slip::BiasForEachWeight { w.len() / filters } else { 1 };
            for (output, dy) in dy.iter().enumerate() {
                if counts(output / (filters * positions)) {
                    add(&mut db[output / positions % filters], *dy * times as f64);
                }
            }
        }
        let factor = match slip {
            Slip::MeanOfImages => 1.0 / n as f64,
            Slip::MeanOfPositions => 1.0 / positions as f64,
            Slip::MeanOfAll => 1.0 / (n * positions) as f64,
            _ => 1.0,
        };
        [&mut dx, &mut dw, &mut db].into_iter().flatten().for_each(|gradient| *gradient *= factor);
        Expected { dx, dw, db }
    }

    /// The reader's gradients.
    #[track_caller]
    fn backward(&self, name: &str) -> Gradients {
        let given = || {
            let ([.., h, w], [.., k_height, k_width]) = (self.x.dims::<4>(), self.w.dims::<4>());
            format!(
                "{name}: images {h} high and {w} wide, kernels {k_height} high and {k_width} wide, \
                 stride {}, padding {}",
                self.stride, self.padding
            )
        };
        let Case { x, w, dy, stride, padding } = self;
        guarded(given, || conv2d_backward(x, w, dy, *stride, *padding))
    }

    /// Compares the gradients with what is expected, and names the slip if it can.
    #[track_caller]
    fn check(&self, name: &str, expected: &Expected, tolerance: Tolerance) {
        let found = self.backward(name);
        let (images, weights) = (self.x.shape(), self.w.shape());
        let (dx, dw, filters) = (found.dx.shape(), found.dw.shape(), expected.db.len());
        assert!(dx == images, "{name}: ∂x is {dx:?}, as the images it should be {images:?}");
        assert!(dw == weights, "{name}: ∂w is {dw:?}, as the weights it should be {weights:?}");
        let name = |part: &str| {
            let moves = format!("stride {}, padding {}", self.stride, self.padding);
            format!("{name}: {part} (images {images:?}, weights {weights:?}, {moves})")
        };
        let compare_part = |name: String, shape: &[usize], found: &[f64], part: &Part| {
            let mismatch = compare(&name, shape, found, part.of(expected), tolerance);
            let fits = |slip: &Slip| {
                let expected = self.with(*slip);
                compare("", shape, found, part.of(&expected), Tolerance::F64_GRADIENT).is_ok()
            };
            assert_or_name_slip(mismatch, || {
                part.slips().iter().find(|(slip, _)| fits(slip)).map(|(_, said)| *said)
            });
        };
        let biases = found.db.len();
        assert!(
            biases == filters,
            "{}: there are {biases} elements, expected {filters}: one for each filter",
            name("∂b")
        );
        compare_part(name("∂b, entry [filter]"), &[filters], &found.db, &Part::Biases);
        let entry = name("∂w, entry [filter, channel, i, j]");
        compare_part(entry, weights.dims(), found.dw.as_slice(), &Part::Weights);
        let entry = name("∂x, entry [image, channel, u, v]");
        compare_part(entry, images.dims(), found.dx.as_slice(), &Part::Images);
    }
}

/// One of the three gradients.
enum Part {
    Biases,
    Weights,
    Images,
}

impl Part {
    fn of<'e>(&self, expected: &'e Expected) -> &'e [f64] {
        match self {
            Part::Biases => &expected.db,
            Part::Weights => &expected.dw,
            Part::Images => &expected.dx,
        }
    }

    /// The slips that show in this gradient, with what to say of them.
    fn slips(&self) -> &'static [(Slip, &'static str)] {
        match self {
            Part::Biases => &[
                (
                    Slip::Set,
                    "only the last output counts: the contributions of all outputs must be added \
                     up",
                ),
                (
                    Slip::OneImage,
                    "only image 0 counts: a bias is part of the outputs for all images",
                ),
                (
                    Slip::LastImage,
                    "only the last image counts: a bias is part of the outputs for all images",
                ),
                (Slip::BiasForEachWeight, BIAS_IN_THE_INNERMOST),
                (Slip::BiasForEachProduct, BIAS_IN_THE_INNERMOST),
                (
                    Slip::MeanOfPositions,
                    "this is a mean over the positions: a bias is part of the output at each of \
                     them, and its gradient is the sum",
                ),
                (Slip::MeanOfImages, "this is a mean over the images: divide by nothing"),
                (Slip::MeanOfAll, "this is a mean over images and positions: divide by nothing"),
            ],
            Part::Weights => &[
                (
                    Slip::Set,
                    "only the last position counts: the contributions of all positions must be \
                     added up",
                ),
                (
                    Slip::OneImage,
                    "only image 0 counts: a weight is part of the outputs for all images",
                ),
                (
                    Slip::LastImage,
                    "only the last image counts: a weight is part of the outputs for all images",
                ),
                (
                    Slip::MeanOfPositions,
                    "this is a mean over the positions: a weight is used at each of them, and its \
                     gradient is the sum",
                ),
                (
                    Slip::Turned,
                    "the kernel is turned by half a circle: weight (i, j) met the pixel i rows \
                     down and j columns on",
                ),
                (Slip::NoStride, FORGOTTEN_STRIDE),
                (Slip::NoPadding, FORGOTTEN_PADDING),
                (Slip::PaddingTwice, PADDING_TWICE),
                (Slip::SquareByHeight, SQUARE),
                (Slip::SquareByWidth, SQUARE),
                (Slip::StrideOnTheKernel, STRIDE_ON_THE_KERNEL),
                (Slip::FirstRepeated, FIRST_REPEATED),
                (
                    Slip::NoFactor,
                    "the factor is missing: a contribution is `dy` times the pixel met there",
                ),
                (Slip::MeanOfImages, "this is a mean over the images: divide by nothing"),
                (Slip::MeanOfAll, "this is a mean over images and positions: divide by nothing"),
            ],
            Part::Images => &[
                (
                    Slip::Set,
                    "where positions overlap, the last contribution counts: the contributions of \
                     all positions and filters must be added up",
                ),
                (Slip::OneFilter, "only filter 0 counts: a pixel is seen by all filters"),
                (
                    Slip::Turned,
                    "the kernel is turned once too often: pixel (p + i, q + j) was multiplied by \
                     w(i, j), so that is its factor",
                ),
                (Slip::NoStride, FORGOTTEN_STRIDE),
                (Slip::NoPadding, FORGOTTEN_PADDING),
                (Slip::PaddingTwice, PADDING_TWICE),
                (Slip::SquareByHeight, SQUARE),
                (Slip::SquareByWidth, SQUARE),
                (Slip::StrideOnTheKernel, STRIDE_ON_THE_KERNEL),
                (Slip::FirstRepeated, FIRST_REPEATED),
                (
                    Slip::NoFactor,
                    "the factor is missing: a contribution is `dy` times the weight it met",
                ),
                (Slip::MeanOfImages, "this is divided by the number of images: divide by nothing"),
                (
                    Slip::MeanOfPositions,
                    "this is divided by the number of positions: divide by nothing",
                ),
            ],
        }
    }
}

const BIAS_IN_THE_INNERMOST: &str = "a bias is added once to an output, not once for each weight: \
     its contribution is handed out outside of the loops over c, i and j";
const FORGOTTEN_STRIDE: &str =
    "the stride is forgotten: at position p the kernel begins in row s·p − pad";
const FORGOTTEN_PADDING: &str =
    "the padding is forgotten: at position 0 the kernel begins in row −pad";
const PADDING_TWICE: &str = "the padding is used twice: it is taken off once, from s·p + i";
const SQUARE: &str = "the kernel is taken as square: i runs over its height, j over its width, and a row \
     of its weights is as long as it is wide";
const STRIDE_ON_THE_KERNEL: &str =
    "the stride multiplies the weight's i and j, not the position's p and q";
const FIRST_REPEATED: &str =
    "the padding is taken for row and column 0; there is no pixel there (by `saturating_sub`?)";

#[test]
fn agrees_with_paper() {
    let x = Tensor::new([1, 1, 3, 3], (1..=9).map(f64::from).collect());
    let w = Tensor::new([1, 1, 2, 2], vec![1.0, 2.0, 0.0, -1.0]);
    let dy = Tensor::new([1, 1, 2, 2], vec![1.0, 0.0, 0.0, 2.0]);
    let expected = Expected {
        dx: vec![1.0, 2.0, 0.0, 0.0, 1.0, 4.0, 0.0, 0.0, -2.0],
        dw: vec![11.0, 14.0, 20.0, 23.0],
        db: vec![3.0],
    };
    Case { x, w, dy, stride: 1, padding: 0 }.check("on paper", &expected, Tolerance::EXACT);
}

/// The gradients are PyTorch's (2.15), from these lines:
///
/// ```text
/// import torch
///
/// def whole(shape, salt):
///     values = [(i * 7 + i * i + salt) % 11 - 5 for i in range(torch.Size(shape).numel())]
///     return torch.tensor(values, dtype=torch.float64).reshape(shape)
///
/// x, w, dy = whole([2, 2, 4, 3], 8), whole([3, 2, 3, 2], 3), whole([2, 3, 2, 2], 6)
/// b = torch.zeros(3, dtype=torch.float64)
/// for leaf in x, w, b:
///     leaf.requires_grad_()
/// torch.nn.functional.conv2d(x, w, b, stride=2, padding=1).backward(dy)
/// for leaf in x, w, b:
///     print(leaf.grad.flatten().int().tolist())
/// ```
#[test]
fn it_agrees_with_pytorch() {
    let dx = [
        -7, 11, 26, 52, -4, -2, -4, -12, 13, 4, 3, -9, //
        2, 17, -17, 1, -7, 44, 19, 9, 0, -29, -11, 9, //
        26, -15, -4, -2, 5, 9, 13, 9, -11, -9, 0, 9, //
        -17, -8, 19, 44, 17, -30, 0, -9, 3, 9, 13, -12,
    ];
    let dw = [
        -2, 14, 0, -25, -12, -19, 8, -23, -14, -10, -7, -10, //
        0, 0, 0, 27, -7, 42, 0, 6, 11, -2, 19, -39, //
        -5, -10, -6, -29, -17, -34, -7, -11, -9, 7, -11, 21,
    ];
    let expected = Expected {
        dx: dx.map(f64::from).into(),
        dw: dw.map(f64::from).into(),
        db: [-12, -5, -6].map(f64::from).into(),
    };
    let case = Case::new([2, 2, 4, 3], [3, 3, 2], [2, 1]);
    case.check("PyTorch", &expected, Tolerance::EXACT);
}

/// The slopes of `L = Σ dy·y`, whose gradient with respect to the outputs is `dy`, measured.
fn measured(case: &Case) -> Expected {
    let loss = |case: &Case, b: &[f64]| {
        let [_, filters, down, across] = case.dy.dims();
        let biased = case.outputs().into_iter().enumerate();
        let biased = biased.map(|(at, y)| y + b[at / (down * across) % filters]);
        biased.zip(case.dy.as_slice()).map(|(y, dy)| y * dy).sum::<f64>()
    };
    let copy = || Case { x: case.x.clone(), w: case.w.clone(), dy: case.dy.clone(), ..*case };
    let b = vec![0.0; case.dy.dims::<4>()[1]];
    let slope = |at: f64, moved: &dyn Fn(f64, &mut Case, &mut [f64])| {
        let at_value = |value: f64| {
            let (mut case, mut b) = (copy(), b.clone());
            moved(value, &mut case, &mut b);
            loss(&case, &b)
        };
        central_difference(at_value, at, 1e-3)
    };
    let element = |x: &Tensor<f64>, i: usize| x.as_slice()[i];
    let along_x = |i: usize| slope(element(&case.x, i), &|x, case, _| case.x.as_mut_slice()[i] = x);
    let along_w = |i: usize| slope(element(&case.w, i), &|w, case, _| case.w.as_mut_slice()[i] = w);
    Expected {
        dx: (0..case.x.len()).map(along_x).collect(),
        dw: (0..case.w.len()).map(along_w).collect(),
        db: (0..b.len()).map(|f| slope(0.0, &|moved, _, b| b[f] = moved)).collect(),
    }
}

#[test]
fn it_agrees_with_the_slopes_that_are_measured() {
    let cases = [
        ([1, 1, 3, 4], [1, 2, 2], [1, 0]),
        ([2, 2, 4, 5], [3, 3, 2], [1, 1]),
        ([2, 1, 6, 5], [2, 2, 3], [3, 1]),
    ];
    for (images, kernel, moves) in cases {
        let case = Case::new(images, kernel, moves);
        case.check("central differences", &measured(&case), Tolerance::F64_GRADIENT);
    }
}

#[test]
fn shares_add_up_over_images_places_and_filters() {
    for kernel in [[1, 2, 2], [3, 1, 1], [2, 3, 3]] {
        let case = Case::new([3, 2, 4, 4], kernel, [1, 0]);
        case.check("stride 1, no padding", &case.with(Slip::None), Tolerance::EXACT);
    }
}

#[test]
fn the_stride_and_the_padding_are_those_of_the_way_forward() {
    for moves in [[1, 1], [1, 2], [2, 0], [3, 0], [2, 1], [3, 2]] {
        let case = Case::new([2, 2, 6, 7], [2, 3, 2], moves);
        case.check("other moves", &case.with(Slip::None), Tolerance::EXACT);
    }
}

/// Steps of 3 with a kernel of 2 leave out every third row and column.
#[test]
fn pixels_that_no_place_sees_have_no_gradient() {
    let case = Case::new([1, 1, 6, 6], [1, 2, 2], [3, 0]);
    let found = case.backward("pixels that are left out").dx;
    assert!(
        found.shape() == case.x.shape(),
        "∂x is {:?}, the images {:?}",
        found.shape(),
        case.x.shape()
    );
    for (at, dx) in found.as_slice().iter().enumerate() {
        let [u, v] = [at / 6, at % 6];
        assert!(
            *dx == 0.0 || u % 3 != 2 && v % 3 != 2,
            "No position sees pixel ({u}, {v}), since a kernel of 2×2 moves in steps of 3; but its \
             gradient is {dx}"
        );
    }
    case.check("pixels that are left out", &case.with(Slip::None), Tolerance::EXACT);
}
