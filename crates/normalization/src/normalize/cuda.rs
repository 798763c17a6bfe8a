//! The normalizations on the GPU.

use crate::batch_norm::rule::BatchStats;
use crate::channels::ChannelLayout;
use crate::parameters::NormInputs;
use autograd::Var;
use numeric::Float;
use tensor::gpu::{Launch, to_i32};
use tensor::{Shape, Tensor, pointwise, sum_to};

/// The kernels of layer, group and RMS normalization.
const ROWS: &str = include_str!("rows.cu");

/// The kernels of batch normalization, and of all gradients with respect to weights and biases.
const CHANNELS: &str = include_str!("channels.cu");

/// The threads of a block that sums.
const BLOCK: usize = 256;

/// The number of elements of a channel that one block sums: enough for each of its threads to have several.
const PART: usize = 16 * BLOCK;

/// The maximum number of parts, which a single thread joins for each channel.
const MAX_PARTS: usize = 128;

/// The neighbouring channels of a block in a table: as many as read one line of memory together.
const WIDTH: usize = 32;

/// Batch normalization as in training.
#[track_caller]
pub(super) fn batch_norm<'t, T: Float>(
    NormInputs { inputs, x, w, b }: NormInputs<'t, T>,
    layout: ChannelLayout,
    epsilon: f64,
) -> (Var<'t, T>, BatchStats<T>) {
    let ([mean, variance, inv_std], m) =
        (moments(&x, layout, epsilon), layout.elements_per_channel());
    let y = normalize(&x, layout, [&mean, &inv_std, &w, &b]);
    let stats = BatchStats { mean: mean.clone(), variance };
    let y = inputs[0].tape().record("batch_norm", y, inputs, move |dy, [dx, dw_slot, db_slot]| {
        let (dw, db) = parameter_gradients([&dy, &x], of_channels(&mean, &inv_std), layout);
        let p = [&mean, &inv_std, &w];
        dx.accumulate(|| input_gradient([&dy, &x], p, Some([&dw, &db]), m, layout));
        dw_slot.accumulate(|| dw);
        db_slot.accumulate(|| db);
    });
    (y, stats)
}

/// Batch normalization as at inference.
#[track_caller]
pub(super) fn batch_norm_inference<'t, T: Float>(
    NormInputs { inputs, x, w, b }: NormInputs<'t, T>,
    layout: ChannelLayout,
    [mean, variance]: [&Tensor<T>; 2],
    epsilon: f64,
) -> Var<'t, T> {
    let inv_std = pointwise!(
        |v; epsilon| T::one() / (v + epsilon).sqrt(),
        "1 / sqrt(v + epsilon)",
        [epsilon]
    );
    let (mean, inv_std) = (mean.clone(), variance.clone().unary(inv_std));
    let y = normalize(&x, layout, [&mean, &inv_std, &w, &b]);
    let op = "batch_norm_inference";
    inputs[0].tape().record(op, y, inputs, move |dy, [dx, dw_slot, db_slot]| {
        if dw_slot.requires_grad() || db_slot.requires_grad() {
            let (dw, db) = parameter_gradients([&dy, &x], of_channels(&mean, &inv_std), layout);
            dw_slot.accumulate(|| dw);
            db_slot.accumulate(|| db);
        }
        dx.accumulate(|| input_gradient([&dy, &x], [&mean, &inv_std, &w], None, 1, layout));
    })
}

/// The set of elements that has one mean: a group of a sample's channels.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    /// The layout of the batch; that of layer and RMS normalization has one element of each feature.
    pub layout: ChannelLayout,
    /// The number of groups of channels.
    pub groups: usize,
    /// Whether there is a mean: in all but RMS normalization.
    pub is_centered: bool,
}

impl Rows {
    /// One set for each sample, with the last axis as channels.
    pub fn of_features(shape: Shape, is_centered: bool) -> Self {
        let (samples, channels) = (shape.n_columns(), shape.last_dim());
        Rows { layout: ChannelLayout { samples, channels, spatial: 1 }, groups: 1, is_centered }
    }
}

/// Layer, group or RMS normalization of a variable with a weight and, unless it is RMS normalization, a
/// bias.
#[track_caller]
pub(super) fn normalize_rows<'t, T: Float>(
    op: &'static str,
    inputs: &[Var<'t, T>],
    rows: Rows,
    epsilon: f64,
) -> Var<'t, T> {
    let (x, w, b) = (inputs[0].value(), inputs[1].value(), inputs.get(2).map(|b| b.value()));
    let ChannelLayout { samples, channels, spatial } = rows.layout;
    let (count, len) = (samples * rows.groups, channels / rows.groups * spatial);
    // No more threads than elements, but whole warps.
    let threads = (to_i32(len) as usize).next_power_of_two().clamp(32, BLOCK);
    let sizes = [rows.groups, channels / rows.groups, spatial].map(|n| n as isize);
    let gpu = x.gpu();
    let mut y = x.new_empty(x.shape());
    let mut means = rows.is_centered.then(|| x.new_empty([count]));
    let mut inv_stds = x.new_empty([count]);
    let launch = output(gpu.kernel::<T>(ROWS, "normalize_rows").output(&mut y), means.as_mut());
    let launch = input(launch.output(&mut inv_stds).input(&x).input(&w), b.as_ref());
    let launch = launch.scalar(T::of(epsilon)).ints(sizes);
    // SAFETY: the arguments are those of `normalize_rows`: a block for each of `count` rows of `len`
    // elements, whose channels are below `channels`.
    unsafe { launch.blocks([count, 1, 1], threads) };
    inputs[0].tape().record_dyn(op, y, inputs, move |dy, slots| {
        slots[0].accumulate(|| {
            let mut dx = x.new_empty(x.shape());
            let launch = gpu.kernel::<T>(ROWS, "normalize_rows_backward").output(&mut dx);
            let launch = input(launch.input(&dy).input(&x).input(&w), means.as_ref());
            let launch = launch.input(&inv_stds).ints(sizes);
            // SAFETY: as above.
            unsafe { launch.blocks([count, 1, 1], threads) };
            dx
        });
        if slots[1..].iter().any(|slot| slot.requires_grad()) {
            let means = means.as_ref();
            let moments = Moments { means, inv_stds: &inv_stds, groups: rows.groups };
            let (dw, db) = parameter_gradients([&dy, &x], moments, rows.layout);
            slots[1].accumulate(|| dw);
            if let Some(slot) = slots.get(2) {
                slot.accumulate(|| db);
            }
        }
    })
}

/// How the sums over each channel are divided among blocks.
struct Parts {
    layout: ChannelLayout,
    width: usize,
    len: usize,
    count: usize,
}

impl Parts {
    #[track_caller]
    fn of(layout: ChannelLayout) -> Self {
        let width = if layout.spatial == 1 { WIDTH } else { 1 };
        let m = layout.elements_per_channel();
        // The kernels count a channel's elements by `int`.
        to_i32(m);
        let len = (PART / width).max(m.div_ceil(MAX_PARTS));
        Parts { layout, width, len, count: m.div_ceil(len).max(1) }
    }

    /// Launches a kernel of `channels.cu` with the parts as its last argument.
    ///
    /// # Safety
    /// The arguments before must be those of a kernel that writes to `[count, channels]`, with inputs of
    /// the layout.
    #[track_caller]
    unsafe fn launch(&self, launch: Launch<'_>) {
        let blocks = self.layout.channels.div_ceil(self.width);
        // SAFETY: passed on to the caller.
        unsafe { launch.ints(self.sizes()).blocks([blocks, self.count, 1], BLOCK) }
    }

    fn sizes(&self) -> [isize; 5] {
        let ChannelLayout { samples, channels, spatial } = self.layout;
        [samples, channels, spatial, self.width, self.len].map(|n| n as isize)
    }
}

/// Mean, variance and `1/σ` of each channel.
#[track_caller]
fn moments<T: Float>(x: &Tensor<T>, layout: ChannelLayout, epsilon: f64) -> [Tensor<T>; 3] {
    let (gpu, parts) = (x.gpu(), Parts::of(layout));
    let [mut means, mut squares] = [(); 2].map(|()| x.new_empty([parts.count, layout.channels]));
    let launch = gpu.kernel::<T>(CHANNELS, "part_moments").output(&mut means).output(&mut squares);
    // SAFETY: the arguments are those of `part_moments`.
    unsafe { parts.launch(launch.input(x)) };
    let mut joint = [(); 3].map(|()| x.new_empty([layout.channels]));
    let [mean, variance, inv_std] = &mut joint;
    let launch = gpu.kernel::<T>(CHANNELS, "join_moments").output(mean).output(variance);
    let launch = launch.output(inv_std).input(&means).input(&squares).scalar(T::of(epsilon));
    // SAFETY: the arguments are those of `join_moments`, which stays below `channels` and `parts.count`.
    unsafe { launch.int(parts.count).ints(parts.sizes()).over(layout.channels) };
    joint
}

/// What the elements were normalized with: for each channel, or for each of `groups` groups of channels of
/// each sample.
struct Moments<'a, T: Float> {
    means: Option<&'a Tensor<T>>,
    inv_stds: &'a Tensor<T>,
    groups: usize,
}

/// Those of each channel.
fn of_channels<'a, T: Float>(mean: &'a Tensor<T>, inv_std: &'a Tensor<T>) -> Moments<'a, T> {
    Moments { means: Some(mean), inv_stds: inv_std, groups: 0 }
}

/// `∂w = Σ dy·x̂` and `∂b = Σ dy`.
#[track_caller]
fn parameter_gradients<T: Float>(
    [dy, x]: [&Tensor<T>; 2],
    moments: Moments<'_, T>,
    layout: ChannelLayout,
) -> (Tensor<T>, Tensor<T>) {
    let (gpu, parts) = (x.gpu(), Parts::of(layout));
    let [mut dw, mut db] = [(); 2].map(|()| x.new_empty([parts.count, layout.channels]));
    let launch = gpu.kernel::<T>(CHANNELS, "part_gradients").output(&mut dw);
    let launch = input(launch.output(&mut db).input(dy).input(x), moments.means)
        .input(moments.inv_stds)
        .int(moments.groups);
    // SAFETY: the arguments are those of `part_gradients`; there are moments for each channel, or for each
    // group of each sample.
    unsafe { parts.launch(launch) };
    let sum = |parts| sum_to(parts, Shape::from([layout.channels]));
    (sum(dw), sum(db))
}

/// `y = w·(x − μ)/σ + b` with mean and `1/σ` of each channel.
#[track_caller]
fn normalize<T: Float>(x: &Tensor<T>, layout: ChannelLayout, p: [&Tensor<T>; 4]) -> Tensor<T> {
    let (gpu, len) = (x.gpu(), x.len());
    let mut y = x.new_empty(x.shape());
    let launch = gpu.kernel::<T>(CHANNELS, "normalize_channels").output(&mut y).input(x);
    let launch = p.into_iter().fold(launch, Launch::input);
    let launch = launch.int(layout.channels).int(layout.spatial).int(len);
    // SAFETY: the arguments are those of `normalize_channels`, which stays below `len` in the batch and
    // below `channels` in the rest.
    unsafe { launch.over(len) };
    y
}

/// The gradient with respect to the batch, of whose channels each has `m` elements; without the
/// parameters' gradients, where mean and variance are constants.
#[track_caller]
fn input_gradient<T: Float>(
    [dy, x]: [&Tensor<T>; 2],
    [mean, inv_std, w]: [&Tensor<T>; 3],
    of_parameters: Option<[&Tensor<T>; 2]>,
    m: usize,
    layout: ChannelLayout,
) -> Tensor<T> {
    let (gpu, len) = (x.gpu(), x.len());
    let mut dx = x.new_empty(x.shape());
    let launch = gpu.kernel::<T>(CHANNELS, "normalize_channels_backward").output(&mut dx);
    let launch = [dy, x, mean, inv_std, w].into_iter().fold(launch, Launch::input);
    let launch = match of_parameters {
        Some([dw, db]) => launch.input(dw).input(db),
        None => launch.none().none(),
    };
    let launch = launch.scalar(T::of(m as f64));
    // SAFETY: as above, for `normalize_channels_backward`.
    unsafe { launch.int(layout.channels).int(layout.spatial).int(len).over(len) };
    dx
}

/// A tensor that the kernel may go without.
#[track_caller]
fn input<'a, T: Float>(launch: Launch<'a>, x: Option<&'a Tensor<T>>) -> Launch<'a> {
    if let Some(x) = x { launch.input(x) } else { launch.none() }
}

/// A tensor that the kernel may go without writing.
#[track_caller]
fn output<'a, T: Float>(launch: Launch<'a>, y: Option<&'a mut Tensor<T>>) -> Launch<'a> {
    if let Some(y) = y { launch.output(y) } else { launch.none() }
}
