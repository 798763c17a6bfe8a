//! Figures with a slider: frames in one drawing.

use crate::common::elements;
use figures::{Figure, FigureError, Frame, LineChart, Series, Slider};
use roxmltree::Document;

fn chart(height: f64) -> Figure {
    let points = vec![(0.0, 0.0), (1.0, height)];
    let chart = LineChart {
        description: "A rise.".into(),
        x_label: "time".into(),
        series: vec![Series { points, ..Series::default() }],
        ..LineChart::default()
    };
    chart.draw_within((0.0, 1.0), (0.0, 4.0)).unwrap()
}

fn slider(frames: usize, start: usize) -> Slider {
    let frame = |i: usize| Frame { value: format!("<{i}>"), figure: chart(i as f64 / 20.0) };
    Slider {
        description: "It rises.".into(),
        label: "height \"h\"".into(),
        frames: (0..frames).map(frame).collect(),
        start,
    }
}

#[test]
fn what_frames_share_is_there_once_and_one_frame_is_shown() {
    let svg = slider(3, 1).draw().unwrap().standalone();
    let document = Document::parse(&svg).unwrap();
    assert_eq!(document.root_element().attribute("data-slider"), Some("height \"h\""));
    let frames: Vec<_> = elements(&document, "g")
        .into_iter()
        .filter(|it| it.attribute("class") == Some("frame"))
        .collect();
    let values: Vec<_> = frames.iter().map(|it| it.attribute("data-value").unwrap()).collect();
    assert_eq!(values, ["<0>", "<1>", "<2>"]);
    let displayed: Vec<_> = frames.iter().map(|it| it.attribute("display")).collect();
    assert_eq!(displayed, [Some("none"), None, Some("none")]);
    // A curve of its own in each, and the axes in none.
    for frame in frames {
        let names: Vec<_> =
            frame.children().filter(|it| it.is_element()).map(|it| it.tag_name().name()).collect();
        assert_eq!(names, ["polyline"]);
    }
    assert_eq!(svg.matches(">time</text>").count(), 1);
}

#[test]
fn frames_that_do_not_go_together_are_refused() {
    for (frames, start) in [(0, 0), (1, 0), (61, 0), (3, 3)] {
        let error = slider(frames, start).draw().unwrap_err();
        assert!(
            matches!(error, FigureError::FrameCount { found, .. } if found == frames),
            "{error}"
        );
    }
    slider(60, 59).draw().unwrap();
    let mut other = slider(3, 0);
    other.frames[2].figure = figures::Diagram {
        description: "A node.".into(),
        size: (100, 50),
        ..figures::Diagram::default()
    }
    .draw()
    .unwrap();
    assert!(matches!(other.draw(), Err(FigureError::FrameSize { frame: 2 })));
    let mut silent = slider(3, 0);
    silent.description = " ".into();
    assert!(matches!(silent.draw(), Err(FigureError::NoDescription)));
    let mut large = slider(60, 0);
    for (i, frame) in (0..).zip(&mut large.frames) {
        let points = (0..600).map(|x| (f64::from(x), f64::from(x * (7919 + i) % 1000))).collect();
        let series = vec![Series { points, ..Series::default() }];
        let chart = LineChart { description: "Noise.".into(), series, ..LineChart::default() };
        frame.figure = chart.draw_within((0.0, 600.0), (0.0, 1000.0)).unwrap();
    }
    match large.draw() {
        Err(FigureError::FrameBytes { found, max }) => assert!(found > max),
        other => panic!("{:?}", other.map(|it| it.inline().len())),
    }
}
