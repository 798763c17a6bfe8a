use super::exercise::*;

/// The four inputs, each with its exclusive or.
const TABLE: [([f64; 2], f64); 4] =
    [([0.0, 0.0], 0.0), ([0.0, 1.0], 1.0), ([1.0, 0.0], 1.0), ([1.0, 1.0], 0.0)];

/// The distance that every line must leave.
const ROOM: f64 = 0.25;

fn z(neuron: &Neuron, x: [f64; 2]) -> f64 {
    neuron.w[0] * x[0] + neuron.w[1] * x[1] + neuron.b
}

fn step(z: f64) -> f64 {
    if z >= 0.0 { 1.0 } else { 0.0 }
}

/// The outputs of the hidden neurons.
fn hidden(network: &Network, x: [f64; 2]) -> [f64; 2] {
    network.hidden.map(|neuron| step(z(&neuron, x)))
}

#[test]
fn all_four_inputs_are_right() {
    let network = xor();
    let output = |x| step(z(&network.output, hidden(&network, x)));
    let opposite = TABLE.iter().all(|(x, t)| output(*x) == 1.0 - t);
    let note =
        if opposite { " (every output is the opposite: turn the output neuron)" } else { "" };
    for (x, t) in TABLE {
        let (h, y) = (hidden(&network, x), output(x));
        let z = z(&network.output, h);
        assert!(
            y == t,
            "x = {x:?}: the hidden outputs are {h:?}, the output neuron's sum is {z}, so y = {y}, \
             expected {t}{note}"
        );
    }
}

/// A neuron without weights gives the same for all inputs, and draws no line.
#[track_caller]
fn check_room(name: &str, neuron: &Neuron, inputs: impl Iterator<Item = [f64; 2]>) {
    let norm = neuron.w[0].hypot(neuron.w[1]);
    assert!(norm > 0.0 && norm.is_finite(), "{name} draws no line: its weights are {:?}", neuron.w);
    for x in inputs {
        let distance = z(neuron, x).abs() / norm;
        assert!(
            distance >= ROOM,
            "{name}: the distance from {x:?} to the line is {distance:.3}, less than {ROOM} \
             (does the line pass halfway between the points it parts?)"
        );
    }
}

#[test]
fn the_hidden_lines_leave_room() {
    let [first, second] = xor().hidden;
    check_room("the first hidden neuron", &first, TABLE.map(|(x, _)| x).into_iter());
    check_room("the second hidden neuron", &second, TABLE.map(|(x, _)| x).into_iter());
}

#[test]
fn the_output_line_leaves_room() {
    let network = xor();
    let pairs = TABLE.map(|(x, _)| hidden(&network, x));
    check_room("the output neuron", &network.output, pairs.into_iter());
}

#[test]
fn the_hidden_neurons_differ() {
    let network = xor();
    let outputs = TABLE.map(|(x, _)| hidden(&network, x));
    assert!(
        outputs.iter().any(|[h1, h2]| h1 != h2),
        "Both hidden neurons give the same output for all four inputs, so the output neuron is as \
         good as alone with one line; it needs two"
    );
}

/// The inputs moved by less than the room, in 16 directions.
#[test]
fn noisy_inputs_are_right() {
    let network = xor();
    let output = |x| step(z(&network.output, hidden(&network, x)));
    for (x, t) in TABLE {
        let note = if output(x) == t { "" } else { " (as without the noise: mend that first)" };
        for direction in 0..16 {
            let (sin, cos) = (f64::from(direction) * std::f64::consts::TAU / 16.0).sin_cos();
            let noisy = [x[0] + 0.24 * cos, x[1] + 0.24 * sin];
            let y = output(noisy);
            assert!(
                y == t,
                "x = {noisy:.2?}, which is {x:?} and noise: y = {y}, expected {t}{note}"
            );
        }
    }
}
