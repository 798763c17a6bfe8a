//! The book's figures, in one house style that follows light and dark themes.
//!
//! A figure is a struct of public fields: fill them in, call `draw`, and put the [`Figure`] into
//! a page or a file.
//!
//! | a question about | is answered by |
//! | --- | --- |
//! | how training went | [`LineChart`]: curves with labels at their ends |
//! | what a classifier confuses | [`ConfusionMatrix`]: counts, errors in orange |
//! | what the samples look like | [`ImageGrid`]: small images with captions |
//! | what photographs look like | [`ColorGrid`]: small images in their own colours |
//! | what a neuron looks for | [`WeightImages`]: blue below zero, white at zero, orange above |
//! | which samples a line parts | [`Scatter`]: points, dividing lines, tinted regions |
//! | how a loss lies over two weights | [`HeatMap`]: bands of one hue, paths across them |
//! | which tokens read which | [`AttentionMap`]: weights between two sequences |
//! | what each of some things is made of | [`BarChart`]: bars, whole or in parts |
//! | what bounds a program's speed | [`Roofline`]: roofs of a machine, programs under them |
//! | who did what when | [`Timeline`]: spans in rows, moments across them |
//! | what is connected with what | [`Diagram`]: circles, texts and labelled arrows |
//! | what changes with a number that the reader moves | [`Slider`]: frames of any of these |
//! | how a number comes about | [`MatrixFigure`]: grids of numbers, with signs and marks |
//!
//! # A learning curve
//!
//! ```
//! use figures::{LineChart, Series};
//!
//! let training = vec![(1.0, 0.41), (2.0, 0.22), (3.0, 0.15), (4.0, 0.11)];
//! let validation = vec![(1.0, 0.38), (2.0, 0.25), (3.0, 0.22), (4.0, 0.23)];
//! let figure = LineChart {
//!     description: "The validation loss stops falling after three epochs.".into(),
//!     x_label: "epoch".into(),
//!     y_label: "loss".into(),
//!     series: vec![
//!         Series { label: "training".into(), points: training, ..Series::default() },
//!         Series { label: "validation".into(), points: validation, ..Series::default() },
//!     ],
//!     ..LineChart::default()
//! }
//! .draw()?;
//!
//! // For a page, beside the style that all its figures share:
//! let page = format!("<style>{}</style><figure>{}</figure>", *figures::STYLE, figure.inline());
//! # assert!(page.contains(">validation</text>"));
//! // For a file:
//! # let folder = tempfile::tempdir().unwrap();
//! # let path = folder.path().join("losses.svg");
//! figure.save(&path)?;
//! # assert!(path.exists());
//! # Ok::<(), figures::FigureError>(())
//! ```
//!
//! # The house style, and why
//!
//! - **No legend.** A curve's label stands at its end, in its colour, so that the eye need not
//!   travel. Labels that would overlap move apart.
//! - **Colours that differ for everyone**: those of Okabe and Ito, without yellow, which vanishes
//!   on white. In heat maps, text keeps a contrast of at least 4.5 : 1 on every cell.
//! - **Little that is not data**: a pale horizontal grid, four to six ticks at round numbers, no
//!   box, no background.
//! - **Light and dark.** A figure names its colours as CSS variables, `var(--fig-ink)`, and the
//!   page says what they are. plotters, which draws, knows no variables: it draws with stand-ins
//!   that are replaced afterwards. Heat maps mix their one hue with the page by opacity.
//! - **Text stays text**, in the page's font; it can be searched, and is sharp at any size. How
//!   wide it is cannot be known then, so room is kept for the widest common font.
//! - **Four units to a pixel.** plotters puts everything on whole units; one to one, curves
//!   would show stairs.
//! - **For screen readers** every figure has a title and a description; one without is an error.
//! - **The same bytes on every run**, so that a changed figure means changed data.

mod attention_map;
mod axis;
mod bar_chart;
mod canvas;
mod captioned_image;
mod color_grid;
mod confusion_matrix;
mod curve;
mod data_url;
mod diagram;
mod error;
mod figure;
mod grid_layout;
mod half_plane;
mod heat_map;
mod image_grid;
mod labels;
mod line_chart;
mod matrix_figure;
mod matrix_layout;
mod normalize_svg;
mod pixels;
mod plane;
mod plot;
mod roofline;
mod scatter;
mod scatter_plot;
mod slider;
mod style;
mod text;
mod ticks;
mod timeline;
mod units;
mod weight_images;

pub use attention_map::AttentionMap;
pub use bar_chart::{Bar, BarChart};
pub use captioned_image::CaptionedImage;
pub use color_grid::{ColorGrid, ColorImage};
pub use confusion_matrix::ConfusionMatrix;
pub use diagram::{Arrow, Diagram, Node};
pub use error::FigureError;
pub use figure::Figure;
pub use half_plane::HalfPlane;
pub use heat_map::HeatMap;
pub use image_grid::ImageGrid;
pub use line_chart::{LineChart, Series};
pub use matrix_figure::{MatrixFigure, NumberCell, NumberGrid};
pub use roofline::{Roof, Roofline, RooflinePoint};
pub use scatter::{DecisionBoundary, PointGroup, Region, Scatter};
pub use slider::{Frame, Slider};
pub use style::{Color, STYLE};
pub use timeline::{Moment, Span, Timeline};
pub use weight_images::WeightImages;
