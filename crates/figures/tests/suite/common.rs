//! What the tests share: reading an SVG back, and measuring it.

use figures::{Figure, LineChart, Series};
use roxmltree::{Document, Node};

/// The left, top, right and bottom of something drawn.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

pub fn number(node: Node, attribute: &str) -> f64 {
    let text = node.attribute(attribute).unwrap_or_else(|| panic!("no {attribute} in {node:?}"));
    text.parse().unwrap_or_else(|_| panic!("{attribute}={text} is no number"))
}

pub fn points(polyline: Node) -> Vec<(f64, f64)> {
    let text = polyline.attribute("points").expect("points");
    let pair = |text: &str| {
        let (x, y) = text.split_once(',').expect("a pair");
        (x.parse().expect("x"), y.parse().expect("y"))
    };
    text.split(' ').map(pair).collect()
}

/// All elements of a name.
pub fn elements<'a>(document: &'a Document, name: &'static str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.has_tag_name(name)).collect()
}

/// The text elements and what they say.
pub fn texts<'a>(document: &'a Document) -> Vec<(Node<'a, 'a>, &'a str)> {
    elements(document, "text").into_iter().map(|n| (n, n.text().unwrap_or_default())).collect()
}

/// The element that prints `text`.
pub fn text_node<'a>(document: &'a Document, text: &str) -> Node<'a, 'a> {
    let found = texts(document).into_iter().find(|(_, printed)| *printed == text);
    found.unwrap_or_else(|| panic!("{text:?} is not printed")).0
}

/// The bounds of everything drawn; text as wide as in DejaVu Sans, the widest of common fonts.
pub fn all_bounds(document: &Document) -> Vec<(String, Bounds)> {
    let drawn = ["line", "rect", "circle", "polyline", "polygon", "text", "path"];
    document
        .descendants()
        .filter(|node| drawn.contains(&node.tag_name().name()))
        .map(|node| (format!("{node:?} {:?}", node.text()), bounds(node)))
        .collect()
}

pub fn bounds(node: Node) -> Bounds {
    let n = |name| number(node, name);
    match node.tag_name().name() {
        "line" => around(&[(n("x1"), n("y1")), (n("x2"), n("y2"))], n("stroke-width") / 2.0),
        "polyline" => around(&points(node), n("stroke-width") / 2.0),
        "polygon" => around(&points(node), 0.0),
        "circle" => around(&[(n("cx"), n("cy"))], n("r")),
        "rect" => around(&[(n("x"), n("y")), (n("x") + n("width"), n("y") + n("height"))], 0.0),
        "text" => text_bounds(node),
        "path" => around(&corners(node), 0.0),
        other => panic!("unexpected element {other}"),
    }
}

fn around(points: &[(f64, f64)], border: f64) -> Bounds {
    let (x, y): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    let least = |v: &[f64]| v.iter().copied().fold(f64::INFINITY, f64::min) - border;
    let most = |v: &[f64]| v.iter().copied().fold(f64::NEG_INFINITY, f64::max) + border;
    Bounds { left: least(&x), top: least(&y), right: most(&x), bottom: most(&y) }
}

fn text_bounds(node: Node) -> Bounds {
    let (size, x, y) = (number(node, "font-size"), number(node, "x"), number(node, "y"));
    let width = text_width(node.text().unwrap_or_default()) * size;
    let start = match node.attribute("text-anchor") {
        Some("start") => 0.0,
        Some("middle") => -width / 2.0,
        Some("end") => -width,
        other => panic!("unexpected anchor {other:?}"),
    };
    let (start, end, half) = (start, start + width, size / 2.0);
    if node.has_attribute("transform") {
        Bounds { left: x - half, top: y - end, right: x + half, bottom: y - start }
    } else {
        Bounds { left: x + start, top: y - half, right: x + end, bottom: y + half }
    }
}

/// The corners of every rectangle in a path of pixels, in units of the drawing.
fn corners(path: Node) -> Vec<(f64, f64)> {
    let (left, top, scale) = transform(path.parent().expect("a group"));
    let rectangles = runs(path).into_iter();
    rectangles
        .flat_map(|(x, y, length)| [(x, y), (x + length, y + 1)])
        .map(|(x, y)| (left + scale * x as f64, top + scale * y as f64))
        .collect()
}

/// The `(x, y, scale)` of a group of pixels.
pub fn transform(group: Node) -> (f64, f64, f64) {
    let text = group.attribute("transform").expect("transform");
    let numbers: Vec<f64> = text
        .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .filter_map(|part| part.parse().ok())
        .collect();
    (numbers[0], numbers[1], numbers[2])
}

/// The `(x, y, length)` of every run of pixels in a path such as `M5 3h2v1h-2z`.
pub fn runs(path: Node) -> Vec<(usize, usize, usize)> {
    let commands = path.attribute("d").expect("d");
    let run = |text: &str| {
        let (place, rest) = text.split_once('h').expect("h");
        let (x, y) = place.split_once(' ').expect("a pair");
        let (length, rest) = rest.split_once("v1h-").expect("a height of 1");
        assert_eq!(length, rest, "the way back is as long");
        (x.parse().expect("x"), y.parse().expect("y"), length.parse().expect("length"))
    };
    let closed = commands.strip_prefix('M').and_then(|rest| rest.strip_suffix('z'));
    closed.expect("a closed path").split("zM").map(run).collect()
}

/// Advance widths of DejaVu Sans for ASCII from the space on, in hundredths of the size.
const WIDTHS: [u8; 95] = [
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75,
    79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36,
    64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
];

pub fn text_width(text: &str) -> f64 {
    let width = |c: char| match c {
        ' '..='~' => f64::from(WIDTHS[c as usize - 32]) / 100.0,
        '−' | '×' => 0.84,
        '\u{a0}' => 0.32,
        '⁰'..='⁹' | '²' | '³' | '¹' | '⁻' => 0.53,
        _ => 1.0,
    };
    text.chars().map(width).sum()
}

/// Fails unless everything drawn lies within the view box.
pub fn assert_inside(figure: &Figure) {
    let svg = figure.inline();
    let document = Document::parse(&svg).expect("well-formed SVG");
    let view: Vec<f64> = document
        .root_element()
        .attribute("viewBox")
        .expect("viewBox")
        .split(' ')
        .map(|number| number.parse().expect("a number"))
        .collect();
    for (what, b) in all_bounds(&document) {
        let inside = b.left >= 0.0 && b.top >= 0.0 && b.right <= view[2] && b.bottom <= view[3];
        assert!(inside, "{what} at {b:?} leaves the view box {view:?}");
    }
}

/// The value of a CSS variable in the block that begins with `selector`.
pub fn variable(css: &str, selector: &str, name: &str) -> [f64; 3] {
    let block = css.split_once(&format!("{selector}{{")).expect("selector").1;
    let value = block.split_once(&format!("{name}:#")).expect("variable").1;
    let channel = |k: usize| u8::from_str_radix(&value[2 * k..2 * k + 2], 16).expect("hex");
    [0, 1, 2].map(|k| f64::from(channel(k)) / 255.0)
}

/// The selectors of the light and the dark theme in [`figures::STYLE`].
pub const THEMES: [&str; 2] = [":root", ".ayu,.coal,.navy"];

/// The contrast of two colours by WCAG 2: from 1 to 21.
pub fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    let luminance =
        |c: [f64; 3]| 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// A curve in the next colour.
pub fn series(label: &str, points: &[(f64, f64)]) -> Series {
    Series { label: label.into(), points: points.to_vec(), color: None }
}

/// A chart of a loss over epochs.
pub fn chart(series: Vec<Series>) -> LineChart {
    LineChart {
        description: "Some curves.".into(),
        x_label: "epoch".into(),
        y_label: "loss".into(),
        log_y: false,
        series,
    }
}

pub fn log_chart(series: Vec<Series>) -> LineChart {
    LineChart { log_y: true, ..chart(series) }
}

/// The chart as SVG that keeps to its view box and has no number that is none.
pub fn svg(chart: &LineChart) -> String {
    let figure = chart.draw().unwrap();
    assert_inside(&figure);
    let svg = figure.inline();
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    svg
}

/// What is printed at the ticks of the horizontal and of the vertical axis, and where.
pub fn ticks(document: &Document) -> [Vec<(String, f64)>; 2] {
    let muted = texts(document)
        .into_iter()
        .filter(|(node, _)| node.attribute("fill") == Some("var(--fig-muted)"));
    let (vertical, horizontal): (Vec<_>, Vec<_>) =
        muted.partition(|(node, _)| node.attribute("text-anchor") == Some("end"));
    let tick = |axis: &'static str| {
        move |(node, text): (Node, &str)| (text.to_owned(), number(node, axis))
    };
    [horizontal.into_iter().map(tick("x")).collect(), vertical.into_iter().map(tick("y")).collect()]
}
