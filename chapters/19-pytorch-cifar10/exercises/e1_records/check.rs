use super::exercise::*;

/// A record whose planes hold values that tell their positions apart.
fn record(class: u8) -> Vec<u8> {
    let plane = |first: u8| (0..1024).map(move |i| first.wrapping_add((i % 83) as u8));
    std::iter::once(class).chain(plane(0)).chain(plane(83)).chain(plane(166)).collect()
}

#[test]
fn the_planes_become_pixels() {
    let read = photographs(&record(6));
    let Ok(read) = read else { panic!("One whole record is no damage: {}", brief(&read)) };
    assert_eq!(read.len(), 1, "photographs in a file of one record");
    assert_eq!(read[0].class, 6, "the class is the record's first byte");
    assert_eq!(read[0].pixels.len(), 1024, "pixels of a photograph");
    for position in [0, 1, 2, 32, 500, 1023] {
        let (found, i) = (read[0].pixels[position], (position % 83) as u8);
        let turned = ((position % 32 * 32 + position / 32) % 83) as u8;
        let side_by_side = record(6)[1 + 3 * position..][..3] == found;
        let from_the_class_on = [0, 1024, 2048].map(|plane| record(6)[plane + position]) == found;
        let note = if from_the_class_on {
            ": the class is a byte of its own, and the red plane begins after it"
        } else if side_by_side {
            ": these bytes lie side by side in the file, but there all the red comes first"
        } else if found == [166 + i, 83 + i, i] {
            ": red and blue are exchanged"
        } else if found == [turned, 83 + turned, 166 + turned] {
            ": a plane lies row by row, and here rows and columns are exchanged"
        } else {
            ""
        };
        assert!(
            found == [i, 83 + i, 166 + i],
            "Pixel {position} is {found:?}, expected {:?}{note}",
            [i, 83 + i, 166 + i]
        );
    }
}

#[test]
fn every_record_is_read() {
    let file: Vec<u8> = (0..10).flat_map(record).collect();
    let read = photographs(&file);
    let Ok(read) = read else { panic!("Ten whole records are no damage: {}", brief(&read)) };
    let classes: Vec<u8> = read.iter().map(|it| it.class).collect();
    assert_eq!(classes, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "the classes of ten records");
    assert!(
        read[9].pixels == read[0].pixels,
        "Two records differ in their class only, but their pixels differ: each record begins \
         3,073 bytes after the one before"
    );
    assert_eq!(photographs(&[]), Ok(Vec::new()), "a file without records has no photographs");
}

#[test]
fn a_record_that_is_not_whole_is_an_error() {
    let file = [record(1), record(2)].concat();
    for missing in [1, 1024, 3072] {
        let found = photographs(&file[..file.len() - missing]);
        let note = match found {
            Ok(_) => ": what is left over is dropped without a word",
            Err(Damaged::Truncated { record: 2 }) => ": records are counted from 0",
            _ => "",
        };
        assert!(
            found == Err(Damaged::Truncated { record: 1 }),
            "With {missing} bytes missing at the end, record 1 is not whole, but the result is \
             {}{note}",
            brief(&found)
        );
    }
}

#[test]
fn the_first_damage_counts() {
    let file = [record(1), record(10), record(2)[..3000].to_vec()].concat();
    let found = photographs(&file);
    let note = match found {
        Err(Damaged::Truncated { .. }) => ": the file's end comes after it",
        _ => "",
    };
    assert!(
        found == Err(Damaged::Class { record: 1, found: 10 }),
        "Record 1 has the class 10 and record 2 is not whole, but the result is {}{note}",
        brief(&found)
    );
}

#[test]
fn a_class_above_nine_is_an_error() {
    for (class, record_number) in [(10, 0), (255, 2)] {
        let mut records = [record(0), record(9), record(3)];
        records[record_number][0] = class;
        let found = photographs(&records.concat());
        assert!(
            found == Err(Damaged::Class { record: record_number, found: class }),
            "Record {record_number} has the class {class}, but the result is {}",
            brief(&found)
        );
    }
}

/// Not all of the pixels.
fn brief(found: &Result<Vec<Photograph>, Damaged>) -> String {
    match found {
        Ok(photographs) => format!("Ok, photographs: {}", photographs.len()),
        Err(damage) => format!("{damage:?}"),
    }
}
