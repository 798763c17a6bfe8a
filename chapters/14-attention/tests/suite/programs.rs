//! The programs, in small.

use programs::{Program, list_dir, temp_dir};

#[test]
fn every_number_by_hand_is_that_of_the_crate() {
    let run = Program::new("attention_by_hand").run_in_temp_dir(&[]);
    let weights = [1, 2, 3].map(|key| run.number(&format!("weight_3_{key}")));
    let e = std::f64::consts::E;
    let sum = e + 1.0 + e * e;
    for (weight, expected) in weights.iter().zip([e / sum, 1.0 / sum, e * e / sum]) {
        assert!((weight - expected).abs() < 1e-12);
    }
    // The variance of inner products is the number of features.
    for dim in [16.0, 64.0, 256.0] {
        let variance = run.number(&format!("variance_{dim}"));
        assert!((variance / dim - 1.0).abs() < 0.1, "{dim}: {variance}");
    }
    assert!(run.number("slope_1024") < 0.15 && run.number("slope_scaled_1024") > 0.9);
}

#[test]
fn the_bottleneck_in_small() {
    let arguments = ["--updates", "30", "--longest", "4", "--words", "20", "--word", "bad"];
    let run = Program::new("bottleneck").run_in_temp_dir(&arguments);
    assert_eq!(run.number("longest"), 4.0);
    let files = list_dir(run.out.path());
    for file in ["lengths.svg", "map.svg", "results.toml"] {
        assert!(files.contains(&file.into()), "{files:?}");
    }
}

#[test]
fn a_word_in_other_letters_is_refused() {
    let complaint = Program::new("bottleneck").run_err(temp_dir().path(), &["--word", "Naïve"]);
    assert!(complaint.contains("a to z") && complaint.contains("Naïve"), "{complaint}");
}

/// The saved model goes on writing, and is read by the program that looks at its heads.
#[test]
fn a_model_is_trained_saved_and_looked_at() {
    let run = Program::new("gpt").run_in_temp_dir(&["--quick"]);
    assert_eq!(run.number("steps"), 12.0);
    assert!(run.number("validation_loss") < 4.2, "{}", run.stdout);
    let model = run.out.path().join("model.safetensors");
    let arguments = ["--quick", "--model", model.to_str().unwrap()];
    let looked = Program::new("attention_maps").run_in_temp_dir(&arguments);
    // It goes on writing, and leaves alone what the training has written.
    let files = || {
        ["results.toml", "loss.svg", "model.safetensors"]
            .map(|file| std::fs::read(run.out.path().join(file)).unwrap())
    };
    let before = files();
    let prompt = [&arguments[..], &["--prompt", "My lord"]].concat();
    let written = Program::new("gpt").run_ok(run.out.path(), &prompt);
    assert!(written.stdout.contains("My lord"), "{}", written.stdout);
    assert!(files() == before, "a file of the training was written anew");
    let other = [&arguments[..], &["--text", "tang"]].concat();
    let complaint = Program::new("gpt").run_err(temp_dir().path(), &other);
    assert!(complaint.contains("--model must be one"), "{complaint}");
    let share: f64 = (1..=4).map(|head| looked.number(&format!("previous_1_{head}"))).sum();
    assert!(share > 0.0 && share < 4.0);
    assert!(list_dir(looked.out.path()).contains(&"heads.svg".into()));
}

#[test]
fn poems_in_small() {
    let arguments = ["--quick", "--text", "tang", "--steps", "3"];
    let run = Program::new("gpt").run_in_temp_dir(&arguments);
    assert!((0.0..=1.0).contains(&run.number("regular_lines")));
}

#[test]
fn a_missing_model_and_a_strange_setting_are_refused() {
    let out = temp_dir();
    let maps = Program::new("attention_maps");
    let complaint = maps.run_err(out.path(), &["--quick", "--model", "no.safetensors"]);
    assert!(complaint.contains("no.safetensors"), "{complaint}");
    let complaint = Program::new("gpt").run_err(out.path(), &["--dropout", "1"]);
    assert!(complaint.contains("--dropout"), "{complaint}");
    let complaint = Program::new("gpt").run_err(out.path(), &["--prompt", ""]);
    assert!(complaint.contains("--prompt"), "{complaint}");
    let complaint = Program::new("gpt").run_err(out.path(), &["--quick", "--prompt", "Où est"]);
    assert!(complaint.contains("--prompt") && complaint.contains("\"ù\""), "{complaint}");
    let complaint = Program::new("bottleneck").run_err(out.path(), &["--longest", "1"]);
    assert!(complaint.contains("2..=64"), "{complaint}");
}

/// The checks need no training: they are about what is computed, not about how well.
#[test]
fn what_breaks_in_small() {
    let run = Program::new("what_breaks").run_in_temp_dir(&["--quick"]);
    assert_eq!((run.number("steps"), run.number("updates")), (30.0, 30.0));
    assert_eq!(run.number("right_leak"), 0.0);
    assert!(run.number("no_mask_leak") > 1e-3 && run.number("wrong_axis_ones") > 0.1);
    assert!(run.number("masked_change") < 1e-4 && run.number("read_change") > 1e-2);
    assert_eq!(run.number("masked_others"), 0.0);
}

#[test]
fn the_ablation_in_small() {
    let arguments = ["--quick", "--seeds", "2"];
    let run = Program::new("transformer_ablation").run_in_temp_dir(&arguments);
    let [min, mean, max] = ["min", "mean", "max"].map(|it| run.number(&format!("as_it_is_{it}")));
    assert!(min <= mean && mean <= max);
    assert_eq!(run.number("steps"), 3.0);
}

#[test]
fn lengths_in_small() {
    let run = Program::new("attention_length").run_in_temp_dir(&["--longest", "512"]);
    // Scores, weights and their gradients are at least two matrices of floats; tiles keep none.
    let [kept, tiles] = ["reference", "tiles"].map(|way| run.number(&format!("{way}_mib_512")));
    assert!(kept > 2.0 && tiles < 2.0, "{kept} {tiles}");
}
