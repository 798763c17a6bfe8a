//! The attributes of a window that moves over an input, for each spatial axis.

use crate::node::Node;
use cnn::Size2d;
use numeric::Float;

#[derive(Clone)]
pub struct Window {
    pub kernel: Vec<usize>,
    pub stride: Vec<usize>,
    pub dilation: Vec<usize>,
    /// The padding before the first element of each axis, and after the last.
    pub before: Vec<usize>,
    pub after: Vec<usize>,
    /// Of a transposed convolution.
    pub output_padding: Vec<usize>,
    pub ceil_mode: bool,
}

/// Height and width.
pub fn size(along: &[usize]) -> Size2d {
    Size2d { height: along[0], width: along[1] }
}

fn sizes<T: Float>(node: &Node<'_, '_, T>, name: &str, default: Vec<usize>) -> Vec<usize> {
    let given = node.ints(name).filter(|sizes| !sizes.is_empty());
    given.map_or(default, |sizes| sizes.into_iter().map(|it| it as usize).collect())
}

impl Window {
    /// The window of a convolution, from the shapes of its input and its filters.
    pub fn of<T: Float>(node: &Node<'_, '_, T>, input: &[usize], filters: &[usize]) -> Self {
        let mut window = Window::explicit(node, filters[2..].to_vec());
        let outputs = |len: usize, stride: usize| len.div_ceil(stride);
        let missing = (0..window.kernel.len()).map(|i| {
            let covered = (outputs(input[2 + i], window.stride[i]) - 1) * window.stride[i];
            (covered + window.extent(i)) as i64 - input[2 + i] as i64
        });
        let missing = missing.collect::<Vec<_>>();
        match node.text("auto_pad") {
            "SAME_UPPER" => window.share(&missing, true),
            "SAME_LOWER" => window.share(&missing, false),
            _ => {}
        }
        window
    }

    /// The window of a pooling.
    pub fn of_pool<T: Float>(node: &Node<'_, '_, T>, input: &[usize]) -> Self {
        let kernel = sizes(node, "kernel_shape", vec![]);
        Window::of(node, input, &[&[1, 1], &kernel[..]].concat())
    }

    /// The window of a transposed convolution; an output may be asked for that needs padding, or
    /// has more at its end.
    pub fn of_transposed<T: Float>(
        node: &Node<'_, '_, T>,
        input: &[usize],
        filters: &[usize],
    ) -> Self {
        let mut window = Window::explicit(node, filters[2..].to_vec());
        let is_same = node.text("auto_pad").starts_with("SAME");
        let multiples = (2..input.len()).map(|i| input[i] * window.stride[i - 2]).collect();
        let wanted = sizes(node, "output_shape", if is_same { multiples } else { vec![] });
        let too_much = wanted.iter().enumerate().map(|(i, wanted)| {
            let spread = (input[2 + i] - 1) * window.stride[i] + window.extent(i);
            (spread + window.output_padding[i]) as i64 - *wanted as i64
        });
        let too_much = too_much.collect::<Vec<_>>();
        window.share(&too_much, node.text("auto_pad") == "SAME_UPPER");
        for (padding, too_much) in window.output_padding.iter_mut().zip(&too_much) {
            *padding += (-too_much).max(0) as usize;
        }
        window
    }

    fn explicit<T: Float>(node: &Node<'_, '_, T>, kernel: Vec<usize>) -> Self {
        let axes = kernel.len();
        let pads = sizes(node, "pads", vec![0; 2 * axes]);
        Window {
            stride: sizes(node, "strides", vec![1; axes]),
            dilation: sizes(node, "dilations", vec![1; axes]),
            before: pads[..axes].to_vec(),
            after: pads[axes..].to_vec(),
            output_padding: sizes(node, "output_padding", vec![0; axes]),
            ceil_mode: node.int("ceil_mode", 0) == 1,
            kernel,
        }
    }

    /// The padding of each axis in two halves, the larger one after the last element if `upper`.
    fn share(&mut self, padding: &[i64], upper: bool) {
        for (i, padding) in padding.iter().enumerate() {
            let padding = (*padding).max(0) as usize;
            self.before[i] = if upper { padding / 2 } else { padding.div_ceil(2) };
            self.after[i] = padding - self.before[i];
        }
    }

    /// How many elements lie between the first tap and the last, both counted.
    fn extent(&self, axis: usize) -> usize {
        (self.kernel[axis] - 1) * self.dilation[axis] + 1
    }

    /// Whether the padding is more than half of the window, which a pooling here does not take.
    pub fn pads_too_much(&self) -> bool {
        let pads = self.before.iter().zip(&self.after).map(|(before, after)| *before.max(after));
        pads.zip(&self.kernel).any(|(padding, kernel)| padding > kernel / 2)
    }

    /// The padding as an operation of its own takes it.
    pub fn pad_widths(&self) -> Vec<(isize, isize)> {
        let widths = self.before.iter().zip(&self.after);
        let widths = widths.map(|(before, after)| (*before as isize, *after as isize));
        [(0, 0), (0, 0)].into_iter().chain(widths).collect()
    }

    pub fn without_padding(&self) -> Self {
        let none = vec![0; self.kernel.len()];
        Window { before: none.clone(), after: none, ..self.clone() }
    }

    /// The window on two of three axes, or on one, which becomes the rows of an image.
    pub fn along(&self, axes: &[usize]) -> Self {
        let part = |sizes: &[usize], of_one: usize| {
            let mut part: Vec<usize> = axes.iter().map(|axis| sizes[*axis]).collect();
            part.resize(2, of_one);
            part
        };
        Window {
            kernel: part(&self.kernel, 1),
            stride: part(&self.stride, 1),
            dilation: part(&self.dilation, 1),
            before: part(&self.before, 0),
            after: part(&self.after, 0),
            output_padding: part(&self.output_padding, 0),
            ceil_mode: self.ceil_mode,
        }
    }
}
