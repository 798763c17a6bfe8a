use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use tensor::Tensor;

fn whole<const N: usize>(shape: [usize; N], salt: usize) -> Tensor<f32> {
    Tensor::new(shape, small_integers(shape.iter().product(), salt))
}

/// An image, filters and biases, and how the filters move.
struct Layer {
    x: Tensor<f32>,
    w: Tensor<f32>,
    b: Vec<f32>,
    stride: usize,
    padding: usize,
}

/// One of the slips people make with the sum, or none.
#[derive(Clone, Copy, PartialEq)]
enum Slip {
    None,
    Turned,
    NoPadding,
    PaddingAdded,
    PaddingTwice,
    StrideOnTheKernel,
    StrideOnAll,
    NoStride,
    BiasForEachChannel,
    NoBias,
    OneChannel,
    FiltersAndChannels,
    EdgeRepeated,
    FirstRepeated,
    RowsAndColumns,
    PositionsExchanged,
    HeightForWidth,
    SquareByHeight,
    SquareByWidth,
    SquareWeights,
    LastProduct,
}

/// The slips, with what to say of them.
const SLIPS: [(Slip, &str); 20] = [
    (
        Slip::Turned,
        "the kernel is turned by half a circle: w(f, c, i, j) meets the pixel i rows down and j \
         columns on",
    ),
    (
        Slip::NoPadding,
        "the padding is forgotten in the sum: weight (0, 0) first meets x(−pad, −pad)",
    ),
    (Slip::PaddingAdded, "the padding is added where it is to be subtracted"),
    (
        Slip::PaddingTwice,
        "the padding is used twice: an image with zeros around it starts at row −pad already, and \
         nothing is subtracted then",
    ),
    (
        Slip::StrideOnTheKernel,
        "the stride multiplies the weight's i and j, not the position's p and q",
    ),
    (
        Slip::StrideOnAll,
        "the stride multiplies p + i: it moves the kernel, but does not spread its weights",
    ),
    (Slip::NoStride, "the stride is forgotten in the sum: position p starts in row s·p − pad"),
    (
        Slip::BiasForEachChannel,
        "the bias is added once for each channel; it comes once for each output",
    ),
    (Slip::NoBias, "the bias is missing"),
    (Slip::OneChannel, "only channel 0 is looked at; an output is a sum over all channels"),
    (
        Slip::FiltersAndChannels,
        "w is read as [channels, filters, …], but lies as [filters, channels, …]",
    ),
    (Slip::EdgeRepeated, "outside of the image stands its nearest pixel, where zeros should be"),
    (
        Slip::FirstRepeated,
        "before row and column 0 stand their pixels, where zeros should be (by `saturating_sub`?)",
    ),
    (Slip::RowsAndColumns, "rows and columns of the kernel are exchanged"),
    (Slip::PositionsExchanged, "p and q are exchanged: p counts rows of the output, q its columns"),
    (
        Slip::HeightForWidth,
        "a row is as long as the image is wide: pixel (c, u, v) has index (c·h + u)·w + v",
    ),
    (Slip::SquareByHeight, SQUARE),
    (Slip::SquareByWidth, SQUARE),
    (Slip::SquareWeights, SQUARE),
    (Slip::LastProduct, "only the last product is left: add each of them to the sum (`+=`)"),
];

const SQUARE: &str = "the kernel is taken as square: i runs over its height, j over its width, and a row \
     of its weights is as long as it is wide";

impl Layer {
    /// Of `[channels, h, w]` pixels and `[filters, height, width]` of a kernel.
    fn new(image: [usize; 3], [filters, height, width]: [usize; 3], moves: [usize; 2]) -> Layer {
        let b = whole([filters], 1).as_slice().to_vec();
        let w = whole([filters, image[0], height, width], 3);
        Layer { x: whole(image, 8), w, b, stride: moves[0], padding: moves[1] }
    }

    fn output(&self) -> Tensor<f32> {
        let given = || {
            let ([c, h, w], [filters, _, k_height, k_width]) = (self.x.dims(), self.w.dims());
            format!(
                "{c} channels, {h} high and {w} wide; {filters} filters, their kernels {k_height} high \
                 and {k_width} wide; stride {}, padding {}",
                self.stride, self.padding
            )
        };
        let Layer { x, w, b, stride, padding } = self;
        guarded(given, || conv2d_forward(x, w, b, *stride, *padding))
    }

    /// Compares the outputs with what is expected, and names the slip if it can.
    #[track_caller]
    fn check(&self, name: &str, expected: &Tensor<f32>) {
        let y = self.output();
        let about = format!(
            "{name}: Y, entry [filter, row, column] (image {:?}, weights {:?}, stride {}, padding \
             {})",
            self.x.shape(),
            self.w.shape(),
            self.stride,
            self.padding
        );
        let shapes = (y.shape(), expected.shape());
        assert!(
            shapes.0 == shapes.1,
            "{about}: the shape is {:?}, expected {:?}: [filters, ⌊(H + 2·pad − k)/s⌋ + 1 down, \
             the same across]{}",
            shapes.0,
            shapes.1,
            self.shape_slip(shapes.0.dims())
        );
        let found = compare(
            &about,
            expected.shape().dims(),
            y.as_slice(),
            expected.as_slice(),
            Tolerance::EXACT,
        );
        let fits = |slip: Slip| self.with(slip).as_deref() == Some(y.as_slice());
        assert_or_name_slip(found, || {
            SLIPS.iter().find(|(slip, _)| fits(*slip)).map(|(_, said)| *said)
        });
    }

    /// The outputs as the definition has them.
    fn expected(&self) -> Tensor<f32> {
        let y = self.with(Slip::None).expect("the definition stays within its slices");
        Tensor::new(self.output_size(), y)
    }

    fn output_size(&self) -> [usize; 3] {
        let ([_, height, width], [filters, _, k_height, k_width]) = (self.x.dims(), self.w.dims());
        let along = |pixels, kernel| (pixels + 2 * self.padding - kernel) / self.stride + 1;
        [filters, along(height, k_height), along(width, k_width)]
    }

    /// Names the slip that gives this shape.
    fn shape_slip(&self, found: &[usize]) -> &'static str {
        let ([channels, height, width], [filters, _, k_height, k_width]) =
            (self.x.dims(), self.w.dims::<4>());
        let (s, pad) = (self.stride, self.padding);
        // By the formula for the positions, of pixels and kernel, and by the kernel's height and width.
        let is = |along: &dyn Fn(usize, usize) -> Option<usize>, k_height, k_width| {
            let shape = [Some(filters), along(height, k_height), along(width, k_width)];
            shape.iter().all(Option::is_some) && found.iter().copied().map(Some).eq(shape)
        };
        let by = |paddings: usize| {
            move |pixels: usize, k: usize| Some((pixels + paddings * pad).checked_sub(k)? / s + 1)
        };
        let [f, down, across] = self.output_size();
        if found == [down, across, f] || found == [f, across, down] {
            "\n  the order of the axes: filters, then down, then across"
        } else if found == [channels, down, across] {
            "\n  there is an output for each filter, not for each channel"
        } else if is(&by(2), k_height, k_height) || is(&by(2), k_width, k_width) {
            "\n  the kernel is taken as square: down its height counts, across its width"
        } else if is(&by(0), k_height, k_width) {
            "\n  the padding is forgotten"
        } else if is(&by(1), k_height, k_width) {
            "\n  there is padding at both ends of an axis"
        } else if is(&by(4), k_height, k_width) {
            "\n  the padding is used twice"
        } else if is(&|pixels, k| Some((pixels + 2 * pad).checked_sub(k)? + 1), k_height, k_width) {
            "\n  the stride is forgotten: it divides the number of moves"
        } else if is(&|pixels, k| Some((pixels + 2 * pad).checked_sub(k)? / s), k_height, k_width) {
            "\n  one position too few: a kernel that cannot move has one"
        } else if is(&|n, k| Some((n + 2 * pad).checked_sub(k)?.div_ceil(s) + 1), k_height, k_width)
        {
            "\n  the last move does not fit any more: round down"
        } else {
            ""
        }
    }

    /// The outputs with a slip in the sum; none if it would read what is not there.
    fn with(&self, slip: Slip) -> Option<Vec<f32>> {
        let ([channels, height, width], [filters, .., k_height, k_width]) =
            (self.x.dims(), self.w.dims::<4>());
        let [_, down, across] = self.output_size();
        let (s, pad) = (self.stride as isize, self.padding as isize);
        let at = |position: usize, step: usize| {
            let (position, step) = (position as isize, step as isize);
            match slip {
                Slip::NoPadding => s * position + step,
                Slip::PaddingAdded => s * position + step + pad,
                Slip::PaddingTwice => s * position + step - 2 * pad,
                Slip::StrideOnTheKernel => position + s * step - pad,
                Slip::StrideOnAll => s * (position + step) - pad,
                Slip::NoStride => position + step - pad,
                _ => s * position + step - pad,
            }
        };
        let pixel = |c: usize, u: isize, v: isize| {
            let [(u, in_rows), (v, in_columns)] = [(u, height), (v, width)].map(|(at, pixels)| {
                let near = at.clamp(0, pixels as isize - 1);
                let is_repeated =
                    slip == Slip::EdgeRepeated || slip == Slip::FirstRepeated && at < 0;
                (near as usize, near == at || is_repeated)
            });
            let index = match slip {
                Slip::HeightForWidth => (c * width + u) * height + v,
                _ => (c * height + u) * width + v,
            };
            let x = self.x.as_slice().get(index).copied();
            if in_rows && in_columns { x } else { Some(0.0) }
        };
        let looked_at = if slip == Slip::OneChannel { 1 } else { channels };
        let mut y = Vec::new();
        for position in 0..filters * down * across {
            let [f, p, q] =
                [position / (down * across), position / across % down, position % across];
            let [p, q] = if slip == Slip::PositionsExchanged { [q, p] } else { [p, q] };
            let mut sum = match slip {
                Slip::NoBias => 0.0,
                Slip::BiasForEachChannel => self.b[f] * channels as f32,
                _ => self.b[f],
            };
            let [rows, columns] = match slip {
                Slip::SquareByHeight => [k_height, k_height],
                Slip::SquareByWidth => [k_width, k_width],
                _ => [k_height, k_width],
            };
            for tap in 0..looked_at * rows * columns {
                let (c, tap) = (tap / (rows * columns), tap % (rows * columns));
                let filter = match slip {
                    Slip::FiltersAndChannels => c * filters + f,
                    _ => f * channels + c,
                };
                let weight = match slip {
                    Slip::Turned => k_height * k_width - 1 - tap,
                    Slip::RowsAndColumns => tap % k_width * k_height + tap / k_width,
                    _ => tap,
                };
                let rows = if slip == Slip::SquareWeights { columns } else { rows };
                let w = self.w.as_slice().get(filter * rows * columns + weight)?;
                if slip == Slip::LastProduct {
                    sum = 0.0;
                }
                sum += w * pixel(c, at(p, tap / columns), at(q, tap % columns))?;
            }
            y.push(sum);
        }
        Some(y)
    }
}

/// The case of the statement: one channel of 1 to 9, one filter.
fn paper(stride: usize, padding: usize) -> Layer {
    let x = Tensor::new([1, 3, 3], (1..=9).map(|x| x as f32).collect());
    let w = Tensor::new([1, 1, 2, 2], vec![1.0, 2.0, 0.0, -1.0]);
    Layer { x, w, b: vec![10.0], stride, padding }
}

#[test]
fn agrees_with_paper() {
    let expected = Tensor::new([1, 2, 2], vec![10.0, 12.0, 16.0, 18.0]);
    paper(1, 0).check("stride 1, no padding", &expected);
    let expected = Tensor::new([1, 2, 2], vec![9.0, 7.0, 11.0, 18.0]);
    paper(2, 1).check("stride 2, padding 1", &expected);
}

/// A single bright pixel shows the kernel itself: as it is met, last weight first.
#[test]
fn the_kernel_is_not_turned() {
    let mut layer = Layer::new([1, 5, 5], [1, 3, 3], [1, 0]);
    layer.x = Tensor::zeros([1, 5, 5]);
    layer.x.as_mut_slice()[2 * 5 + 2] = 1.0;
    layer.w = Tensor::new([1, 1, 3, 3], (1..=9).map(|w| w as f32).collect());
    layer.b = vec![0.0];
    let expected = Tensor::new([1, 3, 3], (1..=9).rev().map(|w| w as f32).collect());
    layer.check("one bright pixel in the middle", &expected);
}

#[test]
fn all_channels_are_summed_and_the_bias_comes_once() {
    let layer = Layer::new([3, 4, 4], [2, 2, 2], [1, 0]);
    layer.check("three channels", &layer.expected());
    let layer = Layer { w: Tensor::zeros([3, 3, 2, 2]), b: vec![1.0, 2.0, 4.0], ..layer };
    layer.check("weights of zero: only the biases remain", &layer.expected());
}

#[test]
fn the_stride_moves_the_kernel() {
    for image in [[1, 7, 7], [2, 8, 7]] {
        for stride in [2, 3] {
            let layer = Layer::new(image, [2, 3, 3], [stride, 0]);
            layer.check("without padding", &layer.expected());
        }
    }
}

#[test]
fn around_the_image_are_zeros() {
    for padding in [1, 2, 3] {
        let layer = Layer::new([2, 4, 5], [2, 3, 3], [1, padding]);
        layer.check("stride 1", &layer.expected());
    }
}

#[test]
fn it_agrees_with_the_definition_at_odd_sizes() {
    let sizes = [
        ([1, 1, 1], [1, 1, 1], [1, 0]),
        ([3, 1, 7], [2, 1, 4], [2, 1]),
        ([2, 6, 3], [5, 4, 1], [3, 2]),
        ([4, 5, 8], [3, 2, 5], [2, 2]),
        ([3, 9, 9], [3, 3, 3], [2, 1]),
        ([1, 2, 2], [2, 3, 3], [1, 1]),
        ([2, 1, 1], [1, 1, 1], [2, 2]),
    ];
    for (image, kernel, moves) in sizes {
        let layer = Layer::new(image, kernel, moves);
        layer.check("odd sizes", &layer.expected());
    }
}
