//! What the tests of downloads share.

use crate::server::Server;
use gradus::{Download, DownloadError, File, Manifest, Outcome};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

/// The file that the servers have: more than one piece, no two stretches alike.
pub fn content() -> Vec<u8> {
    (0..200_000_u32).map(|i| (i.wrapping_mul(i) / 251) as u8).collect()
}

/// A manifest with one set, `small`, of one file, `file.bin`, at these addresses.
pub fn manifest(content: &[u8], addresses: &[&str]) -> String {
    let checksum = gradus::Sha256::of(content).unwrap();
    let size = content.len();
    format!(
        r#"
        [[set]]
        name = "small"
        title = "A small set"
        licence = "free to all"
        homepage = "http://127.0.0.1/"
        citation = "none"
        addresses = {addresses:?}

        [[set.file]]
        name = "file.bin"
        size = {size}
        sha256 = "{checksum}"
        "#
    )
}

/// A folder in which the file is to arrive, and what is in it.
pub struct Place(pub TempDir);

impl Place {
    pub fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    pub fn file(&self) -> PathBuf {
        self.0.path().join("file.bin")
    }

    pub fn part(&self) -> PathBuf {
        self.0.path().join("file.bin.part")
    }

    /// Fetches the file from servers, in their order, with little patience.
    pub fn fetch(&self, servers: &[&Server]) -> Result<Outcome, DownloadError> {
        let addresses: Vec<&str> = servers.iter().map(|server| &server.address[..]).collect();
        let text = manifest(&content(), &addresses);
        let manifest = Manifest::parse(&text, "test".as_ref()).unwrap();
        let set = &manifest.sets[0];
        let file: &File = &set.files[0];
        let (addresses, patience) = (set.addresses_of(file), Duration::from_secs(2));
        Download { file, addresses: &addresses, folder: self.0.path(), patience }.run(&mut ())
    }

    /// The error that fetching ends with, as the reader sees it.
    pub fn fail(&self, servers: &[&Server]) -> String {
        self.fetch(servers).expect_err("cannot be fetched from these").to_string()
    }

    /// The names of all that is in the folder.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Checks that the file is there, whole, and nothing beside it.
    #[track_caller]
    pub fn assert_whole(&self) {
        assert_eq!(self.names(), ["file.bin"]);
        assert!(fs::read(self.file()).unwrap() == content(), "other bytes than the server's");
    }

    /// Checks that the first `count` bytes are kept for the next attempt, and nothing else is
    /// there.
    #[track_caller]
    pub fn assert_kept(&self, count: usize) {
        assert_eq!(self.names(), ["file.bin.part"]);
        assert!(
            fs::read(self.part()).unwrap() == content()[..count],
            "not the first {count} bytes"
        );
    }
}
