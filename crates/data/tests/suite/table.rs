//! Tables that are right, and each way in which one can be wrong.

use std::fs;

use data::table::{self, parse, parse_columns};
use data::{DataError, DataErrorKind, Table, TableError, data_dir};
use rstest::rstest;

use crate::support::gzip;

fn read(text: &str) -> Result<Table, DataError> {
    parse(text.as_bytes(), "table")
}

#[test]
fn columns_and_rows_are_found() {
    let table = read("a,b,c\n1,-2.5,3e2\n4,5,+6\n").unwrap();
    assert_eq!(table.columns(), ["a", "b", "c"]);
    assert_eq!((table.len(), table.is_empty()), (2, false));
    assert_eq!((table.row(0), table.row(1)), (&[1.0, -2.5, 300.0][..], &[4.0, 5.0, 6.0][..]));
    assert_eq!(table.column("b").unwrap(), [-2.5, 5.0]);
    assert_eq!(table.values(), [1.0, -2.5, 300.0, 4.0, 5.0, 6.0]);
}

#[rstest]
#[case::windows("a,b\r\n1,2\r\n")]
#[case::no_newline_at_the_end("a,b\n1,2")]
#[case::empty_lines("a,b\n\n1,2\n\n")]
#[case::quotes("\"a\",b\n\"1\",2\n")]
#[case::spaces("a , b\n 1,2 \n")]
#[case::old_mac("a,b\r1,2\r")]
#[case::mark_of_utf_8("\u{feff}a,b\n1,2\n")]
fn what_other_programs_write_is_read(#[case] text: &str) {
    let table = read(text).unwrap();
    assert_eq!(table.columns(), ["a", "b"]);
    assert_eq!(table.values(), [1.0, 2.0]);
}

#[test]
fn files_may_be_packed() {
    let folder = tempfile::tempdir().unwrap();
    let (plain, packed) = (folder.path().join("plain.csv"), folder.path().join("packed.csv.gz"));
    fs::write(&plain, "a,b\n1,2\n").unwrap();
    fs::write(&packed, gzip(b"a,b\n1,2\n")).unwrap();
    assert_eq!(table::read(&plain).unwrap().values(), [1.0, 2.0]);
    assert_eq!(table::read_columns(&packed, &["b", "a"]).unwrap().values(), [2.0, 1.0]);
    let error = table::read(&folder.path().join("none.csv")).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Io { .. }), "{error:?}");
}

#[rstest]
#[case::a_word("a,b\n1,2\n3,two\n", 3, "b", "two")]
#[case::infinite("a,b\n1,inf\n", 2, "b", "inf")]
#[case::too_large("a,b\n1,1e999\n", 2, "b", "1e999")]
#[case::in_a_file_of_windows("a,b\r\n1,2\r\n3,x\r\n", 3, "b", "x")]
#[case::in_a_file_of_an_old_mac("a,b\r1,2\r3,x\r", 3, "b", "x")]
#[case::after_a_quoted_line_end("a,b\n1,2\n\"\n3\",4\n5,x\n", 5, "b", "x")]
#[case::after_empty_lines("a,b\n\n\n1,2\n1,x\n", 5, "b", "x")]
fn an_invalid_value_is_named_with_line_and_column(
    #[case] text: &str,
    #[case] line: usize,
    #[case] column: &str,
    #[case] found: &str,
) {
    let error = read(text).unwrap_err().to_string();
    let expected = format!(
        "table, line {line}, column `{column}`: found {found:?} where a finite number is expected"
    );
    assert!(error.starts_with(&expected), "{error}");
}

#[test]
fn columns_that_are_not_asked_for_may_hold_anything() {
    let text = "name,size,note\nx,1,\ny,2,z\n";
    let table = parse_columns(text.as_bytes(), "table", &["size"]).unwrap();
    assert_eq!(table.values(), [1.0, 2.0]);
    let error = parse_columns(text.as_bytes(), "table", &["length"]).unwrap_err().to_string();
    assert_eq!(error, "table: there is no column `length`, but `name`, `size`, `note`");
    let error = table.column("name").unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Table(TableError::NoColumn { .. })), "{error:?}");
}

#[test]
fn one_name_for_two_columns_is_refused() {
    let error = read("a,b,a\n1,2,3\n").unwrap_err().to_string();
    let expected = "table: there are two columns `a`, number 1 and number 3";
    assert!(error.starts_with(expected), "{error}");
    // Only what is read must be named by one name.
    let text = "a,b,a\n1,2,3\n".as_bytes();
    assert_eq!(parse_columns(text, "table", &["b"]).unwrap().values(), [2.0]);
    assert_eq!(parse_columns(text, "table", &["a"]).unwrap_err().to_string(), error);
    let error = parse_columns("a,b\n1,2\n".as_bytes(), "table", &["b", "b"]).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Table(TableError::TwoColumns { .. })), "{error:?}");
}

#[rstest]
#[case::nothing("")]
#[case::no_rows("a,b\n")]
#[case::newlines("\n\n\n")]
fn a_table_without_numbers_is_refused(#[case] text: &str) {
    let error = read(text).unwrap_err();
    assert!(
        matches!(error.kind, DataErrorKind::Table(TableError::Empty { dropped: 0 })),
        "{error:?}"
    );
}

#[test]
fn a_damaged_gzip_file_is_refused() {
    let packed = gzip(b"a,b\n1,2\n");
    let error = parse(&packed[..packed.len() - 3], "table").unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Gzip { .. }), "{error:?}");
}

#[test]
fn a_real_table_is_read() {
    let Some(folder) = data_dir() else {
        println!("skipped: there is no folder of data sets");
        return;
    };
    let path = folder.join("timeseries/airline-passengers.csv");
    if !path.is_file() {
        return println!("skipped: no {}", path.display());
    }
    let table = table::read_columns(&path, &["Passengers"]).unwrap();
    assert_eq!((table.len(), table.values()[0], table.values()[143]), (144, 112.0, 432.0));
    let months = table::read(&path).unwrap();
    assert_eq!(months.categories("Month").unwrap().unwrap()[..2], ["1949-01", "1949-02"]);
}
