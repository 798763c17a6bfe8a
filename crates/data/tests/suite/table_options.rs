//! Tables in other formats, with missing values, with text.

use data::table::{ColumnKind, Header, Missing, TableOptions, parse};
use data::{DataErrorKind, TableError};
use rstest::rstest;

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| name.to_string()).collect()
}

#[rstest]
#[case::semicolons(b';', "rooms;price\n5;450,5\n-7;1e3\n")]
#[case::tabs(b'\t', "rooms\tprice\r\n5\t450,5\r\n-7\t1e3\r\n")]
#[case::bars(b'|', "rooms|price\n5|450,5\n-7|1e3\n")]
fn other_separators_and_decimal_commas(#[case] delimiter: u8, #[case] text: &str) {
    let options = TableOptions { delimiter, decimal: b',', ..TableOptions::default() };
    assert_eq!(options.parse(text.as_bytes(), "t").unwrap().values(), [5.0, 450.5, -7.0, 1000.0]);
    // A point is the thousands' mark there: 2.500 is not two and a half.
    let text = text.replace("450,5", "2.500");
    let error = options.parse(text.replace("-7", "7").as_bytes(), "t").unwrap_err();
    assert!(error.to_string().contains("`price`: found the number \"1e3\""), "{error}");
}

#[test]
fn a_file_without_header_keeps_its_first_row() {
    let header = Header::Names(names(&["rooms", "price"]));
    let options = TableOptions { header, ..TableOptions::default() };
    let houses = options.parse("5,450\n7,640\n".as_bytes(), "houses").unwrap();
    assert_eq!((houses.columns(), houses.len()), (&names(&["rooms", "price"])[..], 2));
    assert_eq!(houses.row(0), [5.0, 450.0]);
}

#[test]
fn rows_are_dropped_where_a_value_is_missing_in_a_column_that_asks_for_it() {
    let text = "a,b,c\n1,2,x\nNA,3,y\n4,?,x\n5,6,\n7,8,z\n";
    let missing_in = [("a".into(), Missing::DropRow), ("c".into(), Missing::DropRow)];
    let options = TableOptions {
        missing: Missing::Mean,
        missing_in: missing_in.into(),
        ..TableOptions::default()
    };
    let table = options.parse(text.as_bytes(), "table").unwrap();
    assert_eq!((table.len(), table.dropped_rows()), (3, 2));
    assert_eq!(table.column("a").unwrap(), [1.0, 4.0, 7.0]);
    let b = table.column("b").unwrap();
    assert!(b[0] == 2.0 && b[1].is_nan() && b[2] == 8.0, "{b:?}");
    // A category that is only in a dropped row is none.
    assert_eq!(table.categories("c").unwrap().unwrap(), ["x", "z"]);
    assert_eq!(table.missing("b").unwrap(), Missing::Mean);
}

#[test]
fn a_table_of_which_each_row_is_dropped_is_refused() {
    let options = TableOptions { missing: Missing::DropRow, ..TableOptions::default() };
    let error = options.parse("a,b\n1,\n,2\n".as_bytes(), "table").unwrap_err();
    assert!(
        matches!(error.kind, DataErrorKind::Table(TableError::Empty { dropped: 2 })),
        "{error}"
    );
}

#[test]
fn text_has_no_mean() {
    let options = TableOptions { missing: Missing::Mean, ..TableOptions::default() };
    let error = options.parse("a,b\n1,\n2,x\n".as_bytes(), "table").unwrap_err().to_string();
    assert!(
        error.starts_with("table, line 2, column `b`: the value is missing, and text has no"),
        "{error}"
    );
}

#[test]
fn the_texts_that_mean_missing_can_be_chosen() {
    let missing_texts = names(&["-999"]);
    let options =
        TableOptions { missing: Missing::DropRow, missing_texts, ..TableOptions::default() };
    let table = options.parse("land,t\nNA,1\nDE,-999\n".as_bytes(), "table").unwrap();
    assert_eq!((table.categories("land").unwrap().unwrap(), table.len()), (&names(&["NA"])[..], 1));
}

#[test]
fn categories_are_sorted_whatever_the_order_of_the_rows() {
    let one = parse("c,n\nb,1\na,2\nÄ,3\nB,4\nb,5\n".as_bytes(), "one").unwrap();
    assert_eq!(one.categories("c").unwrap().unwrap(), ["B", "a", "b", "Ä"]);
    assert_eq!(one.column("c").unwrap(), [2.0, 1.0, 3.0, 0.0, 2.0]);
    assert_eq!(one.categories("n").unwrap(), None);
}

#[test]
fn numbers_read_as_categories_are_sorted_by_value() {
    let kinds = [("class".to_string(), ColumnKind::Categories)].into();
    let options = TableOptions { kinds, ..TableOptions::default() };
    let table = options.parse("x,class\n1,10\n2,9\n3,-1\n".as_bytes(), "table").unwrap();
    assert_eq!(table.categories("class").unwrap().unwrap(), ["-1", "9", "10"]);
    assert_eq!(table.column("class").unwrap(), [2.0, 1.0, 0.0]);
    let table = options.parse("x,class\n1,10\n2,9\n3,none\n".as_bytes(), "table").unwrap();
    assert_eq!(table.categories("class").unwrap().unwrap(), ["10", "9", "none"]);
}

#[test]
fn known_categories_keep_their_order_and_others_are_refused() {
    let among = ColumnKind::Among(names(&["small", "large", "NA"]));
    let options =
        TableOptions { kinds: [("size".into(), among)].into(), ..TableOptions::default() };
    let table = options.parse("size\nlarge\nNA\n".as_bytes(), "table").unwrap();
    assert_eq!(table.column("size").unwrap(), [1.0, 2.0]);
    let error = options.parse("size\nlarge\nhuge\n".as_bytes(), "table").unwrap_err().to_string();
    let expected =
        "table, line 3, column `size`: found \"huge\" where one of `small`, `large`, `NA`";
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn a_column_of_numbers_can_be_asked_for() {
    let kinds = [("b".to_string(), ColumnKind::Number)].into();
    let options = TableOptions { kinds, ..TableOptions::default() };
    let error = options.parse("a,b\n1,two\n".as_bytes(), "table").unwrap_err().to_string();
    assert!(
        error.starts_with("table, line 2, column `b`: found \"two\" where a finite"),
        "{error}"
    );
    let error = options.parse("a,c\n1,two\n".as_bytes(), "table").unwrap_err().to_string();
    assert_eq!(error, "table: there is no column `b`, but `a`, `c`");
}
