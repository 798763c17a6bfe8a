//! How a line chart is laid out and drawn.

use crate::axis::{Axis, is_drawable, is_drawable_point};
use crate::canvas::{Anchor, Canvas};
use crate::curve::{downsampled, segments};
use crate::labels::separate_labels;
use crate::plane::{GAP, MARGIN, Plane};
use crate::style::{Color, MUTED};
use crate::text::{truncated, widest};
use crate::units::{Point, TEXT, UNIT};
use crate::{Figure, FigureError, LineChart, Series};

const SIZE: Point = (600 * UNIT, 360 * UNIT);
/// Above the curves stands what the vertical axis measures, below them the horizontal axis.
const TOP: i32 = 40 * UNIT;
const BOTTOM: i32 = SIZE.1 - 53 * UNIT;
/// Between a curve's end and its label: room for a line from one to the other.
const LEAD: i32 = 14 * UNIT;
/// From one label to the next where they are moved apart.
const LABEL: i32 = 17 * UNIT;
/// A longer label would leave the curves too little room.
const MAX_LABEL_WIDTH: i32 = 180 * UNIT;

impl LineChart {
    /// Draws the chart.
    ///
    /// # Errors
    ///
    /// Without a description, without a point that can be drawn, or with more than five series.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        self.draw_reaching(&[], &[])
    }

    /// Draws the chart with axes that reach at least from one number to the other, as frames of a
    /// [`Slider`](crate::Slider) need them: so that they do not move with the data.
    ///
    /// ```
    /// use figures::{LineChart, Series};
    ///
    /// let chart = |end| LineChart {
    ///     description: "A rise.".into(),
    ///     series: vec![Series { points: vec![(0.0, 0.0), (1.0, end)], ..Series::default() }],
    ///     ..LineChart::default()
    /// };
    /// let (low, high) = (chart(0.3).draw_within((0.0, 1.0), (0.0, 9.0))?, chart(9.0).draw()?);
    /// let ticks = |svg: String| svg.matches(">8</text>").count();
    /// assert_eq!((ticks(low.inline()), ticks(high.inline())), (1, 1));
    /// # Ok::<(), figures::FigureError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`LineChart::draw`].
    pub fn draw_within(&self, x: (f64, f64), y: (f64, f64)) -> Result<Figure, FigureError> {
        self.draw_reaching(&[x.0, x.1], &[y.0, y.1])
    }

    fn draw_reaching(&self, x: &[f64], y: &[f64]) -> Result<Figure, FigureError> {
        let max = Color::ALL.len();
        if self.series.len() > max {
            return Err(FigureError::TooManySeries { found: self.series.len(), max });
        }
        let plot = Plot::new(self, x, y)?;
        Figure::draw(SIZE, &self.title(), &self.description, |canvas| plot.draw(canvas))
    }

    fn title(&self) -> String {
        match (self.x_label.trim(), self.y_label.trim()) {
            ("", "") => "Line chart".to_owned(),
            ("", y) => format!("Line chart of {y}"),
            (x, "") => format!("Line chart over {x}"),
            (x, y) => format!("Line chart of {y} over {x}"),
        }
    }
}

/// A line chart whose axes and margins are known.
struct Plot<'a> {
    chart: &'a LineChart,
    labels: Vec<String>,
    plane: Plane,
}

impl<'a> Plot<'a> {
    /// Lays the chart out: the texts beside the curves leave them the rest of the width.
    fn new(chart: &'a LineChart, x: &[f64], y: &[f64]) -> Result<Self, FigureError> {
        let (x, y) = axes(chart, x, y)?;
        let labels: Vec<String> =
            chart.series.iter().map(|s| truncated(s.label.trim(), TEXT, MAX_LABEL_WIDTH)).collect();
        let half_x_tick = x.tick_width() / 2;
        let y_tick = y.tick_width() + GAP;
        let label = widest(&labels) + LEAD;
        let left = MARGIN + y_tick.max(half_x_tick);
        let right = SIZE.0 - MARGIN - label.max(half_x_tick);
        let plane = Plane { x, y, left, top: TOP, right, bottom: BOTTOM, size: SIZE };
        Ok(Self { chart, labels, plane })
    }

    /// Draws the axes first, so that the curves lie on top of the grid.
    fn draw(&self, canvas: &mut Canvas) {
        let plane = &self.plane;
        plane.draw_x_ticks(canvas, BOTTOM, MUTED);
        plane.draw_x_label(canvas, &self.chart.x_label);
        plane.draw_y_ticks(canvas, (plane.left, plane.right), MUTED);
        plane.draw_y_label(canvas, &truncated(&self.chart.y_label, TEXT, SIZE.0 - 2 * MARGIN));
        self.draw_curves(canvas);
        self.draw_labels(canvas);
    }

    fn draw_curves(&self, canvas: &mut Canvas) {
        for (index, series) in self.chart.series.iter().enumerate() {
            for segment in segments(&series.points, |p| is_drawable_point(p, self.chart.log_y)) {
                let points = segment.iter().map(|&p| self.plane.pixel(p)).collect();
                canvas.curve(&downsampled(points), color(index, series).curve());
            }
        }
    }

    fn draw_labels(&self, canvas: &mut Canvas) {
        let mut ends: Vec<(usize, Point)> =
            self.chart.series.iter().enumerate().filter_map(|(k, s)| self.end(k, s)).collect();
        ends.sort_by_key(|(_, (x, _))| *x);
        let side_by_side = LEAD + widest(&self.labels);
        // Labels of curves that end side by side need not move apart.
        for group in ends.chunk_by(|(_, a), (_, b)| b.0 - a.0 < side_by_side) {
            let wanted: Vec<i32> = group.iter().map(|(_, end)| end.1).collect();
            for (&(index, end), y) in group.iter().zip(separate_labels(&wanted, LABEL, TOP, BOTTOM))
            {
                self.draw_label(index, end, y, canvas);
            }
        }
    }

    fn draw_label(&self, index: usize, (x, end): Point, y: i32, canvas: &mut Canvas) {
        let color = color(index, &self.chart.series[index]);
        if (y - end).abs() > LABEL / 4 {
            canvas.leader((x + UNIT, end), (x + LEAD - 2 * UNIT, y), color.curve());
        }
        canvas.text(&self.labels[index], (x + LEAD, y), Anchor::Start, color.label());
    }

    /// Where the curve ends, if it is drawn and has a label.
    fn end(&self, index: usize, series: &Series) -> Option<(usize, Point)> {
        let last =
            series.points.iter().rfind(|&&point| is_drawable_point(point, self.chart.log_y))?;
        (!self.labels[index].is_empty()).then(|| (index, self.plane.pixel(*last)))
    }
}

fn color(index: usize, series: &Series) -> Color {
    series.color.unwrap_or(Color::ALL[index])
}

/// Axes with all points, and with these numbers.
fn axes(chart: &LineChart, at_x: &[f64], at_y: &[f64]) -> Result<(Axis, Axis), FigureError> {
    let points = || chart.series.iter().flat_map(|s| s.points.iter().copied());
    let (mut x, mut y): (Vec<f64>, Vec<f64>) =
        points().filter(|&p| is_drawable_point(p, chart.log_y)).unzip();
    let found = points().count();
    if x.is_empty() && points().any(|p| is_drawable_point(p, false)) {
        return Err(FigureError::NoPositivePoints { points: found });
    }
    if x.is_empty() {
        return Err(FigureError::NoPoints { points: found });
    }
    x.extend(at_x);
    y.extend(at_y.iter().filter(|y| is_drawable(**y, chart.log_y)));
    let vertical = if chart.log_y { Axis::logarithmic(&y) } else { Axis::linear(&y) };
    Ok((Axis::tight(&x), vertical))
}
