//! The colours: one table of CSS variables, each with its value in the light and the dark theme.

use std::sync::LazyLock;

use plotters::style::RGBColor;

/// A CSS variable: its name, and what it stands for in the light and in the dark theme.
type Variable = (&'static str, &'static str, &'static str);

/// A colour of the house style, known by its row in [`VARIABLES`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Paint(u8);

/// What the figure stands on; a ring of it keeps things apart that overlap.
pub(crate) const PAGE: Paint = Paint(0);
/// Text, and what else the eye should follow.
pub(crate) const INK: Paint = Paint(1);
/// Axes and what is printed at their ticks.
pub(crate) const MUTED: Paint = Paint(2);
/// Grid lines, frames and empty cells.
pub(crate) const GRID: Paint = Paint(3);
/// The cells of a matrix on its diagonal, and those beside it.
pub(crate) const RIGHT: Paint = Paint(14);
pub(crate) const WRONG: Paint = Paint(15);
/// The ground of an image, and what is printed on it.
pub(crate) const PAPER: Paint = Paint(16);
pub(crate) const PRINT: Paint = Paint(17);
/// On the paper of an image: numbers below zero, and above.
pub(crate) const NEGATIVE: Paint = Paint(18);
pub(crate) const POSITIVE: Paint = Paint(19);

/// Curves have the colours of Okabe and Ito, chosen to differ for colour-blind readers too, less
/// the yellow and the two that vanish on white. In the light theme a label is a darker shade of
/// its curve: thin strokes of text need a contrast of 4.5 : 1, a curve needs 3 : 1. On the heat
/// colours, however strong, ink has 4.5 : 1.
const VARIABLES: [Variable; 20] = [
    ("--fig-page", "#ffffff", "#16181d"),
    ("--fig-ink", "#1a1a1a", "#e6e6e6"),
    ("--fig-muted", "#5c6370", "#a3abb8"),
    ("--fig-grid", "#d9dce1", "#3c4450"),
    ("--fig-1", "#0072b2", "#56b4e9"),
    ("--fig-2", "#d55e00", "#ff9e4a"),
    ("--fig-3", "#009e73", "#4cd3a5"),
    ("--fig-4", "#cc79a7", "#e5a3c7"),
    ("--fig-5", "#1a1a1a", "#e6e6e6"),
    ("--fig-text-1", "#0072b2", "#56b4e9"),
    ("--fig-text-2", "#b84f00", "#ff9e4a"),
    ("--fig-text-3", "#007f5c", "#4cd3a5"),
    ("--fig-text-4", "#a8518a", "#e5a3c7"),
    ("--fig-text-5", "#1a1a1a", "#e6e6e6"),
    ("--fig-heat-1", "#56b4e9", "#00649e"),
    ("--fig-heat-2", "#f29b55", "#a34700"),
    ("--fig-paper", "#ffffff", "#e6e6e6"),
    ("--fig-print", "#111111", "#111111"),
    ("--fig-negative", "#0072b2", "#0072b2"),
    ("--fig-positive", "#d55e00", "#d55e00"),
];

/// The colour of a curve and its label.
///
/// A series without one takes the next in this order. Choose it where the same model should
/// look the same in several figures.
///
/// ```
/// use figures::{Color, Series};
///
/// let adam = Series { label: "Adam".into(), color: Some(Color::Green), ..Series::default() };
/// assert_eq!(adam.color, Some(Color::ALL[2]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// `--fig-1`, a blue.
    Blue,
    /// `--fig-2`, an orange red.
    Vermillion,
    /// `--fig-3`, a bluish green.
    Green,
    /// `--fig-4`, a reddish purple.
    Purple,
    /// `--fig-5`, the colour of text: black, or white in the dark theme.
    Ink,
}

impl Color {
    /// Every colour, in the order in which series take them.
    pub const ALL: [Color; 5] =
        [Color::Blue, Color::Vermillion, Color::Green, Color::Purple, Color::Ink];

    pub(crate) fn curve(self) -> Paint {
        Paint(4 + self as u8)
    }

    pub(crate) fn label(self) -> Paint {
        Paint(9 + self as u8)
    }
}

impl Paint {
    /// The stand-in that plotters draws with: it knows no CSS variables.
    pub(crate) fn sentinel(self) -> RGBColor {
        RGBColor(1, 0, self.0)
    }

    /// The paint as CSS: `var(--fig-ink)`.
    pub(crate) fn css(self) -> String {
        format!("var({})", VARIABLES[usize::from(self.0)].0)
    }
}

/// Replaces every stand-in by its CSS variable. Text is safe: in it a quote is `&quot;`.
pub(crate) fn themed(svg: &str) -> String {
    (0..VARIABLES.len() as u8).map(Paint).fold(svg.to_owned(), |svg, paint| {
        let RGBColor(r, g, b) = paint.sentinel();
        svg.replace(&format!("\"#{r:02X}{g:02X}{b:02X}\""), &format!("\"{}\"", paint.css()))
    })
}

/// The CSS that a page with inlined figures needs, once.
///
/// It defines the colours for mdBook's light themes (the default) and dark themes, and follows
/// the system's choice on pages without mdBook's script; what is printed is always light. It also
/// keeps the edges of cells crisp and labels clear of what lies behind them.
///
/// ```
/// let page = format!("<style>{}</style>", *figures::STYLE);
/// assert!(page.contains("--fig-ink:#1a1a1a"));
/// ```
pub static STYLE: LazyLock<String> = LazyLock::new(|| {
    let (light, dark) = (values(|&(_, light, _)| light), values(|&(_, _, dark)| dark));
    format!(
        ":root{{{light}}}\n@media screen{{.ayu,.coal,.navy{{{dark}}}}}\n\
         @media screen and (prefers-color-scheme:dark){{html:not(.js){{{dark}}}}}\n\
         .fig{{display:block;width:100%;height:auto;margin:0 auto}}\n{SHAPES}"
    )
});

/// The style inside a file that is opened on its own.
pub(crate) static STANDALONE_STYLE: LazyLock<String> = LazyLock::new(|| {
    let (light, dark) = (values(|&(_, light, _)| light), values(|&(_, _, dark)| dark));
    format!(
        ":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n\
         .fig{{display:block;max-width:100%;height:auto;margin:auto;\
         background:var(--fig-page);font-family:{FONTS}}}\n{SHAPES}"
    )
});

/// Whatever the reader's system shows its own menus in; no font is loaded.
const FONTS: &str =
    "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif";

/// Straight edges lie on whole pixels, so that neighbouring cells show no seam; curves do not.
/// What lies behind the label of a curve ends just before it; `--bg` is the page of mdBook's themes.
const SHAPES: &str = ".fig line,.fig rect,.fig path{shape-rendering:crispEdges}\n\
     .fig polyline{stroke-linejoin:round;stroke-linecap:round}\n\
     .fig text[fill^=\"var(--fig-text\"]\
     {paint-order:stroke;stroke:var(--bg,var(--fig-page));stroke-width:16px;stroke-linejoin:round}\n";

fn values(theme: impl Fn(&Variable) -> &str) -> String {
    VARIABLES.iter().map(|v| format!("{}:{};", v.0, theme(v))).collect()
}
