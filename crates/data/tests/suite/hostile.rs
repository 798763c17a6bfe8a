//! Whatever the bytes are, the readers give data or an error, never a panic.

use std::io::Cursor;

use data::idx::Elements;
use data::table::{Header, Missing, TableOptions};
use data::{babi, cifar10, digits, eng_fra, idx, rt_polarity, sst2, surnames, table, tang_poems};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::{gzip, idx_file};

/// One to four small sizes and as many elements as they call for.
fn array() -> impl Strategy<Value = (Vec<u32>, Vec<u8>)> {
    vec(0_u32..6, 1..=4).prop_flat_map(|sizes| {
        let count = sizes.iter().product::<u32>() as usize;
        (Just(sizes), vec(any::<u8>(), count))
    })
}

/// Bytes to overwrite others.
fn changes() -> impl Strategy<Value = Vec<(Index, u8)>> {
    vec((any::<Index>(), any::<u8>()), 1..4)
}

fn change(file: &mut [u8], changes: &[(Index, u8)]) {
    for (index, byte) in changes {
        file[index.index(file.len())] = *byte;
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read((sizes, elements) in array()) {
        let file = idx_file(&sizes, &elements);
        let plain = idx::parse(&file[..], "plain").unwrap();
        let packed = idx::parse(&gzip(&file)[..], "packed").unwrap();
        prop_assert_eq!(plain.elements, Elements::U8(elements.clone()));
        prop_assert_eq!(plain.dims, sizes.iter().map(|&size| size as usize).collect::<Vec<_>>());
        prop_assert_eq!(packed.elements, Elements::U8(elements));
    }

    #[test]
    fn any_bytes_are_survived(bytes in vec(any::<u8>(), 0..200)) {
        let _ = idx::parse(&bytes[..], "noise");
        let _ = digits::parse(&bytes[..], "noise");
        let _ = table::parse(&bytes[..], "noise");
        let _ = surnames::parse(&bytes[..], "noise");
        let _ = cifar10::parse(&bytes[..], "noise");
        let _ = tang_poems::parse(&bytes[..], "noise");
        let _ = cifar10::parse_archive(&bytes[..], "noise");
        let _ = sst2::parse(&bytes[..], "noise");
        let _ = eng_fra::parse(&bytes[..], "noise");
        let _ = eng_fra::parse_archive(Cursor::new(&bytes), "noise");
        // Every byte is a character, so that only empty lines are refused.
        if let Ok(sentences) = rt_polarity::parse(&bytes[..], "noise") {
            prop_assert!(sentences.iter().all(|sentence| !sentence.is_empty()));
        }
    }

    #[test]
    fn stories_of_any_lines_are_whole_or_refused(
        lines in vec("[123] (|a\\.|[a ]{0,3}(\t[ab]?){0,3}[12 ]{0,3})", 0..8),
    ) {
        if let Ok(stories) = babi::parse(lines.join("\n").as_bytes(), "noise") {
            let told: usize = stories.iter().map(|it| it.statements.len() + it.questions.len()).sum();
            prop_assert_eq!(told, lines.len());
            for (story, question) in stories.iter().flat_map(|it| it.questions.iter().map(move |q| (it, q))) {
                let context = story.context(question).len();
                prop_assert!(question.supporting.iter().all(|index| *index < context));
            }
        }
    }

    #[test]
    fn any_bytes_behind_a_right_beginning_are_survived(
        rank in 1_u8..=4,
        rest in vec(prop_oneof![3 => Just(0), 1 => any::<u8>()], 0..64),
    ) {
        let file = [&[0, 0, 8, rank][..], &rest].concat();
        if let Ok(idx) = idx::parse(&file[..], "header") {
            prop_assert_eq!(idx.elements.len(), idx.dims.iter().product::<usize>());
        }
    }

    #[test]
    fn a_changed_plain_file_is_refused_or_read_in_full(
        (sizes, elements) in array(),
        changes in changes(),
    ) {
        let mut file = idx_file(&sizes, &elements);
        change(&mut file, &changes);
        if let Ok(idx) = idx::parse(&file[..], "changed") {
            prop_assert_eq!(idx.elements.len(), idx.dims.iter().product::<usize>());
            let size = [0, 1, 1, 1, 2, 4, 4, 8][usize::from(file[2] - 7)];
            prop_assert_eq!(4 + 4 * idx.dims.len() + size * idx.elements.len(), file.len());
        }
    }

    // A change may fall on what does not matter, such as the time of packing; then the content is
    // the old one. The checksum finds every other.
    #[test]
    fn a_changed_packed_file_is_refused_or_the_same(
        (sizes, elements) in array(),
        changes in changes(),
    ) {
        let mut file = gzip(&idx_file(&sizes, &elements));
        change(&mut file, &changes);
        if let Ok(idx) = idx::parse(&file[..], "changed") {
            prop_assert_eq!(idx.elements, Elements::U8(elements));
        }
    }

    #[test]
    fn a_changed_table_is_survived(changes in changes()) {
        let mut table = ("3,".repeat(64) + "7\n").repeat(3).into_bytes();
        change(&mut table, &changes);
        if let Ok(images) = digits::parse(&table[..], "changed") {
            prop_assert!(images.pixels().iter().all(|&pixel| pixel <= 16));
            prop_assert!(images.labels().iter().all(|&label| label <= 9));
        }
    }

    #[test]
    fn numbers_that_are_written_are_read(rows in vec((-1e300_f64..1e300, any::<i32>()), 1..20)) {
        let lines = rows.iter().map(|(x, n)| format!("{x},{n}\n"));
        let text = "x,n\n".to_string() + &lines.collect::<String>();
        let table = table::parse(text.as_bytes(), "written").unwrap();
        prop_assert_eq!(table.len(), rows.len());
        for (i, &(x, n)) in rows.iter().enumerate() {
            prop_assert_eq!(table.row(i), [x, n.into()]);
        }
    }

    #[test]
    fn texts_that_are_written_are_read_in_any_format(
        rows in vec(("[a-z\"\n,; ]{0,8}x", any::<i16>()), 1..20),
        delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t')],
        line_end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        is_packed: bool,
    ) {
        // Each text is in quotes, a quote in it written twice.
        let separator = char::from(delimiter);
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let lines = rows.iter().map(|(text, n)| format!("{}{separator}{n}{line_end}", quoted(text)));
        let file = format!("text{separator}n{line_end}") + &lines.collect::<String>();
        let file = if is_packed { gzip(file.as_bytes()) } else { file.into_bytes() };
        let options = TableOptions { delimiter, ..TableOptions::default() };
        let table = options.parse(&file[..], "written").unwrap();
        let names = table.categories("text").unwrap().unwrap();
        prop_assert!(names.is_sorted());
        for (i, (text, n)) in rows.iter().enumerate() {
            let [category, number] = table.row(i) else { panic!("two columns") };
            prop_assert_eq!((&names[*category as usize][..], *number), (text.trim(), f64::from(*n)));
        }
    }

    #[test]
    fn any_bytes_are_survived_with_any_options(
        bytes in vec(prop_oneof![
            4 => proptest::sample::select(&b"ab12.,;\"\n\r\t- NA"[..]),
            1 => any::<u8>(),
        ], 0..60),
        delimiter in proptest::sample::select(&b",;\t "[..]),
        has_names: bool,
        missing in proptest::sample::select(&[Missing::Refuse, Missing::DropRow, Missing::Mean][..]),
    ) {
        let names = vec!["a".to_string(), "b".into()];
        let header = if has_names { Header::Names(names) } else { Header::FirstLine };
        let options = TableOptions { delimiter, header, missing, ..TableOptions::default() };
        if let Ok(table) = options.parse(&bytes[..], "noise") {
            prop_assert_eq!(table.values().len(), table.len() * table.columns().len());
            for column in table.columns() {
                let values = table.column(column).unwrap();
                match table.categories(column).unwrap() {
                    None => prop_assert!(values.iter().all(|x| !x.is_infinite())),
                    Some(names) => prop_assert!(values.iter().all(|&x| (x as usize) < names.len())),
                }
            }
        }
    }

    #[test]
    fn a_changed_table_of_numbers_is_whole_or_refused(changes in changes()) {
        let mut text = b"age,bmi\n59,32.1\n48,21.6\n".to_vec();
        change(&mut text, &changes);
        if let Ok(table) = table::parse(&text[..], "changed") {
            prop_assert_eq!(table.values().len(), table.len() * table.columns().len());
            prop_assert!(table.values().iter().all(|value| value.is_finite()));
        }
    }

    #[test]
    fn photographs_in_any_number_are_read_and_a_part_of_one_is_not(
        classes in vec(0_u8..10, 1..4),
        rest in 1_usize..3073,
    ) {
        let mut file: Vec<u8> = classes.iter().flat_map(|&class| [class; 3073]).collect();
        let images = cifar10::parse(&file[..], "batch").unwrap();
        prop_assert_eq!(images.labels(), &classes[..]);
        file.truncate(file.len() - rest);
        if let Ok(images) = cifar10::parse(&file[..], "cut") {
            prop_assert!(rest == 3072 + 1 && images.len() + 1 == classes.len());
        }
    }
}
