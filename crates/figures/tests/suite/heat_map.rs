//! Heights as bands, and paths that stay on the map.

use crate::common::{assert_inside, elements, runs, text_node, transform};
use figures::{FigureError, HeatMap, Series};
use roxmltree::Document;

/// Heights that grow to the right and, ten times as fast, upwards.
fn slope(cells: usize) -> HeatMap {
    let row = |k: usize| (0..cells).map(|i| 1.0 + (i + 10 * k) as f64).collect();
    HeatMap {
        description: "A slope.".into(),
        x_label: "w".into(),
        y_label: "b".into(),
        x: (-1.0, 1.0),
        y: (0.0, 4.0),
        rows: (0..cells).map(row).collect(),
        ..HeatMap::default()
    }
}

/// How strong each cell's colour is, row by row from the top.
fn strengths(map: &HeatMap) -> Vec<f64> {
    let svg = map.draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let cells = map.rows.len();
    let mut found = vec![0.0; cells * cells];
    let groups = elements(&document, "g");
    let group = groups.first().expect("the cells");
    for path in group.children().filter(|node| node.has_tag_name("path")) {
        let opacity = path.attribute("opacity").map_or(1.0, |text| text.parse().unwrap());
        for (x, y, length) in runs(path) {
            found[y * cells + x..][..length].fill(opacity);
        }
    }
    found
}

#[test]
fn the_lowest_shows_the_page_and_the_highest_the_full_colour() {
    let map = slope(20);
    let found = strengths(&map);
    assert_eq!(found[19], 1.0, "upper right");
    assert_eq!(found[19 * 20], 0.0, "lower left");
    let heights = map.rows.iter().rev().flatten();
    let mut sorted: Vec<(f64, f64)> = heights.copied().zip(found).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(sorted.windows(2).all(|pair| pair[0].1 <= pair[1].1), "higher is never paler");
}

#[test]
fn on_a_logarithmic_map_equal_ratios_are_equal_steps() {
    let doubled = |k: usize| (0..21).map(|i| 2f64.powi((i + k) as i32)).collect();
    let map = HeatMap { log: true, rows: (0..21).map(doubled).collect(), ..slope(21) };
    let found = strengths(&map);
    let diagonal: Vec<f64> = (0..20).map(|k| found[(20 - k) * 21 + k]).collect();
    assert!(diagonal.windows(2).all(|pair| (pair[1] - pair[0] - 0.05).abs() < 0.051));
}

#[test]
fn a_flat_map_is_empty() {
    let map = HeatMap { rows: vec![vec![3.0; 4]; 4], ..slope(4) };
    assert!(strengths(&map).iter().all(|strength| *strength == 0.0));
}

#[test]
fn the_path_lies_on_the_map_and_cells_fill_it() {
    let points = vec![(-1.0, 0.0), (0.0, 2.0), (5.0, 2.0), (1.0, 4.0)];
    let path = Series { label: "start".into(), points, color: None };
    let map = HeatMap { paths: vec![path], ..slope(40) };
    let figure = map.draw().unwrap();
    assert_inside(&figure);
    let svg = figure.inline();
    let document = Document::parse(&svg).unwrap();
    text_node(&document, "start");
    let line = crate::common::points(elements(&document, "polyline")[0]);
    assert_eq!(line.len(), 3, "the point beside the map is left out");
    let (left, top, scale) = transform(elements(&document, "g")[0]);
    let side = 40.0 * scale;
    assert_eq!(line[0], (left, top + side));
    assert_eq!(line[1], (left + side / 2.0, top + side / 2.0));
    assert_eq!(line[2], (left + side, top));
}

/// A range that no round ticks end is not rounded: the cells would no longer be where they belong.
#[test]
fn ticks_stand_where_the_cells_are() {
    let svg = HeatMap { x: (-2.0, 10.0), ..slope(40) }.draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let (left, _, scale) = transform(elements(&document, "g")[0]);
    let is_tick = |node: &roxmltree::Node| {
        node.attribute("fill") == Some("var(--fig-muted)")
            && node.attribute("text-anchor") == Some("middle")
    };
    let ticks = crate::common::texts(&document).into_iter().filter(|(node, _)| is_tick(node));
    let ticks: Vec<(&str, f64)> =
        ticks.map(|(n, text)| (text, crate::common::number(n, "x"))).collect();
    assert!(ticks.len() >= 3, "{ticks:?}");
    for (text, at) in ticks {
        let value: f64 = text.replace('−', "-").parse().unwrap();
        let place = left + 40.0 * scale * (value + 2.0) / 12.0;
        assert!((at - place).abs() < 1.0, "{value} is at {at}, not at {place}");
    }
}

#[test]
fn heights_that_cannot_be_drawn_are_an_error() {
    for rows in [vec![], vec![vec![1.0]], vec![vec![1.0; 3]; 2], vec![vec![1.0; 129]; 129]] {
        let error = HeatMap { rows, ..slope(2) }.draw().unwrap_err();
        assert!(matches!(error, FigureError::HeightCount { row: 0, max: 128, .. }), "{error}");
    }
    for x in [(1.0, 1.0), (2.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
        let error = HeatMap { x, ..slope(2) }.draw().unwrap_err();
        assert!(matches!(error, FigureError::Range { .. }), "{error}");
    }
    let mut map = slope(3);
    map.rows[1][2] = f64::NAN;
    let error = map.draw().unwrap_err();
    assert!(matches!(error, FigureError::Height { row: 1, column: 2, .. }), "{error}");
    let mut map = HeatMap { log: true, ..slope(3) };
    map.rows[2][0] = 0.0;
    let error = map.draw().unwrap_err();
    assert!(error.to_string().contains("above zero on a logarithmic scale"), "{error}");
}
