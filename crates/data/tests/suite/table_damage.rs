//! Tables as users have them, each wrong in one way: the message says what is wrong and what helps.

use data::table::{Header, TableOptions, parse, parse_columns};
use data::{DataErrorKind, TableError};
use rstest::rstest;

/// What is said of a table that is refused.
fn message(text: &[u8]) -> String {
    parse(text, "houses.csv").unwrap_err().to_string()
}

#[rstest]
#[case::short_row(
    "a,b,c\n1,2,3\n4,5\n",
    "houses.csv, line 3: has 2 values, but there are 3 columns; where a value is missing, write the \
     separator all the same"
)]
#[case::long_row(
    "name,price\nHouse,1\nHouse, old,2\n",
    "houses.csv, line 3: has 3 values, but there are 2 columns; a value that holds the separator must \
     stand in quotes"
)]
#[case::short_row_of_an_old_mac(
    "a,b\r1,2\r\r3\r",
    "houses.csv, line 4: has 1 value, but there are 2 columns; where a value"
)]
#[case::open_quote(
    "name,price\n\"House,1\nHut,2\nBarn,3\n",
    "houses.csv, line 2: a quote is not closed where its value ends; close it"
)]
#[case::open_quote_in_the_last_column(
    "price,name\n1,House\n2,\"Hut\n3,Barn\n",
    "houses.csv, line 3: a quote is not closed"
)]
#[case::open_quote_in_the_header(
    "\"name,price\nHouse,1\n",
    "houses.csv, line 1: a quote is not closed"
)]
#[case::a_quote_closed_too_late(
    "name,price\n\"House,1\nHut,2\n\"Barn\",3\n",
    "houses.csv, line 2: a quote is not closed"
)]
#[case::semicolons(
    "rooms;price\n5;450\n",
    "houses.csv: the first line has no ',', but ';' as the next one has; read the table with \
     `delimiter: b';'`"
)]
#[case::semicolons_and_decimal_commas(
    "rooms;price\n5,5;450,5\n",
    "houses.csv: the first line has no ','"
)]
#[case::tabs(
    "rooms\tprice\r\n5\t450\r\n",
    "houses.csv: the first line has no ',', but '\\t' as the"
)]
#[case::no_header(
    "5,450\n7,640\n",
    "houses.csv: the first line should be the columns' names, but holds numbers, such as \"5\"; give the \
     names (`header: Header::Names`)"
)]
#[case::no_header_and_one_line(
    "5,450\n",
    "houses.csv: the first line should be the columns' names"
)]
#[case::no_header_beside_text(
    "house,5,450\nhut,7,640\n",
    "houses.csv: the first line should be the columns' names, but holds numbers, such as \"5\""
)]
#[case::decimal_comma(
    "rooms,price\n5,\"450,5\"\n",
    "houses.csv, line 2, column `price`: found \"450,5\"; if the comma is the decimal mark, read the \
     table with `decimal: b','`, if it separates thousands, take it out"
)]
#[case::thousands(
    "rooms,price\n5,450\n5,\"1,450.5\"\n",
    "houses.csv, line 3, column `price`: found \"1,450"
)]
#[case::missing(
    "rooms,price\n5,450\n,640\n",
    "houses.csv, line 3, column `rooms`: the value is missing (found \"\"); fill it in, leave the row \
     out, or choose what is done with missing values (`Missing`)"
)]
#[case::not_available(
    "rooms,price\n5,n/a\n",
    "houses.csv, line 2, column `price`: the value is missing"
)]
#[case::not_a_number(
    "rooms,price\n5,NaN\n",
    "houses.csv, line 2, column `price`: the value is missing"
)]
#[case::a_number_among_text(
    "name,price\nHouse,1\n12,2\n",
    "houses.csv, line 3, column `name`: found the number \"12\" in a column of text (line 2 has \
     \"House\")"
)]
#[case::a_column_without_name_twice(
    "rooms,price,,\n5,450,1,2\n",
    "houses.csv: there are two columns ``, number 3 and number 4; give one of them another name"
)]
#[case::spreadsheet(
    "PK\u{3}\u{4}...",
    "houses.csv: is a spreadsheet or another ZIP archive; save the table"
)]
#[case::web_page("<!doctype html>", "houses.csv: is a web page; save the table")]
fn the_message_says_what_is_wrong_and_what_helps(#[case] text: &str, #[case] expected: &str) {
    let message = message(text.as_bytes());
    assert!(message.starts_with(expected), "{message}");
    assert!(!message.contains("fetch"), "{message}");
}

#[test]
fn text_in_utf_16_is_named() {
    let bytes: Vec<u8> = "\u{feff}a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(message(&bytes).starts_with("houses.csv: is text in UTF-16"), "{}", message(&bytes));
}

#[test]
fn a_long_value_is_cut_in_the_message() {
    let text = format!("a,b\n1,2\n3,{}\n", "ä".repeat(1000));
    let message = message(text.as_bytes());
    assert!(message.contains(&format!("found \"{}…\" where", "ä".repeat(60))), "{message}");
}

#[test]
fn columns_that_are_not_read_may_be_in_any_encoding() {
    let text = b"Stra\xdfe,rooms,price\nM\xfchlweg,5,450\nAm \"See\xff,7,640\n";
    let houses = parse_columns(&text[..], "houses.csv", &["rooms", "price"]).unwrap();
    assert_eq!(houses.values(), [5.0, 450.0, 7.0, 640.0]);
    // In what is read, the first such value is told.
    let error = message(text);
    let expected = "houses.csv, line 1, column `1`: found \"Stra\u{fffd}e\", which is not UTF-8 (is it \
                    Latin-1, Windows-1252?); save the file as UTF-8, or read only the other columns";
    assert_eq!(error, expected);
    let text = b"street,rooms\nMain,5\nM\xfchlweg,7\n";
    let error = message(text);
    assert!(
        error.starts_with("houses.csv, line 3, column `street`: found \"M\u{fffd}hlweg\""),
        "{error}"
    );
}

#[test]
fn quotes_that_are_closed_or_inside_a_value_are_no_mistake() {
    for text in ["size,n\n\"5\"\" pipe\",1\n", "size,n\n\"5\"\" pipe\",1", "size,n\n5\" pipe,1\n"] {
        let table = parse(text.as_bytes(), "pipes").unwrap();
        assert_eq!(table.categories("size").unwrap().unwrap(), ["5\" pipe"]);
    }
}

#[test]
fn without_a_header_no_column_can_be_asked_for_by_name() {
    let error = parse_columns("5,450\n7,640\n".as_bytes(), "houses", &["price"]).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Table(TableError::NoHeader { .. })), "{error:?}");
    // But names may be numbers if they are asked for.
    let years = parse_columns("1990,2000\n1,2\n".as_bytes(), "years", &["2000"]).unwrap();
    assert_eq!(years.values(), [2.0]);
}

#[test]
fn names_that_are_numbers_are_read_if_they_are_said_to_be_names() {
    let text = "land,1990,2000\nA,1,2\n";
    let error = parse(text.as_bytes(), "years").unwrap_err().kind;
    assert!(matches!(error, DataErrorKind::Table(TableError::NoHeader { .. })), "{error:?}");
    let options = TableOptions { header: Header::FirstLine, ..TableOptions::default() };
    let years = options.parse(text.as_bytes(), "years").unwrap();
    assert_eq!(
        (years.columns(), years.row(0)),
        (&["land", "1990", "2000"].map(String::from)[..], &[0.0, 1.0, 2.0][..])
    );
}

#[test]
fn a_wrong_number_of_names_is_told() {
    let names = vec!["a".to_string(), "b".into()];
    let options = TableOptions { header: Header::Names(names), ..TableOptions::default() };
    let error = options.parse("1,2,3\n".as_bytes(), "table").unwrap_err().to_string();
    assert_eq!(
        error,
        "table: 2 names are given, but the first line has 3 values; give each a name"
    );
}

#[test]
#[should_panic(expected = "',' cannot separate values with the decimal mark ','")]
fn a_separator_that_is_the_decimal_mark_panics() {
    let options = TableOptions { decimal: b',', ..TableOptions::default() };
    let _ = options.parse("a\n1\n".as_bytes(), "table");
}
