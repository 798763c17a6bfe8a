//! An exponential moving average of a model's weights.

use crate::UpdateKernel;
use crate::fused::{Updates, kernel_text};
use autograd::Buffer;
use nn::{Leaf, LeafMut, Module, Path};
use numeric::{ELEMENT_COST, Float, par_zip_chunks};
use tensor::Tensor;

/// An exponential moving average of a model's parameters, which often generalizes better than the
/// parameters after the last step:
///
/// ```text
/// p̄ ← β·p̄ + (1 − β)·p
/// ```
///
/// PyTorch's `AveragedModel` with `get_ema_multi_avg_fn`: the first update copies, and buffers, such
/// as running statistics, are copied each time, not averaged. The average is itself a
/// [`Module`], of which each tensor has the name of the model's, so a checkpoint keeps it.
///
/// ```
/// use autograd::Param;
/// use optimizers::Ema;
/// use tensor::Tensor;
///
/// let mut w = Param::new(Tensor::<f64>::scalar(8.0));
/// let mut ema = Ema::new(&w, 0.75);
/// ema.update(&w);                                  // the first: 8
/// w.value = Tensor::scalar(4.0);
/// ema.update(&w);                                  // 0.75·8 + 0.25·4
/// ema.swap(&mut w);
/// assert_eq!(w.value.item(), 7.0);                 // evaluate here
/// ema.swap(&mut w);
/// assert_eq!(w.value.item(), 4.0);                 // and train on
/// ```
#[derive(Clone, Debug)]
pub struct Ema<T: Float = f32> {
    /// The decay rate, `β`: PyTorch's default is 0.999.
    pub decay: f64,
    /// The averages, by the tensors' names, in the model's order.
    averages: Vec<(String, Buffer<T>)>,
    /// The number of updates; as a tensor, for checkpoints.
    n_averaged: Buffer<T>,
}

impl<T: Float> Ema<T> {
    /// An average of this model's parameters with the decay rate `decay`.
    ///
    /// # Panics
    /// If `decay` is not from 0 to 1.
    ///
    /// ```
    /// let w = autograd::Param::new(tensor::Tensor::<f32>::scalar(1.0));
    /// assert_eq!(optimizers::Ema::new(&w, 0.999).n_averaged(), 0);
    /// ```
    #[track_caller]
    pub fn new(model: &dyn Module<T>, decay: f64) -> Self {
        assert!((0.0..=1.0).contains(&decay), "Ema: decay must be from 0 to 1, but is {decay}");
        let mut averages = Vec::new();
        model.visit(&mut Path::default(), &mut |path, leaf| {
            averages.push((path.to_string(), Buffer::new(leaf.tensor().clone())));
        });
        Ema { decay, averages, n_averaged: Buffer::new(Tensor::scalar(T::zero())) }
    }

    /// The number of updates so far.
    ///
    /// ```
    /// let w = autograd::Param::new(tensor::Tensor::<f32>::scalar(1.0));
    /// let mut ema = optimizers::Ema::new(&w, 0.999);
    /// ema.update(&w);
    /// assert_eq!(ema.n_averaged(), 1);
    /// ```
    pub fn n_averaged(&self) -> u64 {
        self.n_averaged.value.item().as_f64() as u64
    }

    /// Takes the model's weights into the average: call it after each step of the optimizer.
    ///
    /// # Panics
    /// If the model is not the one that the average was made for.
    ///
    /// ```
    /// use autograd::Param;
    /// use optimizers::Ema;
    /// use tensor::Tensor;
    ///
    /// let mut w = Param::new(Tensor::<f64>::scalar(0.0));
    /// let mut ema = Ema::new(&w, 0.5);
    /// for value in [1.0, 3.0, 3.0] {
    ///     w.value = Tensor::scalar(value);
    ///     ema.update(&w);
    /// }
    /// ema.swap(&mut w);
    /// assert_eq!(w.value.item(), 2.5);
    /// ```
    #[track_caller]
    pub fn update(&mut self, model: &dyn Module<T>) {
        // ANCHOR: update
        let is_first = self.n_averaged() == 0;
        let weight = T::of(1.0 - self.decay);
        let update = |[average]: [&mut [T]; 1], p: &[T]| {
            for (average, p) in average.iter_mut().zip(p) {
                *average += weight * (*p - *average);
            }
        };
        let kernel = UpdateKernel::new(kernel_text!(include_str!("ema/update.cu")), &[weight]);
        let (mut averages, mut updates) = (self.averages.iter_mut(), Updates::new());
        model.visit(&mut Path::default(), &mut |path, leaf| {
            let average = next_average(&mut averages, path, leaf.tensor());
            match leaf {
                Leaf::Parameter(p) if !is_first => {
                    updates.add_stateless(kernel.clone(), average, &p.value, |average, p| {
                        par_zip_chunks([average], p, ELEMENT_COST, &update)
                    });
                }
                _ => average.assign(leaf.tensor()),
            }
        });
        updates.launch();
        // ANCHOR_END: update
        check_none_left(averages);
        let updates = self.n_averaged.value.item() + T::one();
        self.n_averaged.value = Tensor::scalar(updates);
    }

    /// Exchanges the model's weights with the average: to evaluate the average, and again to go on
    /// training.
    ///
    /// # Panics
    /// If the model is not the one that the average was made for.
    ///
    /// ```
    /// use autograd::Param;
    /// use optimizers::Ema;
    /// use tensor::Tensor;
    ///
    /// let mut w = Param::new(Tensor::<f64>::scalar(0.5));
    /// let mut ema = Ema::new(&w, 0.999);
    /// w.value = Tensor::scalar(2.0);
    /// ema.swap(&mut w);
    /// assert_eq!(w.value.item(), 0.5);
    /// ```
    #[track_caller]
    pub fn swap(&mut self, model: &mut dyn Module<T>) {
        let mut averages = self.averages.iter_mut();
        model.visit_mut(&mut Path::default(), &mut |path, leaf| {
            let value = leaf.tensor();
            let average = next_average(&mut averages, path, value);
            *average = average.to(&value.device());
            std::mem::swap(average, value);
        });
        check_none_left(averages);
    }
}

/// The average of the leaf `path`, which must be the next one.
#[track_caller]
fn next_average<'a, T: Float>(
    averages: &mut std::slice::IterMut<'a, (String, Buffer<T>)>,
    path: &Path,
    value: &Tensor<T>,
) -> &'a mut Tensor<T> {
    match averages.next() {
        Some((name, average))
            if name == path.as_str() && average.value.shape() == value.shape() =>
        {
            &mut average.value
        }
        _ => panic!("Ema: `{path}` is not a tensor of the model that the average was made for"),
    }
}

/// # Panics
/// At the caller's line, if the model had fewer tensors than there are averages.
#[track_caller]
fn check_none_left<T: Float>(mut averages: std::slice::IterMut<'_, (String, Buffer<T>)>) {
    if let Some((name, _)) = averages.next() {
        panic!("Ema: the model has no tensor `{name}`, of which there is an average");
    }
}

/// The averages, under the model's names, and `n_averaged`.
impl<T: Float> Module<T> for Ema<T> {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>)) {
        path.scoped("n_averaged", |path| visitor(path, Leaf::Buffer(&self.n_averaged)));
        for (name, average) in &self.averages {
            path.scoped(name, |path| visitor(path, Leaf::Buffer(average)));
        }
    }

    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>),
    ) {
        path.scoped("n_averaged", |path| visitor(path, LeafMut::Buffer(&mut self.n_averaged)));
        for (name, average) in &mut self.averages {
            path.scoped(name, |path| visitor(path, LeafMut::Buffer(average)));
        }
    }
}
