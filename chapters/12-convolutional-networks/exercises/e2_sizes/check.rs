use super::exercise::*;
use check::guarded;

fn window(kernel: usize, stride: usize, padding: usize, dilation: usize) -> Window {
    Window { kernel, stride, padding, dilation }
}

/// LeNet-5 on 32 pixels: convolutions of 5, pools of 2.
fn lenet() -> [Window; 5] {
    let (convolution, pool) = (window(5, 1, 0, 1), window(2, 2, 0, 1));
    [convolution, pool, convolution, pool, convolution]
}

#[track_caller]
fn check_output_size(window: Window, pixels: usize, expected: Option<usize>) {
    let given = || format!("`output_size` of {window:?} on {pixels} pixels");
    let found = guarded(given, || output_size(window, pixels));
    let Window { kernel, stride, padding, dilation } = window;
    let (reach, padded) = (dilation * (kernel - 1) + 1, pixels + 2 * padding);
    let rounded_up = |room: usize| room.div_ceil(stride) + 1;
    let slip = if found == expected {
        return;
    } else if expected.is_none() {
        format!(
            "\n  the window reaches over {reach} pixels, and there are {padded} with the padding: \
             it has no position"
        )
    } else if found.is_none() {
        format!(
            "\n  the window reaches over {reach} pixels, and there are {padded} with the padding: \
             it has a position"
        )
    } else if found == padded.checked_sub(reach).map(rounded_up) {
        "\n  the last move does not fit any more: round down".into()
    } else if found == (pixels + padding).checked_sub(reach).map(|room| room / stride + 1) {
        "\n  there is padding at both ends of the axis".into()
    } else if found == padded.checked_sub(dilation * kernel).map(|room| room / stride + 1) {
        format!(
            "\n  {kernel} pixels that lie {dilation} apart have {} gaps between them, so they \
             reach over {reach} pixels, not {}",
            kernel - 1,
            dilation * kernel
        )
    } else if found == padded.checked_sub(kernel).map(|room| room / stride + 1) {
        "\n  the dilation is forgotten: how far is it from the first pixel to the last?".into()
    } else if found == padded.checked_sub(reach).map(|room| room / stride) {
        "\n  one position too few: a window that cannot move has one position".into()
    } else {
        String::new()
    };
    panic!("{window:?} on {pixels} pixels has {found:?} positions, expected {expected:?}{slip}");
}

/// Compares a field with what is expected, and names the slip if it can.
#[track_caller]
fn check_field(name: &str, layers: &[Window], expected: Field) {
    let given = || format!("`receptive_field` of {layers:?}");
    let found = guarded(given, || receptive_field(layers));
    let is_found = |(length, _): &&(usize, &'static str)| *length == found.length;
    let slips = lengths_by_slip(layers);
    let first_by = |steps: &dyn Fn(usize) -> usize| {
        let out = layers.iter().enumerate().map(|(l, layer)| layer.padding * steps(l));
        -(out.sum::<usize>() as isize)
    };
    let slip = if found.length != expected.length {
        slips.iter().find(is_found).map_or("", |(_, said)| said)
    } else if found.step != expected.step {
        "the step: the strides of all layers multiply, so that two that each halve the image leave \
         a quarter"
    } else if found.first == -expected.first {
        "`first` has the wrong sign: padding lies before pixel 0"
    } else if found.first == 0 {
        "`first` is not on the image: padding moves it out, before pixel 0"
    } else if found.first == first_by(&|_| 1) {
        "`first`: a padded position of a deep layer stands for a whole step of pixels, not for one"
    } else if found.first == first_by(&|l| strides(&layers[..=l])) {
        "`first`: a layer's own stride is counted too early; its padding is counted in the \
         positions that it looks at"
    } else {
        ""
    };
    let slip = if slip.is_empty() { String::new() } else { format!("\n  {slip}") };
    let each = layers.iter().map(|Window { kernel, stride, padding, dilation }| {
        format!("{kernel} pixels {dilation} apart, stride {stride}, padding {padding}")
    });
    let each: Vec<String> = each.collect();
    assert!(
        found == expected,
        "{name}: {found:?}, expected {expected:?}{slip}\n  the windows: {}",
        each.join("; ")
    );
}

/// How far apart the outputs of the last of these layers lie, in pixels.
fn strides(layers: &[Window]) -> usize {
    layers.iter().map(|layer| layer.stride).product()
}

/// The lengths that the usual slips give.
fn lengths_by_slip(layers: &[Window]) -> [(usize, &'static str); 5] {
    let sum = |step_of: &dyn Fn(usize) -> usize, reach_of: &dyn Fn(&Window) -> usize| {
        let seen = layers.iter().enumerate().map(|(l, layer)| reach_of(layer) * step_of(l));
        1 + seen.sum::<usize>()
    };
    let (before, after) = (|l: usize| strides(&layers[..l]), |l: usize| strides(&layers[l + 1..]));
    let gaps = |layer: &Window| layer.dilation * (layer.kernel - 1);
    [
        (
            sum(&|l| strides(&layers[..=l]), &gaps),
            "a layer's own stride is counted too early: it moves this layer's outputs apart, not \
             the ones it looks at",
        ),
        (
            sum(&before, &|layer| layer.dilation * layer.kernel),
            "k pixels have k − 1 gaps between them: a layer that looks at 1 output sees no more",
        ),
        (sum(&|_| 1, &gaps), "the strides of the layers before are forgotten"),
        (sum(&after, &gaps), "the layers are taken from the last to the first"),
        (
            sum(&before, &|layer| layer.kernel - 1),
            "the dilation is forgotten: how far is it from the window's first pixel to its last?",
        ),
    ]
}

#[test]
fn agrees_with_paper() {
    let mut pixels = 32;
    for (layer, expected) in lenet().into_iter().zip([28, 14, 10, 5, 1]) {
        check_output_size(layer, pixels, Some(expected));
        pixels = expected;
    }
}

#[test]
fn the_last_move_is_made_only_if_it_fits() {
    check_output_size(window(3, 2, 0, 1), 8, Some(3));
    check_output_size(window(2, 2, 0, 1), 13, Some(6));
    check_output_size(window(1, 5, 0, 1), 5, Some(1));
    check_output_size(window(3, 4, 0, 1), 3, Some(1));
}

#[test]
fn there_is_padding_at_both_ends() {
    check_output_size(window(3, 1, 1, 1), 7, Some(7));
    check_output_size(window(7, 2, 3, 1), 224, Some(112));
    check_output_size(window(3, 2, 1, 1), 112, Some(56));
    check_output_size(window(2, 1, 2, 1), 0, Some(3));
}

#[test]
fn the_dilation_widens_the_window() {
    check_output_size(window(3, 1, 0, 2), 7, Some(3));
    check_output_size(window(3, 2, 2, 4), 9, Some(3));
    check_output_size(window(1, 1, 0, 9), 4, Some(4));
}

#[test]
fn windows_that_are_too_large_have_no_place() {
    check_output_size(window(5, 1, 0, 1), 4, None);
    check_output_size(window(3, 2, 1, 2), 2, None);
    check_output_size(window(5, 1, 0, 1), 5, Some(1));
}

/// A layer after another, the outputs of LeNet-5 see more and more of the image, at last all of it.
#[test]
fn lenet_sees_the_whole_image() {
    let (lengths, steps) = ([5, 6, 14, 16, 32], [1, 2, 2, 4, 4]);
    for (l, (length, step)) in lengths.into_iter().zip(steps).enumerate() {
        let name = format!("the first {} layers of LeNet-5", l + 1);
        check_field(&name, &lenet()[..=l], Field { length, step, first: 0 });
    }
}

#[test]
fn without_layers_a_pixel_sees_itself() {
    check_field("no layers", &[], Field { length: 1, step: 1, first: 0 });
}

#[test]
fn padding_moves_the_first_pixel_out() {
    let same = window(3, 1, 1, 1);
    check_field("two layers", &[same, same], Field { length: 5, step: 1, first: -2 });
    let start = [window(7, 2, 3, 1), window(3, 2, 1, 1)];
    check_field("how a ResNet begins", &start, Field { length: 11, step: 4, first: -5 });
}

#[test]
fn dilations_widen_the_view() {
    let layers = [1, 2, 4, 8].map(|dilation| window(3, 1, dilation, dilation));
    check_field("dilations 1, 2, 4, 8", &layers, Field { length: 31, step: 1, first: -15 });
}

/// The pixels from the first to the last that output `q` sees, found by going back from the output.
fn traced(layers: &[Window], q: isize) -> [isize; 2] {
    layers.iter().rev().fold([q, q], |[first, last], layer| {
        let Window { kernel, stride, padding, dilation } = *layer;
        let starts = [first, last].map(|position| position * stride as isize - padding as isize);
        [starts[0], starts[1] + (dilation * (kernel - 1)) as isize]
    })
}

#[test]
fn it_agrees_with_going_back_from_an_answer() {
    let layers = [
        window(3, 2, 1, 1),
        window(1, 1, 0, 1),
        window(3, 1, 2, 2),
        window(4, 3, 0, 1),
        window(2, 2, 1, 3),
        window(5, 1, 2, 1),
    ];
    for l in 0..=layers.len() {
        let [first, last] = traced(&layers[..l], 0);
        let step = (traced(&layers[..l], 1)[0] - first) as usize;
        let expected = Field { length: (last - first + 1) as usize, step, first };
        check_field("going back from outputs 0 and 1", &layers[..l], expected);
    }
}
