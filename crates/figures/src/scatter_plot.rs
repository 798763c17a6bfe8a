//! How a chart of points is laid out and drawn.

use crate::axis::{Axis, is_drawable_point, min_max};
use crate::canvas::{Anchor, Canvas};
use crate::half_plane::Position;
use crate::labels::separate_labels;
use crate::plane::{GAP, MARGIN, Plane};
use crate::style::{Color, INK, PAGE};
use crate::text::{truncated, width};
use crate::units::{LINE, Point, TEXT, UNIT};
use crate::{Figure, FigureError, PointGroup, Scatter};

/// The frame is as wide as this, unless it would be higher than that.
const MAX_WIDTH: i32 = 400 * UNIT;
const MAX_HEIGHT: i32 = 330 * UNIT;
const MIN_SIDE: i32 = 200 * UNIT;
const MAX_LABEL_WIDTH: i32 = 150 * UNIT;
/// Between a line's end and its label, and from one label to the next.
const LEAD: i32 = 12 * UNIT;
const LABEL: i32 = 17 * UNIT;
const RADIUS: i32 = 4 * UNIT;
/// How strong the colour of a region is: points and lines must stand out on it.
const TINT: f64 = 0.14;
/// One colour is left for lines and paths.
const MAX_GROUPS: usize = Color::ALL.len() - 1;

impl Scatter {
    /// Draws the points and the lines.
    ///
    /// # Errors
    ///
    /// Without a description, without a point that can be drawn, or with more than four groups.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        let groups = self.groups.len();
        if groups > MAX_GROUPS {
            return Err(FigureError::TooManySeries { found: groups, max: MAX_GROUPS });
        }
        let points = || self.groups.iter().flat_map(|group| &group.points).copied();
        let positions: Vec<Position> =
            points().filter(|&it| is_drawable_point(it, false)).collect();
        if positions.is_empty() {
            return Err(FigureError::NoPoints { points: points().count() });
        }
        let plot = ScatterPlot::new(self, &positions);
        Figure::draw(plot.size(), &self.title(), &self.description, |canvas| plot.draw(canvas))
    }

    fn title(&self) -> String {
        match (self.x_label.trim(), self.y_label.trim()) {
            ("", "") => "Points in the plane".to_owned(),
            (x, y) => format!("Points by {x} and {y}"),
        }
    }
}

/// A chart of points whose axes and margins are known.
struct ScatterPlot<'a> {
    chart: &'a Scatter,
    plane: Plane,
    labels: Vec<String>,
}

impl<'a> ScatterPlot<'a> {
    fn new(chart: &'a Scatter, positions: &[Position]) -> Self {
        let (x, y): (Vec<f64>, Vec<f64>) = positions.iter().copied().unzip();
        let (x, y) = (Axis::tight(&widened(&x)), Axis::tight(&widened(&y)));
        let span = |axis: &Axis| axis.range().1 - axis.range().0;
        let scale = (f64::from(MAX_WIDTH) / span(&x)).min(f64::from(MAX_HEIGHT) / span(&y));
        let side = |axis: &Axis| ((scale * span(axis)) as i32).max(MIN_SIDE) / UNIT * UNIT;
        let area = (side(&x), side(&y));
        let labels: Vec<String> =
            chart.lines.iter().map(|l| truncated(l.label.trim(), TEXT, MAX_LABEL_WIDTH)).collect();
        let beside = labels.iter().map(|label| width(label, TEXT) + LEAD).max().unwrap_or(0);
        // The groups' names stand in a row of their own if there are any.
        let named = chart.groups.iter().any(|group| !group.label.trim().is_empty());
        let above = if named { LINE } else { 0 };
        Self { chart, plane: Plane::new(x, y, area, above, beside), labels }
    }

    fn size(&self) -> Point {
        let (width, height) = self.plane.size;
        (width.max(self.names_end() + MARGIN), height)
    }

    /// Draws what lies below first: tints, grid, lines, points.
    fn draw(&self, canvas: &mut Canvas) {
        self.draw_regions(canvas);
        self.plane.draw(canvas, &self.chart.x_label, &self.chart.y_label, true);
        self.draw_lines(canvas);
        self.draw_paths(canvas);
        self.draw_points(canvas);
        self.draw_names(canvas);
    }

    fn draw_regions(&self, canvas: &mut Canvas) {
        for region in &self.chart.regions {
            let frame = self.plane.corners().to_vec();
            let part = region.sides.iter().fold(frame, |part, side| side.clip(&part));
            let paint = Color::ALL[region.group % Color::ALL.len()].curve();
            if !part.is_empty() {
                canvas.polygon(&self.plane.pixels(&part), paint, TINT);
            }
        }
    }

    fn draw_lines(&self, canvas: &mut Canvas) {
        let mut ends = Vec::new();
        for (index, line) in self.chart.lines.iter().enumerate() {
            let Some(positions) = line.side.ends(&self.plane.corners()) else { continue };
            let pixels = self.plane.pixels(&positions);
            canvas.stroke(&pixels, 2 * UNIT, INK, line.strength);
            let (right, bottom) = (self.plane.right, self.plane.bottom);
            let best = pixels.into_iter().max_by_key(|&(x, y)| (x == right, -y));
            match best.unwrap_or_default() {
                end if end.0 == right => ends.push((index, end)),
                (x, y) => {
                    let y = if y == bottom { y - LINE / 2 } else { y + LINE / 2 };
                    let at = (x + GAP, y);
                    canvas.text(&self.labels[index], at, Anchor::Start, Color::Ink.label());
                }
            }
        }
        let wanted: Vec<i32> = ends.iter().map(|(_, end)| end.1).collect();
        let positions = separate_labels(&wanted, LABEL, self.plane.top, self.plane.bottom);
        for (&(index, end), y) in ends.iter().zip(positions) {
            let label = (self.plane.right + LEAD, y);
            if !self.labels[index].is_empty() {
                canvas.leader((end.0 + UNIT, end.1), (label.0 - 2 * UNIT, y), INK);
            }
            canvas.text(&self.labels[index], label, Anchor::Start, Color::Ink.label());
        }
    }

    fn draw_paths(&self, canvas: &mut Canvas) {
        for path in &self.chart.paths {
            let color = path.color.unwrap_or(Color::Ink);
            let pixels = self.plane.drawable_pixels(&path.points);
            let Some(&(x, y)) = pixels.last() else { continue };
            canvas.stroke(&pixels, 2 * UNIT, color.curve(), 1.0);
            let label = path.label.trim();
            // Where there is no room to its right, a label stands to the left of the path's end.
            let fits = x + GAP + width(label, TEXT) <= self.size().0;
            let (at, anchor) =
                if fits { ((x + GAP, y), Anchor::Start) } else { ((x - GAP, y), Anchor::End) };
            canvas.text(label, at, anchor, color.label());
        }
    }

    fn draw_points(&self, canvas: &mut Canvas) {
        for (group, color) in self.chart.groups.iter().zip(Color::ALL) {
            for point in self.plane.drawable_pixels(&group.points) {
                draw_point(canvas, point, group, color);
            }
        }
    }

    /// Prints the groups' names in a row, each behind a point of its kind.
    fn draw_names(&self, canvas: &mut Canvas) {
        let (mut x, y) = (self.plane.left, MARGIN + LINE + GAP / 2 + LINE / 2);
        for (group, color) in self.chart.groups.iter().zip(Color::ALL) {
            let label = group.label.trim();
            if !label.is_empty() {
                draw_point(canvas, (x + RADIUS, y), group, color);
                canvas.text(label, (x + 3 * RADIUS, y), Anchor::Start, color.label());
                x += 3 * RADIUS + width(label, TEXT) + 2 * GAP;
            }
        }
    }

    fn names_end(&self) -> i32 {
        let names = self.chart.groups.iter().map(|group| group.label.trim());
        let widths = names.map(|name| 3 * RADIUS + width(name, TEXT) + 2 * GAP);
        self.plane.left + widths.sum::<i32>()
    }
}

/// From a little below the minimum to a little above the maximum: no point stands on the frame.
fn widened(values: &[f64]) -> [f64; 2] {
    let (low, high) = min_max(values);
    let border = 0.08 * (high - low);
    [low - border, high + border]
}

/// A disc with a thin ring of the page around it, or a ring filled with the page.
fn draw_point(canvas: &mut Canvas, center: Point, group: &PointGroup, color: Color) {
    canvas.disc(center, RADIUS + UNIT, PAGE, 1.0);
    if group.hollow {
        canvas.ring(center, RADIUS - UNIT / 2, 2 * UNIT, color.curve());
    } else {
        canvas.disc(center, RADIUS, color.curve(), 1.0);
    }
}
