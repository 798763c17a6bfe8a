//! The curves of a line chart, and what it does with numbers that cannot be shown.

use crate::common::{chart, elements, log_chart, points, series, svg, text_node, texts, ticks};
use figures::FigureError;
use roxmltree::Document;

#[test]
fn what_is_no_number_leaves_a_gap() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e151] {
        for hole in [(2.0, bad), (bad, 0.5)] {
            let data = [(0.0, 1.0), (1.0, 0.8), hole, (3.0, 0.4), (4.0, 0.2), (5.0, bad)];
            let svg = svg(&chart(vec![series("loss", &data)]));
            let document = Document::parse(&svg).unwrap();
            let curves: Vec<usize> =
                elements(&document, "polyline").into_iter().map(|c| points(c).len()).collect();
            assert_eq!(curves, [2, 2], "{hole:?}");
            text_node(&document, "loss");
        }
    }
}

#[test]
fn what_is_not_positive_leaves_a_gap_on_a_logarithmic_axis() {
    let data = [(0.0, 1.0), (1.0, 0.1), (2.0, 0.0), (3.0, -1.0), (4.0, 0.01)];
    let svg = svg(&log_chart(vec![series("loss", &data)]));
    let document = Document::parse(&svg).unwrap();
    assert_eq!(elements(&document, "polyline").len(), 1);
    assert_eq!(elements(&document, "circle").len(), 1, "the point on its own is a dot");
}

#[test]
fn a_series_without_points_is_passed_over() {
    let svg = svg(&chart(vec![series("empty", &[]), series("full", &[(0.0, 0.0), (1.0, 1.0)])]));
    let document = Document::parse(&svg).unwrap();
    assert!(texts(&document).iter().all(|(_, text)| *text != "empty"));
    assert_eq!(text_node(&document, "full").attribute("fill"), Some("var(--fig-text-2)"));
}

#[test]
fn nothing_to_draw_is_an_error_that_says_why() {
    for nothing in [vec![], vec![series("a", &[])], vec![series("a", &[(0.0, f64::NAN)])]] {
        let points = nothing.iter().map(|s| s.points.len()).sum::<usize>();
        let error = chart(nothing).draw().unwrap_err();
        assert!(matches!(error, FigureError::NoPoints { points: p } if p == points), "{error}");
    }
    let error = log_chart(vec![series("a", &[(0.0, 0.0), (1.0, -1.0)])]).draw().unwrap_err();
    assert!(matches!(error, FigureError::NoPositivePoints { points: 2 }), "{error}");
    assert!(error.to_string().contains("set `log_y` to false"));
    let error = chart(vec![series("a", &[(0.0, 0.0)]); 6]).draw().unwrap_err();
    assert!(matches!(error, FigureError::TooManySeries { found: 6, max: 5 }), "{error}");
}

#[test]
fn a_long_noisy_curve_stays_small_and_keeps_its_peaks() {
    let noise = |x: i32| (f64::from(x), (f64::from(x) * 12.9898).sin());
    let mut data: Vec<(f64, f64)> = (0..=100_000).map(noise).collect();
    data[61_803].1 = 7.0;
    data[100_000].1 = 0.5;
    let svg = svg(&chart(vec![series("noise", &data); 5]));
    assert!(svg.len() < 30_000, "{} bytes", svg.len());
    let document = Document::parse(&svg).unwrap();
    let curve = points(elements(&document, "polyline")[0]);
    let peak = curve.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
    let [x, y] = ticks(&document);
    assert_eq!(y.last().unwrap().0, "8");
    let share = (peak.0 - curve[0].0) / (curve.last().unwrap().0 - curve[0].0);
    assert!((share - 0.618).abs() < 0.002, "the peak is at its place: {share}");
    let end = *curve.last().unwrap();
    let place = |value: &str| y.iter().find(|tick| tick.0 == value).unwrap().1;
    let half = place("0") + 0.25 * (place("2") - place("0"));
    assert_eq!(end.0, x.last().unwrap().1, "the curve ends where it ended");
    assert!((end.1 - half).abs() < 10.0, "{} is not at 0.5", end.1);
    let rest = curve.iter().filter(|p| p.1 < peak.1 + 300.0).count();
    assert!(rest <= 1, "nothing else is as high");
}

#[test]
fn a_short_curve_keeps_every_point() {
    let data: Vec<(f64, f64)> = (0..500).map(|x| (f64::from(x), f64::from(x % 7))).collect();
    let svg = svg(&chart(vec![series("", &data)]));
    assert_eq!(points(elements(&Document::parse(&svg).unwrap(), "polyline")[0]).len(), 500);
}
