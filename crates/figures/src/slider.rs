//! A figure with a slider: frames, of which one is shown.

use crate::text::{escaped, printable};
use crate::{Figure, FigureError};

/// A figure with a slider: drawings of the same thing under different values of one quantity, such as a
/// learning rate. The page shows one of them, and the reader moves through the others.
///
/// What the frames have in common at their beginning and at their end, such as axes, is kept once. In a
/// file, on paper and in a page without script, the frame at `start` is seen. Axes must not move from
/// frame to frame: a line chart is drawn with [`LineChart::draw_within`](crate::LineChart::draw_within).
///
/// ```
/// use figures::{Frame, LineChart, Series, Slider};
///
/// let frames = [0.5, 1.0, 2.0].map(|rate: f64| {
///     let points = (0..=20).map(|t| (f64::from(t), (-rate * f64::from(t) / 10.0).exp())).collect();
///     let chart = LineChart {
///         description: format!("The loss falls by the rate {rate}."),
///         series: vec![Series { points, ..Series::default() }],
///         ..LineChart::default()
///     };
///     Ok(Frame { value: format!("{rate}"), figure: chart.draw_within((0.0, 20.0), (0.0, 1.0))? })
/// });
/// let figure = Slider {
///     description: "The larger the rate, the faster the loss falls.".into(),
///     label: "rate".into(),
///     frames: frames.into_iter().collect::<Result<_, figures::FigureError>>()?,
///     start: 1,
/// }
/// .draw()?;
/// assert_eq!(figure.inline().matches("class=\"frame\"").count(), 3);
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slider {
    /// What a reader would see who moves through the frames, for those who cannot.
    pub description: String,
    /// What the slider moves.
    pub label: String,
    /// The frames, from one end of the slider to the other: 2 to 60.
    pub frames: Vec<Frame>,
    /// The frame that is seen first, and the only one on paper.
    pub start: usize,
}

/// One frame of a [`Slider`].
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The value that the slider has there, as it is printed beside it.
    pub value: String,
    /// The drawing.
    pub figure: Figure,
}

impl Slider {
    /// The largest number of frames.
    pub const MAX_FRAMES: usize = 60;

    /// The largest size, in bytes: a page has several of them.
    pub const MAX_BYTES: usize = 150_000;

    /// Puts the frames into one figure.
    ///
    /// # Errors
    ///
    /// Without a description, with fewer than 2 or more than 60 frames, without a frame at `start`, if
    /// a frame has another size than the first, and if all together are larger than
    /// [`Slider::MAX_BYTES`].
    pub fn draw(&self) -> Result<Figure, FigureError> {
        let found = self.frames.len();
        if !(2..=Self::MAX_FRAMES).contains(&found) || self.start >= found {
            return Err(FigureError::FrameCount {
                found,
                start: self.start,
                max: Self::MAX_FRAMES,
            });
        }
        let size = self.frames[0].figure.size();
        if let Some(frame) = self.frames.iter().position(|it| it.figure.size() != size) {
            return Err(FigureError::FrameSize { frame });
        }
        let frames: Vec<Vec<&str>> =
            self.frames.iter().map(|it| elements(it.figure.elements())).collect();
        let shortest = frames.iter().map(Vec::len).min().unwrap_or(0);
        let first = &frames[0];
        // How many elements are the same in all frames, at the beginning and behind that at the end.
        let before = (0..shortest).take_while(|i| frames.iter().all(|it| it[*i] == first[*i]));
        let before = before.count();
        let from_end = |frame: &Vec<&str>, i| frame[frame.len() - i] == first[first.len() - i];
        let after =
            (1..=shortest - before).take_while(|i| frames.iter().all(|it| from_end(it, *i)));
        let after = after.count();
        let mut all = first[..before].concat();
        for (i, (frame, elements)) in self.frames.iter().zip(&frames).enumerate() {
            let hidden = if i == self.start { "" } else { " display=\"none\"" };
            let value = escaped(&printable(&frame.value));
            all += &format!("<g class=\"frame\" data-value=\"{value}\"{hidden}>\n");
            all += &elements[before..elements.len() - after].concat();
            all += "</g>\n";
        }
        all += &first[first.len() - after..].concat();
        if all.len() > Self::MAX_BYTES {
            return Err(FigureError::FrameBytes { found: all.len(), max: Self::MAX_BYTES });
        }
        self.frames[self.start].figure.with_slider(&self.description, &self.label, all)
    }
}

/// The elements that lie in no other, each with the line end behind it.
fn elements(svg: &str) -> Vec<&str> {
    let (mut elements, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, _) in svg.match_indices('<') {
        let tag = &svg[at..];
        let end = at + tag.find('>').map_or(tag.len(), |end| end + 1);
        match (tag.starts_with("</"), svg[..end].ends_with("/>")) {
            (true, _) => depth -= 1,
            (_, true) => {}
            _ => depth += 1,
        }
        if depth == 0 {
            let end = end + usize::from(svg[end..].starts_with('\n'));
            elements.push(&svg[start..end]);
            start = end;
        }
    }
    elements
}
