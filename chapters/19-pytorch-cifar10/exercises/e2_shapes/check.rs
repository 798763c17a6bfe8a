use super::exercise::*;
use check::guarded;

const NETWORK: [Layer; 8] = [
    Layer::Conv2d { filters: 6, kernel: 5 },
    Layer::MaxPool { side: 2 },
    Layer::Conv2d { filters: 16, kernel: 5 },
    Layer::MaxPool { side: 2 },
    Layer::Flatten,
    Layer::Dense { neurons: 120 },
    Layer::Dense { neurons: 84 },
    Layer::Dense { neurons: 10 },
];

/// The layer in words.
fn words(layer: Layer) -> String {
    match layer {
        Layer::Conv2d { filters, kernel } => {
            format!("{filters} filters of {kernel} × {kernel}")
        }
        Layer::MaxPool { side } => format!("a pool of {side} × {side}"),
        Layer::Flatten => "flattening".into(),
        Layer::Dense { neurons } => format!("{neurons} dense neurons"),
    }
}

/// What the reader makes of these layers.
#[track_caller]
fn traced(input: [usize; 3], layers: &[Layer]) -> Result<Vec<Step>, usize> {
    let given = || {
        let layers: Vec<String> = layers.iter().map(|layer| words(*layer)).collect();
        format!("from {input:?} through {}", layers.join(", "))
    };
    guarded(given, || trace(input, layers))
}

#[track_caller]
fn steps(input: [usize; 3], layers: &[Layer]) -> Vec<Step> {
    let steps = traced(input, layers).unwrap_or_else(|index| {
        let layer = layers.get(index).map_or("there is no such layer".into(), |it| words(*it));
        panic!("From {input:?} every layer fits, but layer {index} ({layer}) is an error")
    });
    let note = if steps.len() == layers.len() + 1 { ": the input itself is no step" } else { "" };
    assert!(
        steps.len() == layers.len(),
        "There are {} steps, expected one for each of {} layers{note}",
        steps.len(),
        layers.len()
    );
    steps
}

/// Which wrong order of a shape this is.
fn order(found: [usize; 3], [channels, height, width]: [usize; 3]) -> &'static str {
    match found {
        _ if found == [height, width, channels] => ": the channels come first in a shape",
        _ if found == [channels, width, height] => ": height and width are exchanged",
        _ => "",
    }
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
            ": one too few. A kernel of 5 on a side of 5 has one position, not none"
        } else if found[1] == expected[1] && found[0] != expected[0] {
            ": a convolution has a channel for each filter, a pool keeps its channels"
        } else {
            order(*found, expected)
        };
        assert!(
            *found == expected,
            "Layer {layer}, {}, gives {found:?}, expected {expected:?}{note}",
            words(NETWORK[layer])
        );
    }
}

#[test]
fn the_programs_parameters() {
    let steps = steps([3, 32, 32], &NETWORK);
    let counts: Vec<usize> = steps.iter().map(|step| step.parameters).collect();
    let note = if counts[0] == 6 * 25 + 6 {
        ": a filter has a kernel for each of its input's channels"
    } else if counts[0] == 6 * 3 * 26 {
        ": a filter has one bias, not one for each of its kernels"
    } else if counts[0] == 6 * 75 + 3 {
        ": there is one bias for each filter, not for each channel"
    } else if counts[1] != 0 || counts[4] != 0 {
        ": a pool and flattening have nothing to learn"
    } else if counts[0] == 6 * 75 || counts[5] == 400 * 120 {
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
    let layers =
        [Layer::Conv2d { filters: 2, kernel: 3 }, Layer::MaxPool { side: 3 }, Layer::Flatten];
    let shapes: Vec<[usize; 3]> =
        steps([1, 9, 13], &layers).iter().map(|step| step.shape).collect();
    let note = if shapes[1] == [2, 3, 4] {
        ": a rest is not looked at"
    } else if shapes[0] == [1, 7, 11] {
        ": a convolution has a channel for each filter"
    } else if shapes[0] == [2, 7, 7] || shapes[0] == [2, 11, 11] {
        ": the image is taken as square"
    } else if shapes[2] == [2 * 2 * 2, 1, 1] || shapes[2] == [2 * 3 * 3, 1, 1] {
        ": flattening 2 channels of 2 rows and 3 columns gives 2 · 2 · 3 elements"
    } else if shapes[2] == [1, 1, 12] || shapes[2] == [1, 12, 1] {
        ": a row of 12 elements is [12, 1, 1]"
    } else {
        order(shapes[0], [2, 7, 11])
    };
    assert!(
        shapes == [[2, 7, 11], [2, 2, 3], [12, 1, 1]],
        "[1, 9, 13] becomes {shapes:?}, expected [[2, 7, 11], [2, 2, 3], [12, 1, 1]]{note}"
    );
}

#[test]
fn what_does_not_fit_is_an_error() {
    let from_one = traced([3, 8, 8], &[Layer::Dense { neurons: 1 }]) == Err(1);
    let large = [Layer::MaxPool { side: 2 }, Layer::Conv2d { filters: 1, kernel: 5 }];
    for (input, index, what) in [
        ([3, 8, 8], 1, "a kernel of 5 on 4 rows and 4 columns"),
        ([3, 20, 8], 1, "a kernel of 5 on 10 rows but only 4 columns"),
        ([3, 8, 20], 1, "a kernel of 5 on 10 columns but only 4 rows"),
        ([3, 1, 20], 0, "a pool of 2 on one row"),
        ([3, 20, 1], 0, "a pool of 2 on one column"),
    ] {
        let found = traced(input, &large);
        let note = match found {
            Ok(_) => ": height and width must both be large enough",
            Err(found) if found == index + 1 && from_one => ": layers are counted from 0",
            Err(found) if found > index => {
                ": the layer before it does not fit; what is larger than the image has no position, \
                 and an image of no rows or columns is none"
            }
            Err(found) if found < index => ": the layer before it fits",
            Err(_) => "",
        };
        assert!(found == Err(index), "{what} gives {found:?}, expected Err({index}){note}");
    }
    let flat = [Layer::Dense { neurons: 10 }];
    for input in [[3, 8, 8], [3, 1, 8], [3, 8, 1]] {
        let found = traced(input, &flat);
        assert!(
            found == Err(0),
            "A dense layer gives {found:?} for {input:?}, before which nothing is flattened; \
             expected Err(0): height and width must both be 1"
        );
    }
    let found = steps([3, 1, 1], &flat)[0].parameters;
    assert!(
        found == 40,
        "10 neurons with 3 inputs and a bias each have {found} parameters, expected 40"
    );
    // All fits to the last pixel.
    steps([3, 10, 10], &large);
}
