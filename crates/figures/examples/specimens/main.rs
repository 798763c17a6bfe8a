//! Draws one figure of each kind, to be looked at: `cargo run -p figures --example specimens`.
//!
//! The files are in `target/gradus/figures/`. Open them in a browser, in a light and a dark theme.

mod time;

use std::error::Error;
use std::path::Path;

use figures::{
    Arrow, CaptionedImage, ConfusionMatrix, DecisionBoundary, Diagram, Figure, Frame, HalfPlane,
    HeatMap, ImageGrid, LineChart, Node, PointGroup, Region, Scatter, Series, Slider, WeightImages,
};

fn main() -> Result<(), Box<dyn Error>> {
    // Where cargo runs it, which need not be where it was compiled.
    let package = std::env::var("CARGO_MANIFEST_DIR")?;
    let workspace = Path::new(&package).ancestors().nth(2);
    let folder = workspace.ok_or("crates/figures has no workspace")?.join("target/gradus/figures");
    let figures = [
        ("losses", losses()?),
        ("accuracy", accuracy()?),
        ("confusion", confusion()?),
        ("images", images()?),
        ("weights", weights()?),
        ("scatter", scatter()?),
        ("heat", heat()?),
        ("diagram", diagram()?),
        ("slider", slider()?),
        ("bars", time::bars()?),
        ("roofline", time::roofline()?),
        ("timeline", time::timeline()?),
    ];
    for (name, figure) in figures {
        let path = folder.join(name).with_extension("svg");
        figure.save(&path)?;
        println!("{}", path.display());
    }
    Ok(())
}

/// Gradient descent on y = x², for learning rates on both sides of 1, where it begins to diverge.
fn slider() -> Result<Figure, Box<dyn Error>> {
    let parabola: Vec<_> = (-40..=40).map(|i| f64::from(i) / 20.0).map(|x| (x, x * x)).collect();
    let frame = |i: i32| -> Result<Frame, Box<dyn Error>> {
        let rate = f64::from(i) * 0.02;
        let path = std::iter::successors(Some(1.6), |x| Some(x - rate * 2.0 * x));
        let path = path.take(12).take_while(|x: &f64| x.abs() <= 2.0).map(|x| (x, x * x)).collect();
        let chart = LineChart {
            description: format!("The path of gradient descent with the learning rate {rate:.2}."),
            x_label: "x".into(),
            y_label: "y = x²".into(),
            series: vec![
                Series { points: parabola.clone(), ..Series::default() },
                Series { points: path, ..Series::default() },
            ],
            ..LineChart::default()
        };
        let figure = chart.draw_within((-2.0, 2.0), (0.0, 4.0))?;
        Ok(Frame { value: format!("{rate:.2}"), figure })
    };
    Ok(Slider {
        description:
            "Small learning rates creep down one side of the parabola; above 0.5 the path \
                      jumps from side to side; at 1 it stays where it is, and beyond it leaves."
                .into(),
        label: "learning rate η".into(),
        frames: (1..=52).map(frame).collect::<Result<_, _>>()?,
        start: 7,
    }
    .draw()?)
}

/// Exponential decay to a floor, with some noise that repeats on every run.
fn losses() -> Result<Figure, Box<dyn Error>> {
    let curve = |label: &str, speed: f64, floor: f64| {
        let loss = |epoch: f64| {
            let noise = 1.0 + 0.04 * (epoch * epoch * 12.9898).sin();
            (epoch, (2.3 * (-speed * epoch).exp() + floor) * noise)
        };
        let points = (1..=300).map(|epoch| loss(f64::from(epoch))).collect();
        Series { label: label.into(), points, ..Series::default() }
    };
    Ok(LineChart {
        description: "Adam reaches a loss of 0.03 in 100 epochs; momentum stays above 0.1 and \
                      plain gradient descent above 0.3."
            .into(),
        x_label: "epoch".into(),
        y_label: "training loss (logarithmic)".into(),
        log_y: true,
        series: vec![
            curve("plain", 0.012, 0.30),
            curve("momentum", 0.03, 0.12),
            curve("Adam", 0.06, 0.03),
        ],
    }
    .draw()?)
}

/// Curves that end close together, so that their labels have to move apart.
fn accuracy() -> Result<Figure, Box<dyn Error>> {
    let curve = |label: &str, last: f64| {
        let accuracy = |epoch: i32| (f64::from(epoch), last - 0.09 * 0.6_f64.powi(epoch - 1));
        Series { label: label.into(), points: (1..=12).map(accuracy).collect(), color: None }
    };
    Ok(LineChart {
        description: "All five networks end between 97.5 and 98.4 % after 12 epochs.".into(),
        x_label: "epoch".into(),
        y_label: "test accuracy".into(),
        log_y: false,
        series: vec![
            curve("sigmoid", 0.975),
            curve("tanh", 0.981),
            curve("ReLU", 0.983),
            curve("GELU", 0.984),
            curve("SiLU", 0.9835),
        ],
    }
    .draw()?)
}

fn confusion() -> Result<Figure, Box<dyn Error>> {
    let errors = [(4, 9, 21), (9, 4, 14), (7, 2, 12), (3, 5, 9), (5, 3, 8), (8, 3, 6), (2, 7, 5)];
    let mut counts = vec![vec![0; 10]; 10];
    for (class, row) in counts.iter_mut().enumerate() {
        row[class] = 965 + 11 * (class as u32 * 7 % 10);
        row[(class + 6) % 10] = class as u32 % 4;
    }
    for (class, predicted, count) in errors {
        counts[class][predicted] = count;
    }
    Ok(ConfusionMatrix {
        description: "Nearly all digits are recognized; the most frequent error is to take a 4 \
                      for a 9, 21 times."
            .into(),
        classes: (0..10).map(|digit: u32| digit.to_string()).collect(),
        counts,
    }
    .draw()?)
}

/// Rings that open step by step, on a grid of 28 × 28 pixels as in MNIST.
fn images() -> Result<Figure, Box<dyn Error>> {
    let image = |k: usize| {
        let ink = |pixel: usize| {
            let (x, y) = ((pixel % 28) as f32 - 13.5, (pixel / 28) as f32 - 13.5);
            let ring = 1.0 - ((x.hypot(1.3 * y) - 9.0).abs() / 2.5).powi(2);
            let gap = (y.atan2(x) - 0.6 * k as f32 + 3.0).abs() < 0.25 * k as f32;
            if gap { 0.0 } else { ring.clamp(0.0, 1.0) }
        };
        let caption = format!("true {}, said {k}, 9{k}.8 %", (k + 3) % 10);
        CaptionedImage { pixels: (0..784).map(ink).collect(), width: 28, height: 28, caption }
    };
    Ok(ImageGrid {
        description: "Ten rings, opened more and more.".into(),
        columns: 5,
        images: (0..10).map(image).collect(),
    }
    .draw()?)
}

/// Waves that turn step by step.
fn weights() -> Result<Figure, Box<dyn Error>> {
    let image = |k: usize| {
        let wave = |pixel: usize| {
            let (x, y) = ((pixel % 8) as f32 - 3.5, (pixel / 8) as f32 - 3.5);
            let (sin, cos) = (0.6 * k as f32).sin_cos();
            (0.9 * (x * cos + y * sin)).sin() * (-0.05 * (x * x + y * y)).exp()
        };
        let caption = format!("{k} turns of 34°");
        CaptionedImage { pixels: (0..64).map(wave).collect(), width: 8, height: 8, caption }
    };
    Ok(WeightImages {
        description: "Five waves, each turned a little further.".into(),
        columns: 5,
        images: (0..5).map(image).collect(),
    }
    .draw()?)
}

fn scatter() -> Result<Figure, Box<dyn Error>> {
    let cloud = |x: f64, y: f64| {
        let around = |k: i32| {
            let (sin, cos) = f64::from(k * k).sin_cos();
            (x + 0.05 * f64::from(k) * cos, y + 0.05 * f64::from(k) * sin)
        };
        (0..20).map(around).collect()
    };
    let line = |label: &str, w: [f64; 2], b: f64, strength: f64| DecisionBoundary {
        label: label.into(),
        side: HalfPlane { w, b },
        strength,
    };
    let last = HalfPlane { w: [1.0, 1.2], b: -4.6 };
    Ok(Scatter {
        description: "Two clouds of points, and three lines that part them better and better."
            .into(),
        x_label: "width".into(),
        y_label: "height".into(),
        groups: vec![
            PointGroup { label: "sparrows".into(), points: cloud(1.2, 1.2), hollow: true },
            PointGroup { label: "crows".into(), points: cloud(3.0, 2.9), hollow: false },
        ],
        lines: vec![
            line("first", [1.0, -0.2], -1.2, 0.3),
            line("second", [0.4, 1.0], -2.0, 0.5),
            line("last", last.w, last.b, 1.0),
        ],
        regions: vec![
            Region { group: 0, sides: vec![last.opposite()] },
            Region { group: 1, sides: vec![last] },
        ],
        paths: vec![Series {
            label: "a way".into(),
            points: vec![(1.2, 1.2), (3.0, 2.9)],
            color: None,
        }],
    }
    .draw()?)
}

fn heat() -> Result<Figure, Box<dyn Error>> {
    let valley = |x: f64, y: f64| 0.05 + (x - 1.0).powi(2) + 4.0 * (y - 0.4 * x).powi(2);
    let middle = |k: i32, low: f64| low + (f64::from(k) + 0.5) * 4.0 / 64.0;
    let row = |k: i32| (0..64).map(|i| valley(middle(i, -2.0), middle(k, -2.0))).collect();
    let steps = |k: i32| {
        let x = 1.0 - 2.5 * 0.7_f64.powi(k);
        (x, 0.4 * x + 1.5 * (-0.6_f64).powi(k))
    };
    Ok(HeatMap {
        description: "A long valley, and a path that swings from side to side down into it.".into(),
        x_label: "weight".into(),
        y_label: "bias".into(),
        x: (-2.0, 2.0),
        y: (-2.0, 2.0),
        rows: (0..64).map(row).collect(),
        log: true,
        paths: vec![Series {
            label: "start".into(),
            points: (0..12).map(steps).collect(),
            color: None,
        }],
    }
    .draw()?)
}

fn diagram() -> Result<Figure, Box<dyn Error>> {
    let inputs = (0..3).map(|k| Node::text((30, 40 + 60 * k), ["x₁", "x₂", "x₃"][k as usize]));
    let weight =
        |from: usize| Arrow {
            from, to: 3, label: ["w₁", "w₂", "w₃"][from].into(), label_at: 0.45
        };
    let middle = [Node::circle((190, 100), "Σ + b"), Node::circle((300, 100), "f")];
    let out = Node::text((400, 100), "y");
    Ok(Diagram {
        description: "Three inputs, weighed and added up with a bias, pass through f.".into(),
        size: (430, 200),
        nodes: inputs.chain(middle).chain([out]).collect(),
        arrows: (0..3)
            .map(weight)
            .chain([
                Arrow { from: 3, to: 4, label: "z".into(), ..Arrow::default() },
                Arrow { from: 4, to: 5, ..Arrow::default() },
            ])
            .collect(),
    }
    .draw()?)
}
