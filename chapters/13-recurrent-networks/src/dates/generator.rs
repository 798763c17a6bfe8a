//! Dates, and the forms in which people write them.

use rand::{Rng, RngExt};
use std::fmt;

/// A day of the years 1950 to 2049 in the Gregorian calendar.
///
/// `Display` writes it as ISO 8601 does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year, 1950 to 2049: so two digits of it are enough to know it.
    pub year: u32,
    /// The month, 1 to 12.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// One date in this many is held out for the test, in all its forms.
const HELD_OUT_EVERY: usize = 10;

/// The dates to train with, and those that are held out: every tenth, beginning with the first.
///
/// ```
/// let (train, test) = ch13::dates::split();
/// assert_eq!((train.len(), test.len()), (32_872, 3_653));
/// assert_eq!(test[1].to_string(), "1950-01-11");
/// ```
pub fn split() -> (Vec<Date>, Vec<Date>) {
    let (test, train): (Vec<_>, Vec<_>) =
        dates().into_iter().enumerate().partition(|(i, _)| i.is_multiple_of(HELD_OUT_EVERY));
    let without_index =
        |dates: Vec<(usize, Date)>| dates.into_iter().map(|(_, date)| date).collect();
    (without_index(train), without_index(test))
}

/// All dates of the hundred years, in their order.
///
/// ```
/// let dates = ch13::dates::dates();
/// assert_eq!((dates.len(), dates[59].to_string()), (36_525, "1950-03-01".into()));
/// ```
pub fn dates() -> Vec<Date> {
    let months = (1950..2050).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let days = months.flat_map(|(year, month)| {
        (1..=days_in(year, month)).map(move |day| Date { year, month, day })
    });
    days.collect()
}

fn days_in(year: u32, month: u32) -> u32 {
    let is_leap_year =
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap_year => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const ORDINALS: [&str; 31] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
];

/// The number of forms that [`write_date`] knows.
pub const FORMS: usize = 6;

// ANCHOR: forms
/// Writes a date in one of six forms.
///
/// # Panics
/// If there is no such form, month or day.
///
/// ```
/// use ch13::dates::{Date, write_date};
///
/// let date = Date { year: 1987, month: 3, day: 3 };
/// assert_eq!(write_date(date, 2), "3 Mar 87");
/// assert_eq!(write_date(date, 3), "the third of March 1987");
/// ```
pub fn write_date(date: Date, form: usize) -> String {
    let Date { year, month, day } = date;
    let name = MONTHS[month as usize - 1];
    let short = &name[..3];
    match form {
        0 => format!("{name} {day}, {year}"),
        1 => format!("{day} {name} {year}"),
        2 => format!("{day} {short} {:02}", year % 100),
        3 => format!("the {} of {name} {year}", ORDINALS[day as usize - 1]),
        4 => format!("{day}{} of {name}, {year}", suffix(day)),
        5 => format!("{day}.{month}.{:02}", year % 100),
        _ => panic!("there are the forms 0 to {}, and none is {form}", FORMS - 1),
    }
}
// ANCHOR_END: forms

/// What follows the digits of an ordinal.
fn suffix(day: u32) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

/// Draws `n` of these dates, each with one of its forms.
///
/// # Panics
/// If there are no dates.
///
/// ```
/// use ch13::dates::{draw, split, write_date};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let (texts, dates) = draw(1, &split().0, &mut ChaCha8Rng::seed_from_u64(1));
/// assert!((0..6).any(|form| texts[0] == write_date(dates[0], form)));
/// ```
pub fn draw(n: usize, dates: &[Date], rng: &mut impl Rng) -> (Vec<String>, Vec<Date>) {
    let one = |_| {
        let date = dates[rng.random_range(..dates.len())];
        (write_date(date, rng.random_range(..FORMS)), date)
    };
    (0..n).map(one).unzip()
}
