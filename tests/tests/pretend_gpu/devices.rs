//! Which devices there are: two GPUs, none, one without libraries, and names of none.

use crate::blame::panic_of;
use crate::child;
use autograd::Tape;
use gradus_tests::operations::{mixed, operations};
use tensor::{Device, Tensor};
use training::cli::parse_device;

/// What `--device` makes of each of these.
fn parsed(names: &[&str]) -> String {
    let of = |name: &&str| match parse_device(name) {
        Ok(device) => format!("{name} is {device}\n"),
        Err(error) => format!("{name}: {error}\n"),
    };
    names.iter().map(of).collect()
}

#[test]
fn two_gpus() {
    let variables = [("PRETEND_GPU_DEVICES", "2")];
    let report = [
        "the sum is 3 on cuda:1",
        "cuda:0 is cuda:0\ncuda:1 is cuda:1\n",
        "cuda:2: GPU 2: the number of GPUs is 2, and the first is GPU 0",
        "every operation refuses both",
    ];
    child::check("devices::two_gpus", &variables, &report, || {
        let [first, second] = [0, 1].map(|ordinal| Device::cuda(ordinal).expect("there are two"));
        let x = Tensor::full([2], 1.5f32).to(&first);
        let y = Tape::new().no_grad(|tape| tape.constant(&x.to(&second)).sum());
        let mut count = 0;
        for row in operations().filter(|row| mixed::inputs(row) > 1) {
            for pair in [[&first, &second], [&second, &first]] {
                let said = panic_of(|| mixed::run(row, 1, pair));
                let names_both = said.message.contains("cuda:0") && said.message.contains("cuda:1");
                assert!(names_both, "{} ({}): {}", row.name, row.case, said.message);
                assert!(said.file.contains("tests/src/operations/"), "{}: {}", row.name, said.file);
                count += 1;
            }
        }
        assert!(count > 100, "only {count} were tried");
        let names = parsed(&["cuda:0", "cuda:1", "cuda:2"]);
        format!("the sum is {} on {}\n{names}every operation refuses both", y.item(), y.device())
    });
}

/// Each handle has a stream of its own: work on one does not wait for work on the other.
#[test]
fn two_handles_of_a_gpu_do_not_meet() {
    let (Ok(first), Ok(second)) = (Device::cuda(0), Device::cuda(0)) else { return };
    let [x, y] = [&first, &second].map(|device| Tensor::full([2], 1.5f32).to(device));
    let said = panic_of(|| Tape::new().no_grad(|tape| tape.constant(&x) + &y));
    let message = &said.message;
    assert!(message.contains("two handles of cuda:0 meet"), "{message}");
    assert!(message.contains("clone what it returns"), "{message}");
    let z = Tape::new().no_grad(|tape| tape.constant(&x) + &y.to(&first));
    assert_eq!(z.to(&Device::Cpu).as_slice(), [3.0; 2]);
}

#[test]
fn names_of_devices() {
    let report = [
        "cpu is cpu",
        "auto is cuda:0",
        "cuda is cuda:0",
        "cuda:1: GPU 1: the number of GPUs is 1",
        "cuda:4294967296: GPU 4294967296: the number of GPUs is 1",
        "nonsense: the devices are cpu, cuda, cuda:N and auto",
        "cuda:: the devices are",
        "cuda:-1: the devices are",
        "cuda:+0: the devices are",
        "cuda:99999999999999999999: the devices are",
        "CUDA: the devices are",
        "gpu: the devices are",
    ];
    let names = ["cpu", "auto", "cuda", "cuda:1", "cuda:4294967296", "nonsense", "cuda:"];
    let more = ["cuda:-1", "cuda:+0", "cuda:99999999999999999999", "CUDA", "gpu"];
    let names = [&names[..], &more].concat();
    child::check("devices::names_of_devices", &[], &report, || parsed(&names));
}

/// What is missing is said; `auto` goes on with the CPU.
#[test]
fn without_a_gpu() {
    let report =
        ["No GPU is used. GPU 0: ", "CUDA_ERROR_NO_DEVICE", "auto is cpu", "cuda: GPU 0: "];
    child::check("devices::without_a_gpu", &[("PRETEND_GPU_DEVICES", "0")], &report, || {
        parsed(&["auto", "cuda"])
    });
}

#[test]
fn without_libraries() {
    let report = [
        "No GPU is used. GPU 0: libcuda was not found: install NVIDIA's driver.",
        "auto is cpu",
        "cuda: GPU 0: libcuda was not found: install NVIDIA's driver",
        "cuda:7: GPU 7: libcuda was not found",
    ];
    child::check("devices::without_libraries", &[("LD_LIBRARY_PATH", "")], &report, || {
        parsed(&["auto", "cuda", "cuda:7"])
    });
}

/// NVRTC 13 knows no Pascal: that is said at once, and not by the first kernel.
#[test]
fn a_card_that_is_too_old() {
    let report = [
        "cuda: GPU 0: its compute capability is 6.1, and NVRTC 13.",
        "compiles for 7.5 and newer: install an older CUDA toolkit, or take a newer card",
    ];
    let variables = [("PRETEND_GPU_CAPABILITY", "6.1")];
    child::check("devices::a_card_that_is_too_old", &variables, &report, || parsed(&["cuda"]));
}

/// For a card that is newer than NVRTC, the driver compiles what NVRTC makes for the newest that it knows.
#[test]
fn a_card_that_is_new() {
    let variables = [("PRETEND_GPU_CAPABILITY", "15.0"), ("GRADUS_KERNEL_CACHE", "")];
    child::check("devices::a_card_that_is_new", &variables, &["the sum is 3"], || {
        let x = Tensor::full([2], 1.5f32).to(&Device::cuda(0).expect("there is one"));
        format!("the sum is {}", Tape::new().no_grad(|tape| tape.constant(&x).sum()).item())
    });
}
