//! Figures of where time goes.

use figures::{Bar, BarChart, Figure, Moment, Roof, Roofline, RooflinePoint, Span, Timeline};
use std::error::Error;

/// Where the time of two training steps might go.
pub fn bars() -> Result<Figure, Box<dyn Error>> {
    let bar = |label: &str, parts: [f64; 3]| Bar {
        label: label.into(),
        parts: parts.into(),
        note: format!("{:.2} ms", parts.iter().sum::<f64>()),
    };
    let chart = BarChart {
        description: "The backward pass is the longest part of both bars.".into(),
        x_label: "milliseconds a step".into(),
        parts: ["forward", "backward", "optimizer"].map(String::from).into(),
        bars: vec![bar("dense, batch of 32", [0.03, 0.05, 0.02]), bar("LeNet", [0.4, 0.8, 0.1])],
    };
    Ok(chart.draw()?)
}

/// Four threads that come to a barrier one after the other, and go on in another order.
pub fn timeline() -> Result<Figure, Box<dyn Error>> {
    let turn =
        |(at, row): (usize, &usize)| Span { row: *row, from: at as f64, to: at as f64 + 1.0 };
    let timeline = Timeline {
        description: "Threads 2, 0, 3, 1 come to the barrier; then 1, 2, 0, 3 go on.".into(),
        x_label: "turns".into(),
        rows: (0..4).map(|thread| format!("thread {thread}")).collect(),
        spans: [2, 0, 3, 1, 1, 2, 0, 3].iter().enumerate().map(turn).collect(),
        moments: vec![Moment { at: 4.0, label: "barrier".into() }],
    };
    Ok(timeline.draw()?)
}

/// Two roofs, and operations below them, some close to each other.
pub fn roofline() -> Result<Figure, Box<dyn Error>> {
    let point =
        |label: &str, intensity, rate| RooflinePoint { label: label.into(), intensity, rate };
    let roof = |label: &str, bandwidth, peak| Roof { label: label.into(), bandwidth, peak };
    let chart = Roofline {
        description: "Element-wise operations lie on the slope, products below the level part."
            .into(),
        roofs: vec![roof("one core", 15.0, 90.0), roof("two cores", 25.0, 180.0)],
        points: vec![
            point("ReLU", 0.125, 1.6),
            point("sum", 0.25, 3.4),
            point("Adam", 0.43, 4.0),
            point("softmax", 1.1, 3.0),
            point("product, 1", 0.5, 6.5),
            point("product, 32", 12.0, 60.0),
            point("product, 256", 40.0, 80.0),
        ],
    };
    Ok(chart.draw()?)
}
