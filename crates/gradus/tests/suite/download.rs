//! What each kind of server makes of a download: the error's text, and what is on the disk
//! afterwards.

use crate::server::{Manner, Server};
use crate::support::{Place, content};
use gradus::{DownloadError, Outcome, Sha256};
use std::fs;

fn server(manner: Manner) -> Server {
    Server::start(manner, &content())
}

#[test]
fn a_good_server_gives_the_file() {
    let (place, server) = (Place::new(), server(Manner::Good));
    assert_eq!(place.fetch(&[&server]).unwrap(), Outcome::Fetched);
    place.assert_whole();
}

#[test]
fn what_is_there_is_not_fetched_again() {
    let (place, server) = (Place::new(), server(Manner::Good));
    fs::write(place.file(), content()).unwrap();
    assert_eq!(place.fetch(&[&server]).unwrap(), Outcome::Present);
    assert!(server.asked_from().is_empty());
    place.assert_whole();
}

#[test]
fn wrong_bytes_under_the_name_are_replaced_but_only_by_the_right_ones() {
    let place = Place::new();
    let mut other = content();
    other[77] ^= 1;
    fs::write(place.file(), &other).unwrap();
    place.fail(&[&server(Manner::Closes)]);
    assert!(fs::read(place.file()).unwrap() == other);
    assert_eq!(place.fetch(&[&server(Manner::Good)]).unwrap(), Outcome::Fetched);
    place.assert_whole();
}

#[test]
fn a_stall_ends_with_an_error_and_keeps_what_came() {
    let (place, server) = (Place::new(), server(Manner::Stalls(70_000)));
    let error = place.fail(&[&server]);
    assert!(error.contains("stalls after 70000 bytes where 200000 are expected"), "{error}");
    assert!(error.contains(&server.address), "{error}");
    assert!(error.contains("70000 of 200000 bytes are kept"), "{error}");
    assert!(error.contains("the same command goes on from there"), "{error}");
    place.assert_kept(70_000);
}

#[test]
fn a_silent_server_is_left() {
    let place = Place::new();
    let error = place.fail(&[&server(Manner::Silent)]);
    assert!(error.contains("does not answer"), "{error}");
    assert!(error.contains("nothing is kept"), "{error}");
    assert!(place.names().is_empty());
}

#[test]
fn a_truncated_answer_is_named_and_kept() {
    let place = Place::new();
    let error = place.fail(&[&server(Manner::Truncates(123_456))]);
    assert!(error.contains("ends after 123456 bytes where 200000 are expected"), "{error}");
    place.assert_kept(123_456);
}

#[test]
fn a_lie_about_the_length_is_found_before_anything_is_written() {
    for length in [199_999, 200_001, 1 << 50] {
        let place = Place::new();
        let error = place.fail(&[&server(Manner::Announces(length))]);
        let expected = format!("announces {length} bytes where 200000 are expected");
        assert!(error.contains(&expected), "{error}");
        assert!(place.names().is_empty());
    }
}

#[test]
fn no_more_is_taken_than_the_file_has() {
    let place = Place::new();
    // What is taken is the file, and that is what its checksum says.
    place.fetch(&[&server(Manner::GoesOn(vec![7; 5_000_000]))]).unwrap();
    place.assert_whole();
    let (place, longer) = (Place::new(), [vec![7; 100_000], content()].concat());
    let error = place.fail(&[&Server::start(Manner::GoesOn(vec![]), &longer)]);
    assert!(error.contains("gives bytes of SHA-256"), "{error}");
    assert!(place.names().is_empty());
}

#[test]
fn an_end_without_an_announced_length_is_no_success() {
    let place = Place::new();
    let error = place.fail(&[&Server::start(Manner::GoesOn(vec![]), &content()[..1000])]);
    assert!(error.contains("ends after 1000 bytes where 200000 are expected"), "{error}");
    place.assert_kept(1000);
}

#[test]
fn wrong_bytes_are_thrown_away_with_both_checksums_told() {
    let place = Place::new();
    let server = server(Manner::WrongBytes);
    let error = place.fetch(&[&server]).unwrap_err();
    let text = error.to_string();
    let DownloadError::Failed { failures, kept: 0, .. } = error else { panic!("{text}") };
    let expected = Sha256::of(&content()[..]).unwrap();
    let found = Sha256::of(&vec![b'?'; 200_000][..]).unwrap();
    let reason = format!("gives bytes of SHA-256 {found} where {expected} is expected");
    assert_eq!(failures[0].reason, reason);
    for part in [&server.address, &reason] {
        assert!(text.contains(part), "{part} in: {text}");
    }
    assert_eq!(server.asked_from(), [0], "a clean start is given once");
    assert!(place.names().is_empty());
}

#[test]
fn a_page_that_is_not_there_is_no_file() {
    let place = Place::new();
    let error = place.fail(&[&server(Manner::NotFound)]);
    assert!(error.contains("answers \"404 Not Found\" where the file is expected"), "{error}");
    assert!(place.names().is_empty());
}

#[test]
fn redirects_are_followed_but_not_for_ever() {
    let (place, good) = (Place::new(), server(Manner::Good));
    place.fetch(&[&server(Manner::Redirects(good.address.clone()))]).unwrap();
    place.assert_whole();
    let place = Place::new();
    let error = place.fail(&[&server(Manner::Redirects("/again".into()))]);
    assert!(error.contains("cannot be asked: ") && error.contains("redirect"), "{error}");
    assert!(place.names().is_empty());
}

#[test]
fn a_server_that_hangs_up_or_is_not_there_is_named() {
    let mut gone = server(Manner::Good);
    gone.address = "http://127.0.0.1:1/".into();
    for server in [server(Manner::Closes), gone] {
        let place = Place::new();
        let error = place.fail(&[&server]);
        assert!(
            error.contains(&format!("{}file.bin: cannot be asked: ", server.address)),
            "{error}"
        );
        assert!(place.names().is_empty());
    }
}

#[test]
fn the_next_address_is_asked_and_every_failure_told() {
    let (place, good) = (Place::new(), server(Manner::Good));
    let bad = [Manner::NotFound, Manner::WrongBytes, Manner::Closes, Manner::Silent].map(server);
    let bad = bad.each_ref();
    let error = place.fail(&bad);
    for server in bad {
        assert!(error.contains(&server.address), "{error}");
    }
    place.fetch(&[&bad[..], &[&good]].concat()).unwrap();
    place.assert_whole();
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_at_once_with_what_to_do() {
    let (place, server) = (Place::new(), server(Manner::Good));
    // Whatever is written there finds no room.
    std::os::unix::fs::symlink("/dev/full", place.part()).unwrap();
    let error = place.fetch(&[&server, &server]).unwrap_err();
    assert!(matches!(error, DownloadError::Disk { .. }), "{error}");
    let text = error.to_string();
    assert!(text.contains("No space left on device"), "{text}");
    assert!(text.contains("make room, or let GRADUS_DATA name a folder on another disk"), "{text}");
    assert_eq!(server.asked_from().len(), 1, "no other address can help");
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let place = Place::new();
    fs::write(place.0.path().join("in-the-way"), "").unwrap();
    let text = crate::support::manifest(&content(), &["http://127.0.0.1:1/"]);
    let manifest = gradus::Manifest::parse(&text, "test".as_ref()).unwrap();
    let file = &manifest.sets[0].files[0];
    let folder = &place.0.path().join("in-the-way/below");
    let patience = std::time::Duration::from_secs(1);
    let error = gradus::Download { file, addresses: &[], folder, patience }.run(&mut ());
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("below") && error.contains("see whether you may write there"),
        "{error}"
    );
}
