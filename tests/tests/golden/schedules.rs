//! Learning rates over the steps of a training.

use crate::support::Golden;
use optimizers::schedule::{
    CosineDecay, ExponentialDecay, OneCycle, ReduceOnPlateau, Schedule, StepLr, Warmup,
};
use tensor::Tensor;

#[test]
fn f64() {
    Golden::<f64>::test("schedules", |golden| {
        let mut check = |name: &str, schedule: &dyn Schedule| {
            let rates: Vec<f64> = (0..40).map(|done| schedule.lr_at(done)).collect();
            golden.check(&format!("{name}.rates"), &Tensor::new([40], rates));
        };
        check("step", &StepLr { initial: 0.5, gamma: 0.3, step_size: 7 });
        check("exponential", &ExponentialDecay { initial: 0.5, gamma: 0.9 });
        check("cosine", &CosineDecay { initial: 0.5, final_lr: 0.01, steps: 40 });
        check("warmup", &Warmup { steps: 5, after: 0.5 });
        check("one_cycle", &OneCycle { max_lr: 0.5, steps: 40, ..OneCycle::default() });
        plateau(golden);
    });
}

fn plateau(golden: &mut Golden<f64>) {
    let measured = golden.tensor("plateau.measured");
    let mut plateau = ReduceOnPlateau { factor: 0.5, patience: 2, ..ReduceOnPlateau::default() };
    let mut rate = 0.5;
    let rates = measured.as_slice().iter().map(|measured| {
        rate = plateau.step(*measured, rate);
        rate
    });
    golden.check("plateau.rates", &Tensor::new(measured.shape(), rates.collect()));
}
