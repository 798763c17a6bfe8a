//! Learning rates over the steps of a training.

use crate::support::Golden;
use optimizers::schedule::{
    Cosine, ExponentialDecay, OneCycle, ReduceOnPlateau, Schedule, StepDecay, Warmup,
};
use tensor::Tensor;

#[test]
fn f64() {
    Golden::<f64>::test("schedules", |golden| {
        let mut check = |name: &str, schedule: &dyn Schedule| {
            let rates: Vec<f64> = (0..40).map(|done| schedule.rate(done)).collect();
            golden.check(&format!("{name}.rates"), &Tensor::new([40], rates));
        };
        check("step", &StepDecay { from: 0.5, factor: 0.3, every: 7 });
        check("exponential", &ExponentialDecay { from: 0.5, factor: 0.9 });
        check("cosine", &Cosine { from: 0.5, to: 0.01, steps: 40 });
        check("warmup", &Warmup { steps: 5, then: 0.5 });
        check("one_cycle", &OneCycle { most: 0.5, steps: 40, ..OneCycle::default() });
        plateau(golden);
    });
}

fn plateau(golden: &mut Golden<f64>) {
    let measured = golden.tensor("plateau.measured");
    let mut plateau = ReduceOnPlateau { factor: 0.5, patience: 2, ..ReduceOnPlateau::default() };
    let mut rate = 0.5;
    let rates = measured.as_slice().iter().map(|measured| {
        rate = plateau.after(*measured, rate);
        rate
    });
    golden.check("plateau.rates", &Tensor::new(measured.shape(), rates.collect()));
}
