//! From plotters' SVG to the elements of a figure.

use crate::style::themed;

/// The elements that plotters drew, without its `<svg>` tag, between groups of pixels below and on
/// top of them; all in the page's colours and font.
///
/// Attributes that say nothing go, and so do line ends inside of texts. It is safe to do this to
/// the SVG as text: in a label a quote is `&quot;`, so a label never looks like an attribute.
pub(crate) fn normalize_svg(under: &str, svg: &str, pixels: &str) -> String {
    let elements = svg.split_once(">\n").map_or("", |(_, rest)| rest).trim_end();
    let elements = elements.strip_suffix("</svg>").unwrap_or(elements);
    whole_font_sizes(&themed(&format!("{under}{elements}{pixels}")))
        .replace("\">\n", "\">")
        .replace("\n</text>", "</text>")
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" font-family=\"sans-serif\"", "")
        .replace(" \"", "\"")
}

/// plotters divides font sizes by 1.24, which makes 60.00000000000001 of 74.4: 60 is meant.
fn whole_font_sizes(svg: &str) -> String {
    const ATTRIBUTE: &str = " font-size=\"";
    let mut parts = svg.split(ATTRIBUTE);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (size, rest) = part.split_once('"').expect("the attribute's closing quote");
        let size: f64 = size.parse().expect("a size that plotters wrote");
        whole += &format!("{ATTRIBUTE}{size:.0}\"{rest}");
    }
    whole
}
