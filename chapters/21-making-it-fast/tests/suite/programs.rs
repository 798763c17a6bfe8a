//! The chapter's programs: that each shows what the page says it shows.

use programs::{Program, temp_dir};

const PRODUCT_LADDER: Program = Program::new("product_ladder");
const ACCESS_ORDER: Program = Program::new("access_order");
const ROOFLINE: Program = Program::new("roofline");
const OVERHEAD: Program = Program::new("overhead");
const STEP_PROFILE: Program = Program::new("step_profile");
const STEP_BY_RUNG: Program = Program::new("step_by_rung");
const BARRIER: Program = Program::new("barrier");
const LAUNCHES: Program = Program::new("launches");

#[test]
fn three_orders_fetch_what_the_page_says() {
    let ended = ACCESS_ORDER.run_in_temp_dir(&[]);
    // Down a column each element is in another line, and there are more rows than lines in the cache.
    assert!(ended.number("naive_each") > 8.0, "{}", ended.stdout);
    // A line for eight products, and half as much again for the rest.
    assert!((1.0..1.2).contains(&ended.number("reordered_each")), "{}", ended.stdout);
    // 2/b, less what stays in the cache from one block to the next, and what C adds.
    assert!((0.12..0.3).contains(&ended.number("blocked_each")), "{}", ended.stdout);
    for figure in ["orders", "panels"] {
        assert!(ended.out.path().join(figure).with_extension("svg").is_file(), "{figure}");
    }
}

#[test]
fn the_ladder_checks_its_products_and_measures_them() {
    let ended = PRODUCT_LADDER.run_in_temp_dir(&["--size", "100", "--rounds", "1"]);
    for rung in ["naive", "reordered", "blocked", "packed", "tiled", "threaded", "book"] {
        assert!(ended.number(rung) > 0.0, "{rung}");
    }
    assert_eq!(ended.number("naive_gain"), 1.0);
    assert!(ended.out.path().join("ladder.svg").is_file());
}

#[test]
fn the_roofline_bounds_what_it_should() {
    let ended = ROOFLINE.run_in_temp_dir(&["--millions", "1", "--rounds", "1"]);
    assert_eq!(ended.number("relu_intensity"), 0.125);
    assert_eq!(ended.number("sum_intensity"), 0.25);
    // 2·m·k·n over four bytes of each matrix, k = n = 4096.
    assert_eq!(ended.number("product_1_intensity"), 0.5);
    assert_eq!(ended.number("product_32_intensity"), 15.754);
    assert!(ended.number("peak_1") > 0.0 && ended.number("bandwidth_1") > 0.0);
    assert!(ended.out.path().join("roofline.svg").is_file());
}

#[test]
fn overheads_are_measured() {
    let ended = OVERHEAD.run_in_temp_dir(&["--rounds", "1"]);
    for what in ["join", "entry", "relu_0", "relu_7", "half"] {
        assert!(ended.number(what) > 0.0, "{what}");
    }
    assert!(ended.number("relu_0") > ended.number("relu_4"), "many elements share the overhead");
    assert!(ended.out.path().join("overhead.svg").is_file());
}

#[test]
fn the_parts_of_a_step_are_its_whole() {
    let ended = STEP_PROFILE.run_in_temp_dir(&["--steps", "2"]);
    for step in ["mlp_32", "mlp_256", "lenet_32", "lenet_256"] {
        for threads in if ended.number("threads") > 1.0 { &["1", "all"][..] } else { &["1"] } {
            let number = |what: &str| ended.number(&format!("{step}_{what}_{threads}"));
            let parts = ["batch", "forward", "loss", "backward", "optimizer"].map(number);
            assert!(parts.iter().all(|time| *time > 0.0), "{step}: {parts:?}");
            let sum: f64 = parts.iter().sum();
            assert!((sum - number("total")).abs() < 0.05, "{step}: {sum}");
        }
        // With one thread there is nothing to compare.
        if ended.number("threads") > 1.0 {
            let [serial, speedup] =
                ["serial", "speedup"].map(|what| ended.number(&format!("{step}_{what}")));
            assert!((0.0..=1.0).contains(&serial), "{step}: {serial}");
            assert!(speedup > 0.0 && (serial < 1.0 || speedup <= 1.01), "{step}: {speedup}");
        }
    }
    assert!(ended.out.path().join("step-profile.svg").is_file());
}

#[test]
fn a_step_with_each_product_has_the_same_loss() {
    // The program itself compares the losses, and fails if they differ.
    let ended = STEP_BY_RUNG.run_in_temp_dir(&["--batch", "4", "--rounds", "1"]);
    assert!(ended.number("naive") > 0.0 && ended.number("crates") > 0.0);
}

#[test]
fn a_barrier_is_drawn_and_a_missing_one_is_found() {
    let out = temp_dir();
    let run = BARRIER.command(out.path()).output().expect("the program can be started");
    let ended = programs::RunOutput::from(run);
    if ended.stderr.contains("no pretend GPU here") {
        println!("skipped: {}", ended.stderr);
        return;
    }
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stdout.contains("the sum is 36"), "{}", ended.stdout);
    assert_eq!(ended.stdout.matches("barrier in line 9").count(), 3, "{}", ended.stdout);
    assert!(ended.stdout.contains("is a barrier missing?"), "{}", ended.stdout);
    assert!(out.path().join("barrier.svg").is_file());
}

/// Without the feature `cuda` there is no GPU to count on; with it there may be none on this machine.
#[test]
fn launches_are_counted_on_a_gpu_only() {
    let complaint = LAUNCHES.run_err(temp_dir().path(), &["--device", "cpu"]);
    assert!(complaint.contains("GPU"), "{complaint}");
    if cfg!(not(feature = "cuda")) {
        let complaint = LAUNCHES.run_err(temp_dir().path(), &[]);
        assert!(complaint.contains("cuda"), "{complaint}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_a_reason() {
    let cases = [
        (PRODUCT_LADDER, "--size", "0"),
        (PRODUCT_LADDER, "--size", "5000"),
        (ROOFLINE, "--millions", "0"),
        (OVERHEAD, "--rounds", "0"),
        (STEP_PROFILE, "--steps", "0"),
        (STEP_BY_RUNG, "--batch", "0"),
    ];
    for (program, option, value) in cases {
        let complaint = program.run_err(temp_dir().path(), &[option, value]);
        assert!(complaint.contains(option), "{complaint}");
    }
}

#[test]
fn every_program_tells_its_options() {
    let all = [
        PRODUCT_LADDER,
        ACCESS_ORDER,
        ROOFLINE,
        OVERHEAD,
        STEP_PROFILE,
        STEP_BY_RUNG,
        BARRIER,
        LAUNCHES,
    ];
    for program in all {
        let help = program.run_in_temp_dir(&["--help"]).stdout;
        assert!(help.contains("--out"), "{program:?}: {help}");
    }
}
