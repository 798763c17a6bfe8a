//! The axes of a line chart: round ticks for every range, and points where they belong.

use crate::common::{bounds, chart, elements, log_chart, points, series, svg, ticks};
use figures::LineChart;
use roxmltree::Document;

/// The number that a tick's text means.
fn meaning(text: &str) -> f64 {
    let text = text.replace('−', "-");
    let lowered = |c: char| match c {
        '⁻' => '-',
        _ => {
            char::from_digit("⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|d| d == c).unwrap() as u32, 10).unwrap()
        }
    };
    let (factor, power) = match text.split_once('×') {
        Some((factor, power)) => (factor.parse().unwrap(), power),
        None if text.starts_with("10") && !text.is_ascii() => (1.0, &text[..]),
        None => return text.parse().unwrap(),
    };
    let exponent: String = power.strip_prefix("10").unwrap().chars().map(lowered).collect();
    format!("{factor}e{exponent}").parse().unwrap()
}

/// Ranges from tiny to huge, narrow to wide, in a sequence that repeats.
fn ranges() -> impl Iterator<Item = (f64, f64)> {
    (1..3000).map(|k| {
        let k = f64::from(k);
        let low = (k * 0.7391).sin() * 10_f64.powf((k * 0.1377).sin() * 12.0);
        let width = low.abs() * 10_f64.powf((k * 0.3173).cos() * 6.0);
        (low, low + width)
    })
}

#[test]
fn points_stand_where_the_ticks_say() {
    let data = [(0.0, 0.0), (4.0, 40.0), (8.0, 20.0)];
    let svg = svg(&chart(vec![series("", &data)]));
    let document = Document::parse(&svg).unwrap();
    let [x, y] = ticks(&document);
    assert_eq!(x.iter().map(|t| &t.0[..]).collect::<Vec<_>>(), ["0", "2", "4", "6", "8"]);
    assert_eq!(y.iter().map(|t| &t.0[..]).collect::<Vec<_>>(), ["0", "10", "20", "30", "40"]);
    let curve = points(elements(&document, "polyline")[0]);
    for ((px, py), (text_x, text_y)) in
        curve.into_iter().zip([("0", "0"), ("4", "40"), ("8", "20")])
    {
        let place = |axis: &[(String, f64)], text| axis.iter().find(|t| t.0 == text).unwrap().1;
        assert_eq!(px, place(&x, text_x));
        assert!((py - place(&y, text_y)).abs() < 10.0, "text is lowered by a tenth of its size");
    }
}

#[test]
fn ratios_are_equally_high_on_a_logarithmic_axis() {
    let svg = svg(&log_chart(vec![series("", &[(0.0, 1.0), (1.0, 0.01), (2.0, 0.0001)])]));
    let document = Document::parse(&svg).unwrap();
    let curve = points(elements(&document, "polyline")[0]);
    assert!(((curve[1].1 - curve[0].1) - (curve[2].1 - curve[1].1)).abs() <= 1.0);
    let [_, y] = ticks(&document);
    assert_eq!(
        y.iter().map(|t| &t.0[..]).collect::<Vec<_>>(),
        ["0.0001", "0.001", "0.01", "0.1", "1"]
    );
}

#[test]
fn four_to_six_round_ticks_span_every_range() {
    for (low, high) in ranges() {
        let svg = svg(&chart(vec![series("", &[(low, low), (high, high)])]));
        let document = Document::parse(&svg).unwrap();
        for ticks in ticks(&document) {
            assert!((4..=6).contains(&ticks.len()), "{low}..{high}: {ticks:?}");
        }
        let [_, y] = ticks(&document);
        let values: Vec<f64> = y.iter().map(|t| meaning(&t.0)).collect();
        let step = values[1] - values[0];
        for pair in values.windows(2) {
            assert!((pair[1] - pair[0] - step).abs() < 1e-6 * step, "{low}..{high}: {y:?}");
        }
        let slack = 1e-6 * step;
        assert!(values[0] <= low + slack && values[values.len() - 1] >= high - slack, "{y:?}");
        assert!(values[0] > low - step && values[values.len() - 1] < high + step, "{y:?}");
    }
}

#[test]
fn four_to_six_ticks_span_every_logarithmic_range() {
    for (low, high) in ranges() {
        let (low, high) = (low.abs(), low.abs() + (high - low));
        let svg = svg(&log_chart(vec![series("", &[(0.0, low), (1.0, high)])]));
        let [_, y] = ticks(&Document::parse(&svg).unwrap());
        assert!((4..=6).contains(&y.len()), "{low}..{high}: {y:?}");
        let values: Vec<f64> = y.iter().map(|t| meaning(&t.0)).collect();
        assert!(values.is_sorted_by(|a, b| a < b), "{y:?}");
        assert!(
            values[0] <= low * 1.000_001 && values[values.len() - 1] >= high * 0.999_999,
            "{y:?}"
        );
    }
}

#[test]
fn epochs_are_integers() {
    for last in 2..=400 {
        let data: Vec<(f64, f64)> =
            (1..=last).map(|x| (f64::from(x), 0.5 / f64::from(x))).collect();
        let svg = svg(&chart(vec![series("", &data)]));
        let [x, _] = ticks(&Document::parse(&svg).unwrap());
        assert!(x.iter().all(|t| t.0.parse::<u32>().is_ok()), "{x:?}");
        let expected = if last < 4 { 2..=3 } else { 4..=6 };
        assert!(expected.contains(&x.len()), "1..={last}: {x:?}");
    }
}

#[test]
fn one_point_and_constant_values_stand_amid_the_axes() {
    for value in [0.0, 1.0, -3.0, 0.125, 1e-12, -1e120, 1e150, 5e-324] {
        for log_y in [false, true] {
            if log_y && value < 1e-150 {
                continue;
            }
            let one = chart(vec![series("one", &[(value, value)])]);
            let constant = chart(vec![series("same", &[(0.0, value), (1.0, value)])]);
            for plain in [one, constant] {
                let svg = svg(&LineChart { log_y, ..plain });
                let document = Document::parse(&svg).unwrap();
                let drawn = document
                    .descendants()
                    .find(|n| n.has_tag_name("circle") || n.has_tag_name("polyline"))
                    .unwrap();
                let y = bounds(drawn).top;
                assert!((200.0..1200.0).contains(&y), "{value}: {y}");
            }
        }
    }
}

#[test]
fn the_widest_ranges_are_drawn() {
    let all = [(-1e150, 1e150), (1e-150, 1e150), (0.0, 1e-320), (1.0, 1.0 + f64::EPSILON)];
    for (low, high) in all {
        let both = vec![series("wide", &[(low, low), (high, high)])];
        for log_y in [false, low > 0.0] {
            let svg = svg(&LineChart { log_y, ..chart(both.clone()) });
            let [_, y] = ticks(&Document::parse(&svg).unwrap());
            assert!((4..=6).contains(&y.len()), "{low}..{high}: {y:?}");
            let distances = y.windows(2).map(|pair| pair[0].1 - pair[1].1);
            assert!(distances.min_by(f64::total_cmp).unwrap() > 150.0, "{low}..{high}: {y:?}");
        }
    }
}
