//! The tests of `figures`: each kind of figure read back from its SVG, and measured.

mod attention_map;
mod axes;
mod bar_chart;
mod color_grid;
mod common;
mod confusion_matrix;
mod diagram;
mod figure;
mod heat_map;
mod image_grid;
mod labels;
mod line_chart;
mod matrix_figure;
mod roofline;
mod scatter;
mod slider;
mod style;
mod timeline;
mod weight_images;
