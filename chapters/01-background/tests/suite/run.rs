//! The programs, run as a reader runs them.

use programs::{FreshRun, Program, temp_dir};

#[track_caller]
fn run(program: &'static str, arguments: &[&str]) -> FreshRun {
    Program::new(program).run_in_temp_dir(arguments)
}

#[test]
fn the_first_program_learns() {
    let ended = run("first", &[]);
    assert!(ended.number("before") < 0.3, "{}", ended.stdout);
    assert!(ended.number("after") > 0.95, "{}", ended.stdout);
    let reader = ch01::Reader::load(&ended.out.path().join("model.safetensors")).expect("saved");
    assert!((reader.accuracy(&data::digits().test) - ended.number("after")).abs() < 1e-9);
}

#[test]
fn strangers_are_taken_for_digits() {
    let ended = run("strangers", &[]);
    assert!(ended.number("drawn_right") >= 8.0, "{}", ended.stdout);
    assert!(ended.number("shaken_right") >= 0.9 * ended.number("shaken"), "{}", ended.stdout);
    let confident = ["E", "a_plus", "a_heart", "a_house"]
        .iter()
        .filter(|name| ended.number(&format!("{name}_probability")) > 0.9);
    assert!(confident.count() >= 2, "{}", ended.stdout);
    assert!(ended.number("noise_confident") > 100.0, "{}", ended.stdout);
}

#[test]
fn augmentation_helps_with_another_hand() {
    let ended = run("augment", &["--seeds", "1"]);
    assert!(ended.number("drawn_9") > ended.number("drawn_0") + 0.02, "{}", ended.stdout);
    assert!(ended.number("tested_0") > 0.95, "{}", ended.stdout);
}

#[test]
fn compute_doubles_faster_since_2010() {
    let ended = run("compute", &[]);
    let months = |era: &str| ["low", "months", "high"].map(|n| ended.number(&format!("{era}_{n}")));
    let ([low, before, high], [_, since, until]) = (months("before_2010"), months("since_2010"));
    assert!(low < before && before < high && until < low, "{}", ended.stdout);
    assert!((4.0..7.0).contains(&since) && (12.0..24.0).contains(&before), "{}", ended.stdout);
}

#[test]
fn the_calculator_takes_a_description_and_says_what_is_wrong() {
    let out = temp_dir();
    let calculator = Program::new("calculator");
    let file = out.path().join("mine.toml");
    let text =
        "name = \"mine\"\ninput = [1, 8, 8]\nlayers = [{ kind = \"dense\", outputs = 10 }]\n";
    std::fs::write(&file, text).expect("a file");
    let file = file.to_str().expect("a path");
    let ended = calculator.run_ok(out.path(), &["--file", file, "--batch", "1"]);
    assert!(ended.stdout.contains("mine, input [1, 8, 8]"), "{}", ended.stdout);
    assert!(ended.stdout.contains("650"), "{}", ended.stdout);
    std::fs::write(file, "name = 1").expect("a file");
    let error = calculator.run_err(out.path(), &["--file", file]);
    assert!(error.contains("is no description"), "{error}");
    let error = calculator.run_err(out.path(), &["lenet"]);
    assert!(error.contains("lenet-5, alexnet, vgg-16"), "{error}");
}

#[test]
fn a_request_is_measured() {
    let ended = run("latency", &["--times", "20"]);
    assert!(ended.number("request_us") > ended.number("predict_us"), "{}", ended.stdout);
}
