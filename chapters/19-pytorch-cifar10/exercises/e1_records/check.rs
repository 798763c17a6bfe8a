use super::exercise::*;
use check::guarded;

/// What the reader makes of a file.
#[track_caller]
fn read(bytes: &[u8]) -> Result<Vec<Photograph>, Damaged> {
    let given =
        || format!("a file of {} bytes, {} records", bytes.len(), bytes.len() as f64 / 3073.0);
    guarded(given, || photographs(bytes))
}

/// A record whose planes hold values that tell their positions apart.
fn record(class: u8) -> Vec<u8> {
    let plane = |first: u8| (0..1024).map(move |i| first.wrapping_add((i % 83) as u8));
    std::iter::once(class).chain(plane(0)).chain(plane(83)).chain(plane(166)).collect()
}

#[test]
fn the_planes_become_pixels() {
    let found = read(&record(6));
    let Ok(read) = found else { panic!("One whole record is no damage: {}", brief(&found)) };
    assert!(
        read.len() == 1,
        "A file of one record, 3,073 bytes, gives {} photographs: a record is a class and three planes \
         of 1,024 bytes",
        read.len()
    );
    assert!(
        read[0].class == 6,
        "The class is {}, expected 6: it is the first byte of the record",
        read[0].class
    );
    let pixels = read[0].pixels.len();
    assert!(
        pixels == 1024,
        "A photograph has {pixels} pixels, expected 1,024: a pixel is one byte of each of the planes"
    );
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
    let found = read(&file);
    let Ok(photographs) = found else {
        panic!("Ten whole records are no damage: {}", brief(&found))
    };
    let classes: Vec<u8> = photographs.iter().map(|it| it.class).collect();
    let note = match classes.len() {
        10 => "are the records taken in their order, each 3,073 bytes after the one before?",
        9 => "one record is left out, the first or the last",
        _ => "there is one photograph for each record of 3,073 bytes",
    };
    assert!(
        classes == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        "The classes of ten records are {classes:?}, expected 0 to 9: {note}"
    );
    assert!(
        photographs[9].pixels == photographs[0].pixels,
        "Two records differ in their class only, but their pixels differ: each record begins \
         3,073 bytes after the one before"
    );
    let found = read(&[]);
    assert!(
        found == Ok(Vec::new()),
        "A file without records has no photographs, and that is no damage, but the result is {}",
        brief(&found)
    );
}

#[test]
fn a_record_that_is_not_whole_is_an_error() {
    let file = [record(1), record(2)].concat();
    for missing in [1, 1024, 3072] {
        let found = read(&file[..file.len() - missing]);
        let note = match found {
            Ok(_) => ": what is left over is dropped without a word",
            Err(Damaged::Truncated { record: 2 }) => ": records are counted from 0",
            Err(Damaged::Truncated { .. }) => ": which record is it that is not whole?",
            Err(Damaged::Class { .. }) => ": all classes are right",
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
    let found = read(&file);
    let is_refused = read(&file[..2 * 3073]).is_err();
    let note = match found {
        Err(Damaged::Truncated { .. }) if !is_refused => {
            ": 10 is not refused, but the classes are 0 to 9"
        }
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
        let found = read(&records.concat());
        let note = match found {
            Ok(_) if class == 10 => ": 10 is above 9 as well, the classes are 0 to 9",
            Ok(_) => ": the class is not judged",
            Err(Damaged::Class { record, .. }) if record == record_number + 1 => {
                ": records are counted from 0"
            }
            Err(Damaged::Class { record: 1, found: 9 }) => ": 9 is a class, the last one",
            Err(Damaged::Class { .. }) => ": which record has it, and which class is it?",
            Err(Damaged::Truncated { .. }) => ": all three records are whole",
        };
        assert!(
            found == Err(Damaged::Class { record: record_number, found: class }),
            "Record {record_number} has the class {class}, but the result is {}{note}",
            brief(&found)
        );
    }
}

/// Of a record that is not whole nothing is believed, its class neither.
#[test]
fn the_length_of_a_record_comes_before_its_class() {
    for rest in [1, 3000] {
        let file = [record(1), record(200)[..rest].to_vec()].concat();
        let found = read(&file);
        let note = match found {
            Err(Damaged::Class { .. }) => {
                ": the class is judged before the length. Of a record that is not whole, only that is \
                 said"
            }
            _ => "",
        };
        assert!(
            found == Err(Damaged::Truncated { record: 1 }),
            "Only {rest} bytes of record 1 are there, and the first of them is 200, but the result is \
             {}{note}",
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
