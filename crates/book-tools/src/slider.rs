//! Sliders: the control that moves through the frames of a drawing.

use crate::html::{escaped, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// The control of a figure with frames, hidden until the page's script can move it; empty for a figure
/// without.
///
/// # Errors
/// If the drawing has frames and the author did not ask for a slider, or the other way round, or if not
/// just one frame is shown.
pub(crate) fn control(svg: &str, is_asked_for: bool, figure: &str) -> Result<String, String> {
    let Some(label) = LABEL.captures(svg) else {
        return match is_asked_for {
            true => {
                Err("it has no frames: draw a `figures::Slider`, or write {{#figure …}}".into())
            }
            false => Ok(String::new()),
        };
    };
    if !is_asked_for {
        return Err(
            "it has frames to move through: write {{#slider …}} instead of {{#figure …}}".into()
        );
    }
    let frames: Vec<_> = FRAMES.captures_iter(svg).collect();
    let shown: Vec<usize> = (0..frames.len()).filter(|i| frames[*i].get(2).is_none()).collect();
    let &[start] = &shown[..] else {
        return Err(format!(
            "{} of its {} frames are shown: it must be one",
            shown.len(),
            frames.len()
        ));
    };
    // Label and value are escaped already.
    let (label, value, last) = (&label[1], &frames[start][1], frames.len() - 1);
    let id = escaped(figure);
    Ok(format!(
        "<div class=\"slider\" hidden><label for=\"{id}-slider\">{label}</label> \
         <input type=\"range\" id=\"{id}-slider\" min=\"0\" max=\"{last}\" value=\"{start}\" \
         aria-valuetext=\"{value}\"> <output for=\"{id}-slider\">{value}</output></div>\n"
    ))
}

static LABEL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"^[^>]*<svg[^>]* data-slider="([^"]*)""#));
static FRAMES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"<g class="frame" data-value="([^"]*)"( display="none")?>"#));
