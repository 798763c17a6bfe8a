//! The embedded irises.

use data::{DataErrorKind, TableError, data_dir, iris, table};

#[test]
fn all_flowers_are_there() {
    let iris = iris();
    assert_eq!((iris.len(), iris.dropped_rows()), (150, 0));
    // The sums were found with another program.
    let columns = [
        ("sepal_length", 876.5),
        ("sepal_width", 458.1),
        ("petal_length", 563.8),
        ("petal_width", 179.8),
        ("species", 150.0),
    ];
    for (column, expected) in columns {
        let sum: f64 = iris.column(column).unwrap().iter().sum();
        assert!((sum - expected).abs() < 1e-9, "{column}: {sum}");
    }
    // Rows that are equal, and rows that differ from Fisher's paper, as the data sheet says.
    assert_eq!((iris.row(9), iris.row(34)), (iris.row(34), iris.row(37)));
    assert_eq!(iris.row(101), iris.row(142));
    assert_eq!(iris.row(34), [4.9, 3.1, 1.5, 0.1, 0.0]);
}

#[test]
fn the_file_of_the_repository_has_no_header_and_that_is_told() {
    let Some(folder) = data_dir() else {
        return println!("skipped: there is no folder of data sets");
    };
    let path = folder.join("iris/iris.data");
    if !path.is_file() {
        return println!("skipped: no {}", path.display());
    }
    let error = table::read(&path).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Table(TableError::NoHeader { .. })), "{error:?}");
}
