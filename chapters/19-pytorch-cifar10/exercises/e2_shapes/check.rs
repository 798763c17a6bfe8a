use super::exercise::*;

const NETWORK: [Layer; 8] = [
    Layer::Convolution { filters: 6, kernel: 5 },
    Layer::MaxPool { side: 2 },
    Layer::Convolution { filters: 16, kernel: 5 },
    Layer::MaxPool { side: 2 },
    Layer::Flatten,
    Layer::Dense { neurons: 120 },
    Layer::Dense { neurons: 84 },
    Layer::Dense { neurons: 10 },
];

fn steps(input: [usize; 3], layers: &[Layer]) -> Vec<Step> {
    trace(input, layers)
        .unwrap_or_else(|place| panic!("Layer {place} can take its input, but it is an error"))
}

#[test]
fn the_programs_shapes() {
    let shapes: Vec<[usize; 3]> =
        steps([3, 32, 32], &NETWORK).iter().map(|step| step.shape).collect();
    let expected = [
        [6, 28, 28],
        [6, 14, 14],
        [16, 10, 10],
        [16, 5, 5],
        [400, 1, 1],
        [120, 1, 1],
        [84, 1, 1],
        [10, 1, 1],
    ];
    for (layer, (found, expected)) in shapes.iter().zip(expected).enumerate() {
        let note = if found[1] + 1 == expected[1] {
            ": one too few. A kernel of 5 on a side of 5 has one place, not none"
        } else {
            ""
        };
        assert!(*found == expected, "Layer {layer} gives {found:?}, expected {expected:?}{note}");
    }
    assert_eq!(shapes.len(), expected.len(), "shapes, one for each layer");
}

#[test]
fn the_programs_parameters() {
    let steps = steps([3, 32, 32], &NETWORK);
    let counts: Vec<usize> = steps.iter().map(|step| step.parameters).collect();
    let note = if counts[0] == 6 * 25 + 6 {
        ": a filter has a kernel for each of its input's channels"
    } else if counts[0] == 6 * 75 {
        ": each filter and each neuron has a bias too"
    } else {
        ""
    };
    let expected = [456, 0, 2_416, 0, 0, 48_120, 10_164, 850];
    assert!(
        counts == expected,
        "The layers have {counts:?} parameters, expected {expected:?}{note}"
    );
    assert_eq!(counts.iter().sum::<usize>(), 62_006, "parameters in all");
}

#[test]
fn images_need_not_be_square_and_rests_are_left_out() {
    let layers = [Layer::Convolution { filters: 2, kernel: 3 }, Layer::MaxPool { side: 3 }];
    let shapes: Vec<[usize; 3]> =
        steps([1, 9, 13], &layers).iter().map(|step| step.shape).collect();
    let note = if shapes[1] == [2, 3, 4] { ": a rest is not looked at" } else { "" };
    assert!(
        shapes == [[2, 7, 11], [2, 2, 3]],
        "[1, 9, 13] becomes {shapes:?}, expected [[2, 7, 11], [2, 2, 3]]{note}"
    );
}

#[test]
fn what_does_not_fit_is_an_error() {
    let large = [Layer::MaxPool { side: 2 }, Layer::Convolution { filters: 1, kernel: 5 }];
    assert_eq!(trace([3, 8, 8], &large), Err(1), "a kernel of 5 on a side of 4");
    assert_eq!(trace([3, 1, 8], &large), Err(0), "a pool of 2 on one row");
    let flat = [Layer::Dense { neurons: 10 }];
    let found = trace([3, 8, 8], &flat);
    assert!(
        found == Err(0),
        "A dense layer before which nothing is flattened gives {found:?}, expected an error"
    );
    assert_eq!(trace([3, 1, 1], &flat).map(|steps| steps[0].parameters), Ok(40));
}
