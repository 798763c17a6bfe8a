//! What every operation of the table promises, whatever it computes: `f32` and `f64` agree, the number
//! of threads changes no bit, and each device gives the processor's numbers.

use gradus_tests::operations::{agreement, large_operations, operations};
use std::collections::BTreeSet;
use tensor::Device;

#[test]
fn both_types_of_number_agree() {
    for row in operations() {
        let single = agreement::values::<f32>(row, &Device::Cpu);
        let double = agreement::values::<f64>(row, &Device::Cpu);
        assert_eq!(agreement::near(row, &single, &double, 1e-4), Ok(()), "f32 beside f64");
    }
}

#[test]
fn threads_change_no_bit_of_an_operation() {
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let bits = |row| {
                let single = agreement::values::<f32>(row, &Device::Cpu);
                let double = agreement::values::<f64>(row, &Device::Cpu);
                single.into_iter().chain(double).map(f64::to_bits).collect::<Vec<_>>()
            };
            operations().map(bits).collect::<Vec<_>>()
        })
    };
    let one = with(1);
    for threads in [2, 3] {
        for ((row, one), many) in operations().zip(&one).zip(with(threads)) {
            assert_eq!(*one, many, "{} ({}), {threads} threads", row.name, row.case);
        }
    }
}

/// The operations that cannot run on a GPU.
const WITHOUT_CUDA_ARM: &[&str] = &[];

/// A new operation has an arm for the GPU, or stands in the list above.
#[test]
fn every_device_agrees() {
    for device in Device::all().iter().skip(1) {
        let (mut missing, mut faults) = (BTreeSet::new(), Vec::new());
        for row in operations().chain(large_operations()) {
            match agreement::agrees(row, device) {
                Ok(true) => {}
                Ok(false) => drop(missing.insert(row.name)),
                Err(fault) => faults.push(fault),
            }
        }
        let missing: Vec<&str> = missing.into_iter().collect();
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
        assert!(missing == WITHOUT_CUDA_ARM, "{device:?}: these have no CUDA arm: {missing:?}");
    }
}
