//! `cargo gradus data …` as the reader calls it: what it prints, how it ends.

use crate::server::{Manner, Server};
use crate::support::{content, manifest};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder with a manifest, and a folder for the sets.
struct Reader(TempDir);

impl Reader {
    /// One whose manifest has one set, at this server.
    fn of(server: &Server) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let text = manifest(&content(), &[&server.address]);
        fs::write(folder.path().join("manifest.toml"), text).unwrap();
        Reader(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("sets/small/file.bin")
    }

    fn part(&self) -> PathBuf {
        self.0.path().join("sets/small/file.bin.part")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
        command.arg("data").args(words).arg("--manifest").arg(self.0.path().join("manifest.toml"));
        command.env("GRADUS_DATA", self.0.path().join("sets"));
        command
    }

    /// The exit code and all that was printed.
    fn run(&self, words: &[&str]) -> (i32, String) {
        let Output { status, stdout, stderr } = self.command(words).output().unwrap();
        let text = String::from_utf8([stdout, stderr].concat()).unwrap();
        (status.code().expect("ended by itself"), text)
    }
}

#[track_caller]
fn assert_contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} in: {text}");
    }
}

#[test]
fn a_set_is_fetched_verified_and_listed() {
    let reader = Reader::of(&Server::start(Manner::Good, &content()));
    let (code, text) = reader.run(&["list"]);
    assert_eq!(code, 0, "{text}");
    assert_contains(&text, &["small", "A small set", "200.00 kB", "free to all", "absent"]);

    let (code, text) = reader.run(&["fetch", "small"]);
    assert_eq!(code, 0, "{text}");
    assert_contains(&text, &["licence: free to all", "file.bin: fetched", "25 %", "100 %"]);
    assert!(fs::read(reader.file()).unwrap() == content());

    let (code, text) = reader.run(&["fetch", "small"]);
    assert_eq!(code, 0, "{text}");
    assert_contains(&text, &["file.bin: was here already"]);

    let (code, text) = reader.run(&["verify"]);
    assert_eq!(code, 0, "{text}");
    assert_contains(&text, &["file.bin: right"]);
    assert_contains(&reader.run(&["list"]).1, &["present"]);
}

#[test]
fn without_a_folder_of_their_own_sets_go_to_the_workspace() {
    let reader = Reader::of(&Server::start(Manner::Good, &content()));
    let output = reader.command(&["list"]).env_remove("GRADUS_DATA").output().unwrap();
    let folder: PathBuf = ["datasets", "downloads"].iter().collect();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_contains(&text, &[&folder.display().to_string()]);
}

#[test]
fn what_cannot_be_fetched_ends_with_1_and_the_reason() {
    let server = Server::start(Manner::NotFound, &content());
    let reader = Reader::of(&server);
    let (code, text) = reader.run(&["fetch", "small"]);
    assert_eq!(code, 1, "{text}");
    assert_contains(&text, &["error: ", &server.address, "404 Not Found", "nothing is kept"]);
    assert!(!reader.file().exists() && !reader.part().exists());
}

#[test]
fn patience_can_be_chosen() {
    let reader = Reader::of(&Server::start(Manner::Stalls(5), &content()));
    let (code, text) = reader.run(&["fetch", "small", "--patience", "1"]);
    assert_eq!(code, 1, "{text}");
    assert_contains(&text, &["stalls after 5 bytes", "5 of 200000 bytes are kept"]);
    assert_eq!(fs::read(reader.part()).unwrap(), content()[..5]);
    assert_eq!(reader.run(&["fetch", "small", "--patience", "0"]).0, 2);
}

#[test]
fn verify_tells_what_is_wrong_or_absent() {
    let reader = Reader::of(&Server::start(Manner::Good, &content()));
    let (code, text) = reader.run(&["verify"]);
    assert_eq!(code, 0, "{text}");
    assert_contains(&text, &["nothing to verify"]);
    let (code, text) = reader.run(&["verify", "small"]);
    assert_eq!(code, 1, "{text}");
    assert_contains(&text, &["file.bin: absent", "`cargo gradus data fetch small` gets"]);

    fs::create_dir_all(reader.file().parent().unwrap()).unwrap();
    fs::write(reader.file(), "abc").unwrap();
    let (code, text) = reader.run(&["verify"]);
    assert_eq!(code, 1, "{text}");
    assert_contains(&text, &["has 3 bytes where 200000 are expected"]);
    assert_contains(&reader.run(&["list"]).1, &["in part"]);

    let mut other = content();
    other[199_999] ^= 1;
    fs::write(reader.file(), other).unwrap();
    let (code, text) = reader.run(&["verify"]);
    assert_eq!(code, 1, "{text}");
    assert_contains(&text, &["has SHA-256 ", " is expected"]);
    assert_eq!(reader.run(&["fetch", "small"]).0, 0);
    assert_eq!(reader.run(&["verify"]).0, 0);
}

/// A set that no server gives file by file: what to do is told, and what is there is checked.
#[test]
fn a_set_to_be_got_by_hand_is_checked_and_never_asked_for() {
    let server = Server::start(Manner::Good, &content());
    let reader = Reader::of(&server);
    let file = reader.0.path().join("manifest.toml");
    let text = fs::read_to_string(&file).unwrap();
    let addresses = format!("addresses = {:?}", [&server.address]);
    assert!(text.contains(&addresses), "{text}");
    fs::write(&file, text.replace(&addresses, "by_hand = \"unpack http://a/b.zip here\"")).unwrap();

    let (code, text) = reader.run(&["fetch", "small"]);
    assert_eq!(code, 1, "{text}");
    let told =
        ["small cannot be fetched by this program", "file.bin is not as it should be: absent"];
    assert_contains(&text, &[told[0], told[1], "To get it: unpack http://a/b.zip here."]);
    assert!(!reader.file().exists());
    assert_contains(&reader.run(&["list"]).1, &["absent"]);
    let (code, text) = reader.run(&["verify", "small"]);
    assert_eq!(code, 1, "{text}");
    assert_contains(&text, &["to get what is missing or wrong: unpack http://a/b.zip here"]);

    fs::create_dir_all(reader.file().parent().unwrap()).unwrap();
    fs::write(reader.file(), content()).unwrap();
    let (code, text) = reader.run(&["fetch", "small"]);
    assert_eq!(code, 0, "{text}");
    assert_contains(&text, &["was here already, SHA-256 as it should be"]);
    assert_eq!(reader.run(&["verify"]).0, 0);
}

#[test]
fn a_wrong_command_line_ends_with_2_and_says_what_there_is() {
    let reader = Reader::of(&Server::start(Manner::Good, &content()));
    for words in [&["fetch", "large"][..], &["verify", "large"]] {
        let (code, text) = reader.run(words);
        assert_eq!(code, 2, "{text}");
        assert_contains(&text, &["there is no set \"large\", but small"]);
    }
    assert_eq!(reader.run(&["fetch"]).0, 2);
    assert_eq!(reader.run(&["forget"]).0, 2);
}

#[test]
fn a_manifest_that_is_none_ends_with_1() {
    let reader = Reader::of(&Server::start(Manner::Good, &content()));
    fs::write(reader.0.path().join("manifest.toml"), "[[set]]").unwrap();
    let (code, text) = reader.run(&["list"]);
    assert_eq!(code, 1, "{text}");
    assert_contains(&text, &["error: ", "manifest.toml: is no manifest of data sets"]);
}

#[test]
#[cfg(unix)]
fn ctrl_c_keeps_what_has_come() {
    let reader = Reader::of(&Server::start(Manner::Stalls(50_000), &content()));
    let mut command = reader.command(&["fetch", "small"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let came = || fs::metadata(reader.part()).is_ok_and(|part| part.len() == 50_000);
    while !came() {
        assert!(child.try_wait().unwrap().is_none(), "ended too early");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(fs::read(reader.part()).unwrap() == content()[..50_000]);
    assert!(!reader.file().exists());
}
