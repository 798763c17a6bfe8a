use super::exercise::*;
use check::guarded;

fn dense(inputs: u32, neurons: u32, bias: bool) -> Layer {
    Layer::Dense { inputs, neurons, bias }
}

fn conv(side: u32, channels: u32, filters: u32, kernel: [u32; 2], bias: bool) -> Layer {
    Layer::Conv2d { image: [side, side], channels, filters, kernel, bias }
}

/// The parts of a layer's number: weights as a product, and biases.
struct Parts {
    is_conv: bool,
    inputs: u64,
    outputs: u64,
    kernel: [u64; 2],
    image: [u64; 2],
    bias: bool,
}

/// A dense layer has the parts of a convolution by one weight over one pixel.
fn parts(layer: &Layer) -> Parts {
    match *layer {
        Layer::Dense { inputs, neurons, bias } => Parts {
            is_conv: false,
            inputs: inputs.into(),
            outputs: neurons.into(),
            kernel: [1; 2],
            image: [1; 2],
            bias,
        },
        Layer::Conv2d { image, channels, filters, kernel, bias } => Parts {
            is_conv: true,
            inputs: channels.into(),
            outputs: filters.into(),
            kernel: kernel.map(u64::from),
            image: image.map(u64::from),
            bias,
        },
    }
}

/// What a slip makes of a layer, and what to say about it.
type Slip = (fn(&Parts) -> u64, &'static str);

fn weights(it: &Parts) -> u64 {
    it.inputs * it.outputs * it.kernel[0] * it.kernel[1]
}

fn biases(it: &Parts) -> u64 {
    u64::from(it.bias) * it.outputs
}

const SLIPS: [Slip; 12] = [
    (weights, "the biases are missing: one for each neuron and for each filter"),
    (|it| weights(it) + it.outputs, "biases were added to layers that have none: look at `bias`"),
    (
        |it| weights(it) + u64::from(it.bias),
        "one bias was counted for each layer: there is one for each neuron and for each filter",
    ),
    (
        |it| weights(it) + u64::from(it.bias) * it.inputs,
        "a bias was counted for each input: there is one for each neuron and for each filter",
    ),
    (
        |it| weights(it) + if it.is_conv { biases(it) * it.inputs } else { biases(it) },
        "a bias was counted for each kernel: there is one for each filter, whatever the channels",
    ),
    (
        |it| {
            if it.is_conv {
                it.outputs * it.kernel[0] * it.kernel[1] + biases(it)
            } else {
                weights(it) + biases(it)
            }
        },
        "a filter has a kernel for each channel, not one for all",
    ),
    (
        |it| {
            if it.is_conv {
                it.inputs * it.kernel[0] * it.kernel[1] + biases(it)
            } else {
                weights(it) + biases(it)
            }
        },
        "the kernels of one filter were counted: each filter has its own",
    ),
    (
        |it| weights(it) * it.image[0] * it.image[1] + biases(it),
        "the size of the image is no factor: a filter has the same weights at every position",
    ),
    (
        |it| {
            let positions = [0, 1].map(|axis| (it.image[axis] + 1).saturating_sub(it.kernel[axis]));
            weights(it) * positions[0] * positions[1] + biases(it)
        },
        "the number of positions is no factor: a filter has the same weights at each of them",
    ),
    (
        |it| it.inputs * it.outputs * it.kernel[0] * it.kernel[0] + biases(it),
        "a kernel need not be square: its height times its width",
    ),
    (
        |it| it.inputs * it.outputs * (it.kernel[0] + it.kernel[1]) + biases(it),
        "a kernel has height times width weights, not their sum",
    ),
    (
        |it| u64::from((weights(it) + biases(it)) as u32),
        "a product of `u32` has overflowed: turn each size into a `u64` before you multiply",
    ),
];

#[track_caller]
fn check_parameters(layers: &[Layer], expected: u64) {
    let given = || format!("the parameters of {layers:?}");
    let found = guarded(given, || parameters(layers));
    let parts: Vec<Parts> = layers.iter().map(parts).collect();
    let fits = |(of, _): &&Slip| parts.iter().map(of).sum::<u64>() == found;
    let mut fitting = SLIPS.iter().filter(fits).map(|(_, words)| *words);
    let known = fitting.next().filter(|_| fitting.next().is_none());
    let of_last = parts.last().map(|it| weights(it) + biases(it));
    let note = match known {
        Some(words) => words.into(),
        None if parts.len() > 1 && of_last == Some(found) => {
            "these are the parameters of the last layer: add up those of all layers".into()
        }
        None => {
            let sums = parts.iter().map(|it| format!("{} + {}", weights(it), biases(it)));
            format!("weights and biases, layer by layer: {}", sums.collect::<Vec<_>>().join(", "))
        }
    };
    assert!(found == expected, "{}: there are {found}, expected {expected}\n  {note}", given());
}

/// The layers of a network like LeNet-5, on images of 32 × 32.
fn lenet() -> [Layer; 5] {
    [
        conv(32, 1, 6, [5, 5], true),
        conv(14, 6, 16, [5, 5], true),
        dense(400, 120, true),
        dense(120, 84, true),
        dense(84, 10, true),
    ]
}

#[test]
fn a_dense_layer_agrees_with_paper() {
    check_parameters(&[dense(84, 10, true)], 850);
    check_parameters(&[dense(3, 4, true)], 16);
    check_parameters(&[dense(784, 128, true)], 100_480);
}

#[test]
fn a_convolution_agrees_with_paper() {
    check_parameters(&[conv(32, 1, 6, [5, 5], true)], 156);
    check_parameters(&[conv(14, 6, 16, [5, 5], true)], 2_416);
}

#[test]
fn without_biases_there_are_weights_only() {
    check_parameters(&[dense(3, 4, false)], 12);
    check_parameters(&[conv(8, 3, 7, [2, 2], false)], 84);
    check_parameters(&[dense(3, 5, false), dense(5, 2, true)], 27);
}

#[test]
fn kernels_need_not_be_square() {
    check_parameters(&[conv(9, 2, 5, [3, 1], true)], 35);
    check_parameters(&[conv(9, 2, 5, [1, 7], true)], 75);
}

#[test]
fn the_image_does_not_matter() {
    for side in [5, 28, 1_000_000] {
        check_parameters(&[conv(side, 3, 4, [5, 5], true)], 304);
    }
}

#[test]
fn layers_are_added_up() {
    check_parameters(&lenet(), 61_706);
    check_parameters(&lenet()[..2], 2_572);
}

/// The first two layers of VGG-16 and its first dense layer, as Keras 3.15 counts them.
#[test]
fn it_agrees_with_keras() {
    check_parameters(&[conv(224, 3, 64, [3, 3], true)], 1_792);
    check_parameters(&[conv(224, 64, 64, [3, 3], true)], 36_928);
    check_parameters(&[dense(25_088, 4_096, true)], 102_764_544);
}

/// Products and sums beyond a `u32`.
#[test]
fn large_layers_do_not_overflow() {
    check_parameters(&[dense(100_000, 100_000, true)], 10_000_100_000);
    check_parameters(&[conv(7, 65_536, 65_536, [3, 3], true)], 38_654_771_200);
    check_parameters(&[dense(50_000, 50_000, false); 4], 10_000_000_000);
}

#[test]
fn without_layers_there_are_none() {
    check_parameters(&[], 0);
    check_parameters(&[dense(0, 3, true)], 3);
}
