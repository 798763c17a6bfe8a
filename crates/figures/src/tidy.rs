//! From plotters' SVG to the elements of a figure.

use crate::style::themed;

/// The elements without plotters' `<svg>` tag, in the page's colours and font.
///
/// Of attributes that say nothing and line ends inside of texts they are rid, too. All this is
/// done to the text of the SVG, and is safe: in a label, a quote is `&quot;` and `>` is `&gt;`,
/// so what is replaced is never part of one.
pub(crate) fn tidy(svg: &str) -> String {
    let elements = svg.split_once(">\n").map_or("", |(_, rest)| rest).trim_end();
    let elements = elements.strip_suffix("</svg>").unwrap_or(elements);
    whole_font_sizes(&themed(elements))
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
