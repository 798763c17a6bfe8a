//! Training, saving, and predictions by name, of rows that are right and of rows that are not.

use nn::checkpoint::StateDict;
use programs::{Program, temp_dir};
use rstest::rstest;
use std::fs;
use std::path::Path;

const IRIS: Program = Program::new("iris").with_result_prefix("Validation accuracy: ");

/// Predicts a table of this text with the model that is in `out`.
fn predict(out: &Path, text: &str) -> Result<String, String> {
    let rows = out.join("rows.csv");
    fs::write(&rows, text).unwrap();
    let ended = IRIS.run(out, &["--predict", rows.to_str().unwrap()]);
    if ended.code == Some(0) { Ok(ended.stdout) } else { Err(ended.stderr) }
}

#[test]
fn flowers_are_predicted_by_name_from_the_saved_file() {
    let out = temp_dir();
    let ended = IRIS.run_ok(out.path(), &[]);
    assert!(
        ended
            .stdout
            .starts_with("120 rows to learn from, 30 to judge by; `species` is one of Iris-")
    );
    assert!(ended.result(&IRIS).parse::<f64>().unwrap() >= 0.9, "{}", ended.stdout);

    // Nothing but the one file goes along; columns in another order, with one that is not known.
    let elsewhere = temp_dir();
    let file = elsewhere.path().join("model.safetensors");
    fs::copy(out.path().join("model.safetensors"), &file).unwrap();
    let text = "petal_width,petal_length,found in,sepal_width,sepal_length\n\
                0.2,1.4,the garden,3.5,5.1\n2.5,6.0,by the lake,3.3,6.3\n1.3,4.2,the garden,2.9,5.7\n";
    let predicted = predict(elsewhere.path(), text).unwrap();
    let names: Vec<&str> = predicted.lines().map(|line| line.split_once(',').unwrap().0).collect();
    assert_eq!(names, ["row 1: Iris-setosa", "row 2: Iris-virginica", "row 3: Iris-versicolor"]);
}

#[test]
fn the_file_is_the_same_for_the_same_seed_and_holds_all_there_is_to_know() {
    let files = [temp_dir(), temp_dir()].map(|out| {
        IRIS.run_ok(out.path(), &["--epochs", "2", "--hidden", "3"]);
        let file = out.path().join("model.safetensors");
        let metadata = StateDict::<f32>::read(&file).unwrap().metadata.unwrap();
        for known in
            ["\"sepal_length\"", "\"mean\"", "\"std\"", "\"Iris-virginica\"", "\"species\""]
        {
            assert!(metadata.contains(known), "{known} in {metadata}");
        }
        fs::read(file).unwrap()
    });
    assert_eq!(files[0], files[1]);
}

#[rstest]
#[case::a_word(
    "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n5.1,wide,1.4,0.2\n",
    "rows.csv, line 3, column `sepal_width`: found \"wide\" where a finite number is expected"
)]
#[case::a_missing_value(
    "sepal_length,sepal_width,petal_length,petal_width\n5.1,,1.4,0.2\n",
    "rows.csv, line 2, column `sepal_width`: the value is missing"
)]
#[case::a_missing_column(
    "sepal_length,sepal_width,petal_length\n5.1,3.5,1.4\n",
    "rows.csv: there is no column `petal_width`, but `sepal_length`, `sepal_width`, `petal_length`"
)]
#[case::a_short_row(
    "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4\n",
    "rows.csv, line 2: has 3 values, but there are 4 columns"
)]
#[case::no_header(
    "5.1,3.5,1.4,0.2\n",
    "rows.csv: the first line should be the columns' names, but holds numbers, such as \"5.1\""
)]
fn rows_that_are_not_right_are_told_by_line_and_column(#[case] rows: &str, #[case] message: &str) {
    let out = temp_dir();
    IRIS.run_ok(out.path(), &["--epochs", "1"]);
    let error = predict(out.path(), rows).unwrap_err();
    assert!(error.contains(message) && !error.contains("panicked"), "{error}");
}

#[test]
fn a_table_of_ones_own_with_categories_and_classes_that_are_numbers() {
    let out = temp_dir();
    let (table, file) = (out.path().join("wine.csv"), temp_dir());
    let rows = (0..60).map(|i| match i % 3 {
        0 => format!("red,{},7\n", 3.0 + f64::from(i) / 100.0),
        1 => format!("white,{},7\n", 3.0 + f64::from(i) / 100.0),
        _ => format!("rosé,{},10\n", 3.0 + f64::from(i) / 100.0),
    });
    fs::write(&table, "color,acid,quality\n".to_string() + &rows.collect::<String>()).unwrap();
    let arguments = ["--table", table.to_str().unwrap(), "--target", "quality"];
    let ended = IRIS.run_ok(file.path(), &arguments);
    assert!(ended.stdout.contains("`quality` is one of 7, 10\n"), "{}", ended.stdout);
    let predicted = predict(file.path(), "acid,color\n3.1,rosé\n3.2,red\n").unwrap();
    assert!(
        predicted.starts_with("row 1: 10, ") && predicted.contains("row 2: 7, "),
        "{predicted}"
    );
    let error = predict(file.path(), "acid,color\n3.1,red\n3.2,blue\n").unwrap_err();
    let message =
        "line 3, column `color`: found \"blue\" where one of `red`, `rosé`, `white` is expected";
    assert!(error.contains(message), "{error}");
}

#[test]
fn without_a_model_there_is_no_prediction() {
    let out = temp_dir();
    let error = predict(out.path(), "sepal_length\n1\n").unwrap_err();
    assert!(error.contains("there is no model; train one first"), "{error}");
    let mut other = StateDict::<f32>::default();
    other.metadata = Some("{\"hidden\":3}".into());
    other.write(&out.path().join("model.safetensors")).unwrap();
    let error = predict(out.path(), "sepal_length\n1\n").unwrap_err();
    assert!(error.contains("the model's file is not one of this program"), "{error}");
}
