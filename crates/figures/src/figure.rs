//! A drawn figure: text to put into a page, or a file of its own.

use std::path::Path;
use std::{fs, io, process};

use crate::FigureError;
use crate::canvas::{Canvas, record};
use crate::style::STANDALONE_STYLE;
use crate::text::{escaped, printable};
use crate::units::{Point, UNIT};

/// A drawn figure, ready for a page or a file.
///
/// ```
/// use figures::{LineChart, Series};
///
/// let points = vec![(1.0, 0.9), (2.0, 0.5), (3.0, 0.4)];
/// let figure = LineChart {
///     description: "The loss falls from 0.9 to 0.4 in three epochs.".into(),
///     series: vec![Series { label: "training".into(), points, ..Series::default() }],
///     ..LineChart::default()
/// }
/// .draw()?;
/// assert!(figure.inline().starts_with("<svg class=\"fig\" role=\"img\""));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    size: Point,
    title: String,
    description: String,
    /// What its slider moves, of a figure that has one.
    slider: Option<String>,
    elements: String,
}

impl Figure {
    /// Draws a figure whose size is given in units of the canvas.
    pub(crate) fn draw(
        size: Point,
        title: &str,
        description: &str,
        draw: impl FnOnce(&mut Canvas),
    ) -> Result<Self, FigureError> {
        let description = printable(description).trim().to_owned();
        if description.is_empty() {
            return Err(FigureError::NoDescription);
        }
        let title = printable(title);
        Ok(Self { size, title, description, slider: None, elements: record(size, draw) })
    }

    /// A figure of the size and with the title of this one, of other elements.
    pub(crate) fn with_slider(
        &self,
        description: &str,
        slider: &str,
        elements: String,
    ) -> Result<Self, FigureError> {
        let description = printable(description).trim().to_owned();
        if description.is_empty() {
            return Err(FigureError::NoDescription);
        }
        Ok(Self { description, slider: Some(printable(slider)), elements, ..self.clone() })
    }

    pub(crate) fn size(&self) -> Point {
        self.size
    }

    pub(crate) fn elements(&self) -> &str {
        &self.elements
    }

    /// The SVG to put into a page.
    ///
    /// Its colours are the variables that [`STYLE`](crate::STYLE) defines and its font is the
    /// page's. It is as wide as the page allows, up to the width it was drawn for, and has no
    /// blank line, so that it may stand in a Markdown file as it is.
    pub fn inline(&self) -> String {
        self.svg(&format!(" style=\"max-width:{}px\"", self.size.0 / UNIT), "")
    }

    /// A complete SVG file that brings its own colours and fonts.
    ///
    /// It is light or dark as the reader's system is.
    pub fn standalone(&self) -> String {
        let (width, height) = (self.size.0 / UNIT, self.size.1 / UNIT);
        let style = format!("<style>\n{}</style>\n", *STANDALONE_STYLE);
        self.svg(&format!(" width=\"{width}\" height=\"{height}\""), &style)
    }

    /// Writes [`standalone`](Self::standalone) to a file, and makes its folder where it is
    /// missing.
    ///
    /// The file appears at once and whole: a reader never sees half of it.
    ///
    /// # Errors
    ///
    /// [`FigureError::Save`] where the path cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), FigureError> {
        let path = path.as_ref();
        write_atomically(path, &self.standalone())
            .map_err(|source| FigureError::Save { path: path.to_owned(), source })
    }

    fn svg(&self, attributes: &str, style: &str) -> String {
        let (width, height) = self.size;
        let (title, description) = (escaped(&self.title), escaped(&self.description));
        let id = self.id();
        let slider = self.slider.as_ref();
        let slider = slider.map(|it| format!(" data-slider=\"{}\"", escaped(it)));
        let slider = slider.unwrap_or_default();
        format!(
            "<svg class=\"fig\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"{slider}{attributes}>\n\
             <title id=\"{id}-title\">{title}</title>\n\
             <desc id=\"{id}-desc\">{description}</desc>\n{style}{}</svg>\n",
            self.elements
        )
    }

    /// A name made of the content (the FNV-1a hash), since a page has many figures and the
    /// names of their titles must differ.
    fn id(&self) -> String {
        let content = [&self.title, &self.description, &self.elements];
        let bytes = content.into_iter().flat_map(|text| text.bytes());
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("fig-{hash:016x}")
    }
}

/// Writes beside the path and then renames: that is one step for the file system.
fn write_atomically(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = path.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), process::id()));
    let written = fs::write(&part, text).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // The first error is the one to report, not that there may be nothing to remove.
        let _ = fs::remove_file(&part);
    }
    written
}
