//! Tables made into data sets: one-hot features, classes, standardization and filling as they were
//! fitted.

use data::table::{ColumnKind, Missing, TableOptions, parse};
use data::{
    ClassificationDataset, DataErrorKind, Dataset, Feature, Preprocessor, RegressionDataset, Table,
    TableError, iris, split,
};
use rstest::rstest;

/// Houses with a category and missing values.
fn houses(missing: Missing) -> Table {
    let text = "rooms,heating,age,price\n\
                5,oil,10,450\n7,gas,,640\n4,oil,40,380\n,none,30,500\n6,gas,1000,550\n";
    let missing_in = [("rooms".to_string(), missing), ("age".into(), missing)].into();
    TableOptions { missing_in, ..TableOptions::default() }.parse(text.as_bytes(), "houses").unwrap()
}

/// Each element of a sample, and what it should be.
fn assert_near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
    }
}

// The expected numbers are those of numpy 2: nanmean or nanmedian of the first four rows, filled in,
// then the mean and the deviation of these rows.
#[rstest]
#[case::mean(Missing::Mean, 16.0 / 3.0, 80.0 / 3.0, [16.0 / 3.0, 80.0 / 3.0])]
#[case::median(Missing::Median, 5.0, 30.0, [5.25, 27.5])]
fn numbers_are_filled_and_standardized_with_the_training_rows(
    #[case] missing: Missing,
    #[case] rooms: f64,
    #[case] age: f64,
    #[case] means: [f64; 2],
) {
    let table = houses(missing);
    let preprocessor = Preprocessor::fit(&table, "price", &[0, 1, 2, 3]).unwrap();
    let std = |values: [f64; 4], mean: f64| {
        (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 4.0).sqrt()
    };
    let stds = [std([5.0, 7.0, 4.0, rooms], means[0]), std([10.0, age, 40.0, 30.0], means[1])];
    let samples = preprocessor.regression(&table).unwrap();
    assert_eq!(samples.features(), ["rooms", "heating=gas", "heating=none", "heating=oil", "age"]);
    let row = |rooms: f64, heating: [f64; 3], age: f64| {
        let [gas, none, oil] = heating;
        [(rooms - means[0]) / stds[0], gas, none, oil, (age - means[1]) / stds[1]]
    };
    assert_near(samples.input(0), &row(5.0, [0.0, 0.0, 1.0], 10.0));
    assert_near(samples.input(1), &row(7.0, [1.0, 0.0, 0.0], age));
    assert_near(samples.input(3), &row(rooms, [0.0, 1.0, 0.0], 30.0));
    // Of the row that was not for training, nothing is in the numbers.
    assert_near(samples.input(4), &row(6.0, [1.0, 0.0, 0.0], 1000.0));
    assert_eq!(samples.targets(), [450.0, 640.0, 380.0, 500.0, 550.0]);
}

#[test]
fn the_numbers_of_numpy_for_iris() {
    let rows: Vec<u32> = (0..150).collect();
    let preprocessor = Preprocessor::fit(&iris(), "species", &rows).unwrap();
    // numpy 2: mean(axis=0) and std(axis=0).
    let expected = [
        (5.843333333333334, 0.8253012917851409),
        (3.0540000000000003, 0.43214658007054346),
        (3.758666666666666, 1.7585291834055212),
        (1.1986666666666668, 0.7606126185881716),
    ];
    for (feature, (mean, std)) in preprocessor.features().iter().zip(expected) {
        let Feature::Number { mean: m, std: s, fill: None, .. } = feature else {
            panic!("{feature:?}")
        };
        assert!((m - mean).abs() < 1e-12 && (s - std).abs() < 1e-12, "{feature:?}");
    }
}

#[test]
fn what_is_saved_is_loaded_to_the_bit() {
    let parts = split::train_validation_split(150, 0.2, 3);
    let preprocessor = Preprocessor::fit(&iris(), "species", &parts.train).unwrap();
    let saved = serde_json::to_string(&preprocessor).unwrap();
    let loaded: Preprocessor = serde_json::from_str(&saved).unwrap();
    assert_eq!(loaded, preprocessor);
    let inputs = |from: &Preprocessor| from.inputs::<f64>(&iris()).unwrap();
    let (a, b) = (inputs(&loaded), inputs(&preprocessor));
    assert_eq!(a.as_slice(), b.as_slice());
}

#[rstest]
#[case::no_deviation(
    "\"std\":1.0",
    "\"std\":0.0",
    "column `a` has a mean of 2 and a deviation of 0"
)]
#[case::no_number("\"std\":1.0", "\"std\":null", "invalid type: null")]
#[case::a_column_twice("\"column\":\"b\"", "\"column\":\"a\"", "there are two columns `a`")]
#[case::the_target_as_feature("\"column\":\"b\"", "\"column\":\"c\"", "there are two columns `c`")]
#[case::no_categories("[\"x\",\"y\"]", "[]", "column `b` has no categories")]
#[case::no_class("[\"n\",\"y\"]", "[]", "there are no classes")]
#[case::a_class_twice("[\"n\",\"y\"]", "[\"n\",\"n\"]", "there are two classes `n`")]
fn a_damaged_preprocessor_is_refused(#[case] old: &str, #[case] new: &str, #[case] message: &str) {
    let table = parse("a,b,c\n1,x,y\n3,y,n\n".as_bytes(), "table").unwrap();
    let saved = serde_json::to_string(&Preprocessor::fit(&table, "c", &[0, 1]).unwrap()).unwrap();
    assert!(saved.contains(old), "{saved}");
    let error = serde_json::from_str::<Preprocessor>(&saved.replace(old, new)).unwrap_err();
    assert!(error.to_string().contains(message), "{error}");
}

#[rstest]
#[case::a_word(
    "rooms,heating\n5,gas\nmany,gas\n",
    "line 3, column `rooms`: found \"many\" where a finite"
)]
#[case::an_unknown_category(
    "rooms,heating\n5,coal\n",
    "line 2, column `heating`: found \"coal\" where one of `gas`, `none`, `oil` is expected"
)]
#[case::a_missing_category("rooms,heating\n5,\n", "line 2, column `heating`: the value is missing")]
#[case::a_missing_column("rooms\n5\n", ": there is no column `heating`, but `rooms`")]
#[case::a_short_row("rooms,heating\n5,gas\n6\n", "line 3: has 1 value, but there are 3 columns")]
fn rows_for_a_prediction_are_refused_by_line_and_column(#[case] text: &str, #[case] message: &str) {
    let table = houses(Missing::Mean);
    let text = text.replace('\n', ",1\n").replacen(",1", ",age", 1);
    let text = text.replace("6,1", "6");
    let preprocessor = Preprocessor::fit(&table, "price", &[0, 1, 2, 3]).unwrap();
    let error = preprocessor.table_options().parse(text.as_bytes(), "rows").unwrap_err();
    let error = error.to_string();
    assert!(error.contains(message), "{error}");
}

#[test]
fn a_missing_number_is_filled_in_a_prediction_if_it_was_in_training() {
    let table = houses(Missing::Median);
    let preprocessor = Preprocessor::fit(&table, "price", &[0, 1, 2, 3]).unwrap();
    let text = "age,other,heating,rooms\n,anything,gas,\n";
    let rows = preprocessor.table_options().parse(text.as_bytes(), "rows").unwrap();
    let inputs = preprocessor.inputs::<f64>(&rows).unwrap();
    let like = preprocessor.table_options();
    let like = like.parse("rooms,heating,age\n5,gas,30\n".as_bytes(), "rows").unwrap();
    assert_eq!(inputs.as_slice(), preprocessor.inputs::<f64>(&like).unwrap().as_slice());
}

#[test]
fn classes_and_features_of_a_table() {
    let text = "size,color,kind\n1,red,b\n2,blue,a\n3,red,b\n";
    let table = parse(text.as_bytes(), "things").unwrap();
    let things = ClassificationDataset::from_table(&table, "kind").unwrap();
    assert_eq!(things.classes(), ["a", "b"]);
    assert_eq!(things.features(), ["size", "color=blue", "color=red"]);
    let batch = Dataset::<f32>::get_batch(&things, &[2, 1]);
    assert_eq!(batch.inputs.as_slice(), [3.0, 0.0, 1.0, 2.0, 1.0, 0.0]);
    assert_eq!(batch.targets, [1, 0]);
    assert_eq!(things.subset(&[0]).classes(), ["a", "b"]);
    // The same classes, though only one of them is in this table.
    let preprocessor = Preprocessor::fit(&table, "kind", &[0, 1, 2]).unwrap();
    let other = parse("kind,color,size\nb,blue,4\n".as_bytes(), "others").unwrap();
    assert_eq!(preprocessor.classification(&other).unwrap().labels(), [1]);
    let other = parse("kind,color,size\nc,blue,4\n".as_bytes(), "others").unwrap();
    let error = preprocessor.classification(&other).unwrap_err().to_string();
    assert_eq!(error, "others: column `kind` has the category \"c\", none of `a`, `b`");
}

#[test]
fn columns_of_the_wrong_kind_are_refused() {
    let table = parse("a,b\n1,x\n2,y\n".as_bytes(), "table").unwrap();
    let error = RegressionDataset::from_table(&table, "b").unwrap_err().to_string();
    let expected = "table: column `b` holds text, but numbers are needed: with classes it is a \
                    `ClassificationDataset`";
    assert_eq!(error, expected);
    let error = ClassificationDataset::from_table(&table, "a").unwrap_err().to_string();
    let expected = "table: column `a` holds numbers, but text is needed: read it with \
                    `ColumnKind::Categories`";
    assert_eq!(error, expected);
    let preprocessor = Preprocessor::fit(&table, "a", &[0, 1]).unwrap();
    let numbers = parse("a,b\n1,2\n".as_bytes(), "numbers").unwrap();
    let error = preprocessor.inputs::<f32>(&numbers).unwrap_err().to_string();
    assert!(error.starts_with("numbers: column `b` holds numbers, but text is needed"), "{error}");
}

#[test]
fn what_nothing_fills_is_refused() {
    let error = RegressionDataset::from_table(&houses(Missing::Mean), "price").unwrap_err();
    assert!(
        error.to_string().starts_with("houses: column `rooms` lacks a value in row 3"),
        "{error}"
    );
    let error = Preprocessor::fit(&houses(Missing::Mean), "rooms", &[0]).unwrap();
    let error = error.regression(&houses(Missing::Mean)).unwrap_err();
    assert!(
        error.to_string().contains("column `age` lacks") || error.to_string().contains("`rooms`")
    );
    let error = Preprocessor::fit(&houses(Missing::Mean), "price", &[3]).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Table(TableError::NoValues { .. })), "{error}");
    let alone = parse("a\n1\n".as_bytes(), "table").unwrap();
    let error = RegressionDataset::from_table(&alone, "a").unwrap_err().to_string();
    assert_eq!(error, "table: has no column but the target `a`; add columns for the features");
}

#[test]
#[should_panic(expected = "there is no sample of index 5: the data set has 5 samples")]
fn a_training_row_that_is_not_there_panics() {
    let _ = Preprocessor::fit(&houses(Missing::Mean), "price", &[0, 5]);
}

#[test]
fn a_class_that_is_a_number_is_one_if_it_is_said_to_be() {
    let kinds = [("quality".to_string(), ColumnKind::Categories)].into();
    let options = TableOptions { kinds, ..TableOptions::default() };
    let wines = options.parse("acid,quality\n7.4,5\n7.8,10\n".as_bytes(), "wines").unwrap();
    let wines = ClassificationDataset::from_table(&wines, "quality").unwrap();
    assert_eq!(
        (wines.classes(), wines.labels()),
        (&["5".to_string(), "10".into()][..], &[0, 1][..])
    );
}
