//! What can be wrong with a figure's data, and what to do about it.

use std::path::PathBuf;

use thiserror::Error;

/// Why a figure could not be drawn or saved.
///
/// ```
/// let error = figures::LineChart::default().draw().unwrap_err();
/// assert!(error.to_string().starts_with("none of the chart's 0 points can be drawn"));
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FigureError {
    /// The figure says nothing to a reader who cannot see it.
    #[error("the figure has no description: say in `description` what a reader would see in it")]
    NoDescription,

    /// No point of any series has a position on the chart.
    #[error(
        "none of the chart's {points} points can be drawn: at least one must have finite \
         coordinates of at most 1e150"
    )]
    NoPoints {
        /// How many points all series have together.
        points: usize,
    },

    /// Every finite point lies at or below zero, where a logarithmic axis does not reach.
    #[error(
        "none of the chart's {points} points can be drawn on a logarithmic axis: it shows only \
         values above zero, so set `log_y` to false"
    )]
    NoPositivePoints {
        /// How many points all series have together.
        points: usize,
    },

    /// More curves than there are colours to tell them apart.
    #[error(
        "the chart has {found} series, of which a reader can tell {max} apart: draw two charts"
    )]
    TooManySeries {
        /// How many series the chart has.
        found: usize,
        /// How many it may have.
        max: usize,
    },

    /// A confusion matrix of too few or too many classes.
    #[error(
        "the confusion matrix has {found} classes, but 2 to {max} can be drawn legibly: \
         show the classes most often confused"
    )]
    ClassCount {
        /// How many classes are named.
        found: usize,
        /// How many there may be.
        max: usize,
    },

    /// A confusion matrix that is not square, or does not fit its class names.
    #[error(
        "row {row} of the confusion matrix has {found} counts, but {classes} classes are named: \
         there must be one row, and in it one count, for each class"
    )]
    NotSquare {
        /// The row, counted from zero; a missing row has no counts.
        row: usize,
        /// How many counts it has.
        found: usize,
        /// How many classes are named.
        classes: usize,
    },

    /// A confusion matrix without a single sample.
    #[error("every count of the confusion matrix is zero: count at least one prediction")]
    NoCounts,

    /// An image grid without images.
    #[error("the image grid has no images: give it at least one")]
    NoImages,

    /// An image grid with no or too many columns.
    #[error("the image grid has {found} columns: choose 1 to {max}")]
    ColumnCount {
        /// The columns asked for.
        found: usize,
        /// How many there may be.
        max: usize,
    },

    /// An image too large to be drawn pixel by pixel, or with no pixels at all.
    #[error("image {image} is {width}×{height} pixels: each side must be 1 to {max}, so resize it")]
    ImageSize {
        /// The image, counted from zero.
        image: usize,
        /// Its width in pixels.
        width: usize,
        /// Its height in pixels.
        height: usize,
        /// The longest side that can be drawn.
        max: usize,
    },

    /// An image whose pixels do not fill its sides.
    #[error(
        "image {image} has {found} pixels, but {width}×{height} need {}: check its width and height",
        width * height
    )]
    PixelCount {
        /// The image, counted from zero.
        image: usize,
        /// Its width in pixels.
        width: usize,
        /// Its height in pixels.
        height: usize,
        /// How many pixels it has.
        found: usize,
    },

    /// A pixel that is not a fraction of ink.
    #[error(
        "pixel {pixel} of image {image} is {value}: pixels go from 0 (paper) to 1 (ink), \
         so undo the normalization first"
    )]
    PixelValue {
        /// The image, counted from zero.
        image: usize,
        /// The pixel, counted from zero, row by row.
        pixel: usize,
        /// Its value.
        value: f32,
    },

    /// A weight that is no number.
    #[error(
        "weight {pixel} of image {image} is {value}: weights must be finite, so look for what \
         made the training diverge"
    )]
    WeightValue {
        /// The image, counted from zero.
        image: usize,
        /// The weight, counted from zero, row by row.
        pixel: usize,
        /// Its value.
        value: f32,
    },

    /// A heat map that is not square, or too coarse or fine.
    #[error(
        "row {row} of the heat map has {found} heights, but there are {rows} rows: give as many \
         rows as columns, 2 to {max}"
    )]
    HeightCount {
        /// The row, counted from zero.
        row: usize,
        /// How many heights it has.
        found: usize,
        /// How many rows there are.
        rows: usize,
        /// How many rows and columns there may be.
        max: usize,
    },

    /// A side of a heat map that goes nowhere, or backwards.
    #[error("the heat map goes from {low} to {high}: the second must be larger, and both finite")]
    Range {
        /// Where the side begins.
        low: f64,
        /// Where it ends.
        high: f64,
    },

    /// A height that has no position on the scale.
    #[error(
        "the height in row {row}, column {column} of the heat map is {value}: heights must be \
         finite, and above zero on a logarithmic scale"
    )]
    Height {
        /// The row, counted from zero.
        row: usize,
        /// The column, counted from zero.
        column: usize,
        /// Its value.
        value: f64,
    },

    /// A chart with no or too many bars, rows or columns.
    #[error("the chart has {found} bars, rows or columns: give it 1 to {max}")]
    BarCount {
        /// How many there are.
        found: usize,
        /// How many there may be.
        max: usize,
    },

    /// A span of a timeline that is in no row, or does not end after it began.
    #[error(
        "span {span}, counted from zero, must be in one of {rows} rows, begin at zero or later, \
         and end after that"
    )]
    Span {
        /// The span, counted from zero.
        span: usize,
        /// How many rows there are.
        rows: usize,
    },

    /// A bar, or a row of weights, whose parts are not those that are named.
    #[error("bar or row {bar} has {found} parts, but {expected} names: give each one number")]
    PartCount {
        /// The bar or row, counted from zero.
        bar: usize,
        /// How many parts it has.
        found: usize,
        /// How many it must have.
        expected: usize,
    },

    /// A number that has no length or no position.
    #[error("{value} cannot be drawn: {needed}")]
    Value {
        /// The number.
        value: f64,
        /// What it must be.
        needed: &'static str,
    },

    /// A diagram's node that does not lie in the diagram.
    #[error("node {node} of the diagram, {label:?}, leaves it: move it or make the diagram larger")]
    Outside {
        /// The node, counted from zero.
        node: usize,
        /// What is printed in it.
        label: String,
    },

    /// A diagram's arrow from or to nowhere.
    #[error("arrow {arrow} of the diagram ends at node {node}, but there are {nodes} nodes")]
    NoNode {
        /// The arrow, counted from zero.
        arrow: usize,
        /// The node it should begin or end at.
        node: usize,
        /// How many nodes there are.
        nodes: usize,
    },

    /// A slider with too few or too many frames, or that begins at none of them.
    #[error(
        "the slider has {found} frames and begins at frame {start}, counted from zero: give it 2 to \
         {max}, and let it begin at one of them"
    )]
    FrameCount {
        /// How many frames there are.
        found: usize,
        /// Where the slider begins.
        start: usize,
        /// How many frames there may be.
        max: usize,
    },

    /// Frames of a slider that differ in size.
    #[error(
        "frame {frame} of the slider, counted from zero, has another size than the first: draw all \
         with the same axes and labels"
    )]
    FrameSize {
        /// The frame, counted from zero.
        frame: usize,
    },

    /// Frames that would make a page slow.
    #[error(
        "the frames of the slider have {found} bytes, of which a page bears {max}: take fewer frames \
         or fewer points"
    )]
    FrameBytes {
        /// How many bytes they have together.
        found: usize,
        /// How many there may be.
        max: usize,
    },

    /// The file could not be written.
    #[error(
        "cannot write the figure {}: choose a path in a folder that you may write to, \
         on a disk with space left",
        path.display()
    )]
    Save {
        /// Where the figure should have gone.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
}
