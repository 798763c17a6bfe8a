//! Every optimizer does on each device what it does on the processor.

use autograd::{Gradients, Param, Tape};
use gradus_tests::draw;
use nn::impl_module;
use numeric::Float;
use optimizers::{
    Adagrad, Adam, AdamW, AuxiliaryAdamW, Ema, Lion, Muon, MuonScale, Optimizer, ParamGroup,
    RmsProp, Sgd, clip_grad_norm, clip_grad_value,
};
use tensor::{Device, Tensor};

/// Parameters of several chunks, of one element, of none.
const SHAPES: &[&[usize]] = &[&[30, 21], &[21, 40], &[9, 3, 3, 3], &[2601], &[1], &[0]];

struct Model<T: Float> {
    p: Vec<Param<T>>,
}
impl_module!(Model<T> { p });

impl<T: Float> Model<T> {
    fn new(device: &Device) -> Self {
        Model { p: draw(SHAPES, 3).into_iter().map(|x| Param::new(x.to(device))).collect() }
    }

    /// The gradients of a step: from large to small, then large again.
    fn gradients(&self, step: u64, device: &Device) -> Gradients<T> {
        let scale = Tensor::scalar(T::of(10f64.powi(2 - step as i32 % 5)));
        let gradients = draw::<T>(SHAPES, 100 + step);
        Tape::new().gradients(|tape| {
            let products = self.p.iter().zip(&gradients);
            let sums = products.map(|(p, g)| (tape.param(p) * &g.to(device)).sum() * &scale);
            sums.reduce(|a, b| a + b).expect("there are parameters")
        })
    }

    fn values(&self) -> Vec<f64> {
        self.p.iter().flat_map(|p| values(&p.value)).collect()
    }
}

fn values<T: Float>(x: &Tensor<T>) -> Vec<f64> {
    x.to(&Device::Cpu).as_slice().iter().map(|x| x.as_f64()).collect()
}

#[track_caller]
fn assert_near(what: &str, found: &[f64], expected: &[f64], relative: f64) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        let near = (found - expected).abs() <= relative * expected.abs().max(1e-2);
        assert!(near, "{what}: {found}, not {expected}");
    }
}

fn optimizers<T: Float>() -> Vec<(&'static str, Box<dyn Optimizer<T>>)> {
    let groups = vec![
        ParamGroup { lr_scale: 0.5, ..ParamGroup::new("p.1") },
        ParamGroup { weight_decay_scale: 0.0, ..ParamGroup::new("p.3") },
    ];
    let muon = Muon {
        adamw: Some(AuxiliaryAdamW::new(&["p.2"])),
        scale: MuonScale::MatchRmsAdamW,
        ..Muon::new(0.01)
    };
    let centered = RmsProp { centered: true, momentum: 0.5, ..RmsProp::new(0.01) };
    let amsgrad = AdamW { amsgrad: true, ..AdamW::new(0.01) };
    let dampened = Sgd { momentum: 0.9, dampening: 0.3, ..Sgd::new(1e-3) };
    vec![
        ("SGD", Box::new(Sgd::new(1e-3).with_weight_decay(0.1))),
        ("momentum", Box::new(dampened.with_groups(groups.clone()))),
        ("Nesterov", Box::new(Sgd { momentum: 0.9, nesterov: true, ..Sgd::new(1e-3) })),
        ("Adagrad", Box::new(Adagrad::new(0.01).with_weight_decay(0.1))),
        ("Adagrad, Keras", Box::new(Adagrad::keras(0.01))),
        ("RMSProp", Box::new(RmsProp::new(0.01))),
        ("RMSProp, momentum", Box::new(RmsProp { momentum: 0.9, ..RmsProp::keras(1e-3) })),
        ("RMSProp, centered", Box::new(centered.with_weight_decay(0.1))),
        ("Adam", Box::new(Adam::new(0.01).with_weight_decay(0.1))),
        ("Adam, Keras", Box::new(Adam::keras(0.01).with_groups(groups))),
        ("AdamW, AMSGrad", Box::new(amsgrad)),
        ("Lion", Box::new(Lion::new(1e-3).with_weight_decay(0.1))),
        ("Muon", Box::new(muon)),
        (
            "Muon, plain",
            Box::new(Muon {
                nesterov: false,
                // More than are taken without computing the Gram matrix anew.
                ns_steps: 7,
                adamw: Some(AuxiliaryAdamW::new(&[])),
                ..Muon::new(0.01)
            }),
        ),
    ]
}

/// The parameters and the state after 20 steps.
fn after<T: Float>(mut optimizer: Box<dyn Optimizer<T>>, device: &Device) -> (Vec<f64>, Vec<f64>) {
    let mut model = Model::new(device);
    for step in 0..20 {
        let gradients = model.gradients(step, device);
        optimizer.step(&mut model, &gradients);
    }
    let state = optimizer.common().state.tensors.values().flatten();
    (model.values(), state.flat_map(values).collect())
}

fn every_optimizer<T: Float>(device: &Device, tolerance: f64) {
    let both = optimizers::<T>().into_iter().zip(optimizers::<T>());
    for ((name, here), (_, there)) in both {
        let (expected, found) = (after(here, &Device::Cpu), after(there, device));
        // A difference of nearly equal numbers and many products in a row enlarge what rounding leaves.
        let enlarges = name.starts_with("Muon") || name.contains("centered");
        let tolerance = if enlarges { 20.0 * tolerance } else { tolerance };
        assert_near(name, &found.0, &expected.0, tolerance);
        assert_near(&format!("{name}, state"), &found.1, &expected.1, tolerance);
    }
}

#[test]
fn every_optimizer_agrees_on_every_device() {
    for device in Device::all().iter().skip(1) {
        every_optimizer::<f32>(device, 1e-6);
        every_optimizer::<f64>(device, 1e-12);
    }
}

/// The average of the weights after some steps, begun before the model moved.
fn averaged<T: Float>(device: &Device) -> Vec<f64> {
    let mut model = Model::<T>::new(&Device::Cpu);
    let (mut sgd, mut ema) = (Sgd::new(1e-3), Ema::new(&model, 0.9));
    for step in 0..5 {
        let at = if step == 0 { &Device::Cpu } else { device };
        model.p.iter_mut().for_each(|p| p.value = p.value.to(at));
        let gradients = model.gradients(step, at);
        sgd.step(&mut model, &gradients);
        ema.update(&model);
    }
    ema.swap(&mut model);
    model.values()
}

/// The norm and the gradients after clipping by norm and by value.
fn clipped<T: Float>(device: &Device, scale: f64, max_norm: f64) -> Vec<f64> {
    let model = Model::<T>::new(device);
    let mut gradients = Tape::new().gradients(|tape| {
        let squares = model.p.iter().map(|p| (tape.param(p) * tape.param(p)).sum());
        let sum = squares.reduce(|a, b| a + b).expect("there are parameters");
        sum * &Tensor::scalar(T::of(scale))
    });
    let norm = clip_grad_norm(&mut gradients, max_norm);
    let mut found = vec![norm.item() / scale];
    let mut add = |gradients: &mut Gradients<T>| {
        let all = gradients.iter_mut().flat_map(|g| values(g));
        found.extend(all.map(|g| g / scale));
    };
    add(&mut gradients);
    clip_grad_value(&mut gradients, 0.01 * scale);
    add(&mut gradients);
    found
}

#[test]
fn averages_and_clipping_agree_on_every_device() {
    for device in Device::all().iter().skip(1) {
        let [here, there] = [&Device::Cpu, device].map(averaged::<f32>);
        assert_near("Ema", &there, &here, 2e-6);
        let [here, there] = [&Device::Cpu, device].map(averaged::<f64>);
        assert_near("Ema", &there, &here, 1e-14);
        for (scale, max_norm) in [(1.0, 3.0), (1.0, 1e9), (1e30, 1e30), (1e-25, 1e-25)] {
            let [here, there] =
                [&Device::Cpu, device].map(|device| clipped::<f32>(device, scale, max_norm));
            assert_near(&format!("clipping, {scale}"), &there, &here, 2e-6);
        }
        for (scale, max_norm) in [(1.0, 3.0), (1e300, 1e299), (1e-300, 1e-300)] {
            let [here, there] =
                [&Device::Cpu, device].map(|device| clipped::<f64>(device, scale, max_norm));
            assert_near(&format!("clipping, {scale}"), &there, &here, 1e-13);
        }
    }
}
