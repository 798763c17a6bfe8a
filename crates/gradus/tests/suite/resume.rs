//! Going on where an earlier attempt stopped.

use crate::server::{Manner, Server};
use crate::support::{Place, content};
use gradus::DownloadError;
use std::fs;

fn server(manner: Manner) -> Server {
    Server::start(manner, &content())
}

/// A place where the first `count` bytes have come.
fn begun(count: usize) -> Place {
    let place = Place::new();
    fs::write(place.part(), &content()[..count]).unwrap();
    place
}

#[test]
fn only_the_rest_is_asked_for() {
    let (place, server) = (begun(150_000), server(Manner::Good));
    place.fetch(&[&server]).unwrap();
    assert_eq!(server.asked_from(), [150_000]);
    place.assert_whole();
}

#[test]
fn a_stalled_download_goes_on_at_the_next_address_and_on_the_next_day() {
    let (place, stalls) = (Place::new(), server(Manner::Stalls(30_000)));
    let breaks = server(Manner::Truncates(40_000));
    place.fail(&[&stalls, &breaks]);
    place.assert_kept(70_000);
    let good = server(Manner::Good);
    place.fetch(&[&good]).unwrap();
    assert_eq!((breaks.asked_from(), good.asked_from()), (vec![30_000], vec![70_000]));
    place.assert_whole();
}

#[test]
fn a_server_that_ignores_the_range_gives_the_whole() {
    let (place, server) = (begun(150_000), server(Manner::IgnoresRange));
    place.fetch(&[&server]).unwrap();
    assert_eq!(server.asked_from(), [150_000]);
    place.assert_whole();
}

#[test]
fn another_range_than_the_one_asked_for_is_refused() {
    let (place, server) = (begun(150_000), server(Manner::WrongRange(149_000)));
    let error = place.fail(&[&server]);
    let expected = "answers with the range \"bytes 149000-/*\" where one from byte 150000 on";
    assert!(error.contains(expected), "{error}");
    place.assert_kept(150_000);
}

#[test]
fn a_lie_about_the_rest_is_found() {
    let place = begun(150_000);
    let error = place.fail(&[&server(Manner::Announces(200_000))]);
    assert!(error.contains("announces 200000 bytes where 50000 are expected"), "{error}");
    place.assert_kept(150_000);
}

#[test]
fn wrong_bytes_from_earlier_are_not_the_server_s_fault() {
    let (place, server) = (Place::new(), server(Manner::Good));
    fs::write(place.part(), [1; 1000]).unwrap();
    place.fetch(&[&server]).unwrap();
    assert_eq!(server.asked_from(), [1000, 0]);
    place.assert_whole();
}

#[test]
fn all_bytes_without_the_name_are_checked_and_named() {
    let (place, server) = (begun(200_000), server(Manner::Good));
    place.fetch(&[&server]).unwrap();
    assert!(server.asked_from().is_empty());
    place.assert_whole();
}

#[test]
fn too_many_bytes_from_earlier_are_thrown_away() {
    let (place, server) = (Place::new(), server(Manner::Good));
    fs::write(place.part(), [1; 200_001]).unwrap();
    place.fetch(&[&server]).unwrap();
    assert_eq!(server.asked_from(), [0]);
    place.assert_whole();
}

#[test]
fn two_programs_do_not_write_one_file() {
    let (place, server) = (begun(10), server(Manner::Good));
    let other = fs::File::open(place.part()).unwrap();
    other.lock().unwrap();
    let error = place.fetch(&[&server]).unwrap_err();
    assert!(matches!(error, DownloadError::Busy { .. }), "{error}");
    assert!(error.to_string().contains("is being fetched by another program"), "{error}");
    place.assert_kept(10);
    drop(other);
    place.fetch(&[&server]).unwrap();
    place.assert_whole();
}
