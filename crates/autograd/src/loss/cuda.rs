//! Losses on the GPU: one kernel for the losses of the samples, and the same one for their gradient.

use crate::Var;
use losses::{CudaLoss, CudaTarget, Loss, TargetSlice};
use numeric::Float;
use tensor::gpu::{GpuIndices, Launch};
use tensor::{Shape, Tensor, sum_to};

/// The threads of a block; those of a sample are a power of two, at most as many.
const THREADS: usize = 256;

/// The mean loss of samples whose outputs are on the middle axis of `dims`.
#[track_caller]
pub(crate) fn mean_loss<'t, T: Float, L: Loss<T>>(
    input: Var<'t, T>,
    loss: &L,
    target: &L::Target,
    dims: [usize; 3],
) -> Var<'t, T> {
    let kernel = Kernel::new(input.value(), loss, target, dims, true);
    let mean = sum_to(kernel.losses(), Shape::from([]));
    input.tape().record("loss", mean, [input], move |dy, [dx]| {
        dx.accumulate(|| kernel.gradient(&dy));
    })
}

/// The loss of each of these samples, a tensor of the shape `shape`.
#[track_caller]
pub(crate) fn unreduced_loss<'t, T: Float, L: Loss<T>>(
    input: Var<'t, T>,
    loss: &L,
    target: &L::Target,
    dims: [usize; 3],
    shape: Shape,
) -> Var<'t, T> {
    let kernel = Kernel::new(input.value(), loss, target, dims, false);
    let losses = kernel.losses().reshape(shape);
    input.tape().record("unreduced_loss", losses, [input], move |dy, [dx]| {
        dx.accumulate(|| kernel.gradient(&dy));
    })
}

/// A loss's kernel, and what it reads, on the GPU.
struct Kernel<T: Float> {
    source: &'static str,
    y: Tensor<T>,
    dims: [usize; 3],
    values: Option<Tensor<T>>,
    classes: Option<GpuIndices>,
    /// A weight for each sample, and behind them the scale, which the weights determine.
    sample_weights: Option<Tensor<T>>,
    class_weights: Option<Tensor<T>>,
    parameters: [f64; 4],
    scale: T,
}

impl<T: Float> Kernel<T> {
    /// # Panics
    /// At the caller's line, if the targets do not fit, or if the loss cannot run on a GPU.
    #[track_caller]
    fn new<L: Loss<T>>(
        y: Tensor<T>,
        loss: &L,
        target: &L::Target,
        dims: [usize; 3],
        is_mean: bool,
    ) -> Self {
        let [outer, outputs, inner] = dims;
        let samples = outer * inner;
        if let Err(error) = loss.validate(outputs, samples, target) {
            panic!("{error}");
        }
        let Some(cuda) = loss.cuda(target) else {
            panic!("{}: this operation has no CUDA arm yet", L::NAME)
        };
        let gpu = y.gpu();
        let upload = |values: Vec<T>| Tensor::new([values.len()], values).to(&y.device());
        let n = L::targets_per_sample(outputs);
        let weight = |sample| loss.sample_weight(target.of_sample(sample, n), sample);
        let mut weights: Vec<T> = (0..samples).map(weight).collect();
        // Those of a loss with weights are always there: the next batch of the same network may need them.
        let is_weighted = L::IS_WEIGHTED || weights.iter().any(|weight| *weight != T::one());
        let of_class = |weights: &[f64]| upload(weights.iter().map(|w| T::of(*w)).collect());
        let (values, classes) = match &cuda.target {
            CudaTarget::Values(values) => (Some(upload(values.to_vec())), None),
            CudaTarget::Classes(classes) => (None, Some(gpu.indices(classes))),
        };
        assert!(
            fits(&cuda, outputs, samples),
            "{}: what is read does not fit the outputs",
            L::NAME
        );
        let divisor = if is_mean { loss.divisor(outputs, samples, target) } else { 1.0 };
        let scale = T::of(if divisor == 0.0 { 0.0 } else { 1.0 / divisor });
        weights.push(scale);
        Kernel {
            source: cuda.source,
            dims,
            values,
            classes,
            sample_weights: is_weighted.then(|| upload(weights)),
            class_weights: cuda.class_weights.map(of_class),
            parameters: cuda.parameters,
            scale: if is_weighted { T::one() } else { scale },
            y,
        }
    }

    /// The weighted loss of each sample, times `scale`.
    fn losses(&self) -> Tensor<T> {
        let mut losses = self.y.new_empty([self.samples()]);
        self.launch([Some(&mut losses), None], None);
        losses
    }

    /// The gradient with respect to the outputs, of that with respect to the losses or to their mean.
    fn gradient(&self, dlosses: &Tensor<T>) -> Tensor<T> {
        let mut dy = self.y.new_empty(self.y.shape());
        self.launch([None, Some(&mut dy)], Some(dlosses));
        dy
    }

    fn samples(&self) -> usize {
        self.dims[0] * self.dims[2]
    }

    /// Writes the losses, or the gradient.
    fn launch(&self, outputs: [Option<&mut Tensor<T>>; 2], dlosses: Option<&Tensor<T>>) {
        let [_, n, inner] = self.dims;
        let gpu = self.y.gpu();
        let mut launch = gpu.kernel::<T>(self.source, "loss");
        for output in outputs {
            launch = match output {
                Some(output) => launch.output(output),
                None => launch.none(),
            };
        }
        let has_one = dlosses.is_some_and(|dlosses| dlosses.len() == 1);
        launch = input(launch, dlosses).int(has_one.into()).input(&self.y);
        launch = input(launch, self.values.as_ref());
        launch = match &self.classes {
            Some(classes) => launch.indices(classes),
            None => launch.none(),
        };
        launch = input(launch, self.sample_weights.as_ref());
        launch = input(launch, self.class_weights.as_ref());
        launch = launch.scalars(self.parameters.map(T::of)).scalar(self.scale);
        // Where the outputs of a sample lie apart, those of neighbours lie together: a thread for each.
        let of_sample = if inner == 1 { n.next_power_of_two().min(THREADS) } else { 1 };
        let launch = launch.int(self.samples()).int(n).int(inner).int(of_sample);
        let blocks = self.samples().div_ceil(THREADS / of_sample);
        // SAFETY: the arguments are those of `loss`. There are `samples` losses and classes, which are
        // below `n` or ignored, one weight more, `n` class weights, and `n·samples` outputs and values.
        unsafe { launch.blocks([blocks, 1, 1], THREADS) };
    }
}

/// Whether there is what the kernel reads for each sample, output and class.
fn fits<T>(cuda: &CudaLoss<'_, T>, outputs: usize, samples: usize) -> bool {
    let is_class = |class: &usize| *class < outputs || *class == CudaTarget::<T>::IGNORED;
    let targets_fit = match &cuda.target {
        CudaTarget::Values(values) => values.len() == samples * outputs,
        CudaTarget::Classes(classes) => classes.len() == samples && classes.iter().all(is_class),
    };
    targets_fit && cuda.class_weights.is_none_or(|weights| weights.len() == outputs)
}

/// A tensor that the kernel may go without.
fn input<'a, T: Float>(launch: Launch<'a>, x: Option<&'a Tensor<T>>) -> Launch<'a> {
    match x {
        Some(x) => launch.input(x),
        None => launch.none(),
    }
}
