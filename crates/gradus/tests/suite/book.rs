//! `cargo gradus book` as the reader calls it, on the small book of crate `book-tools`.

use crate::fixture::Fixture;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

#[test]
fn build_prints_the_path_of_the_first_page() {
    let fixture = Fixture::new();
    let (code, stdout, stderr) = fixture.run(&["book", "--build"]);
    assert_eq!(code, 0);
    let told = stderr.strip_prefix("Building the book …\nBuilt in ").unwrap();
    let seconds = told.strip_suffix(" s.\n").unwrap();
    assert!(seconds.parse::<f64>().is_ok(), "{seconds}");
    let page = stdout.trim_end();
    assert!(page.ends_with("target/book/index.html"), "{page}");
    assert!(fs::read_to_string(page).unwrap().contains("Figure 2.1</a>"));
}

#[test]
fn a_mistake_is_told_and_the_command_fails() {
    let fixture = Fixture::new();
    fixture.write("book/src/preface.md", "# Preface\n\n{{#nope}}\n\n[@nobody]\n");
    let (code, _, stderr) = fixture.run(&["book", "--build"]);
    assert_eq!(code, 1);
    let expected = "Building the book …\nbook/src/preface.md:3: there is no directive `nope`";
    assert!(stderr.starts_with(expected), "{stderr}");
    assert!(stderr.ends_with("\n\n2 mistakes\n"), "{stderr}");
}

#[test]
fn check_finds_what_a_reader_would_stumble_over() {
    let fixture = Fixture::new();
    assert_eq!(fixture.run(&["book", "--check"]).0, 0);
    fixture.write("book/src/preface.md", "# Preface\n\n[a](#gone)\n");
    let (code, _, stderr) = fixture.run(&["book", "--check"]);
    assert_eq!(code, 1);
    let expected = "Checking every page …\nbook/src/preface.md:3: the link `#gone` leads to no anchor: \
                    preface.html has no `gone`\n\none mistake\n";
    assert!(stderr.ends_with(expected), "{stderr}");
}

#[test]
fn an_installed_mdbook_may_call_the_step() {
    let fixture = Fixture::new();
    assert_eq!(fixture.run(&["book", "preprocess", "supports", "html"]).0, 0);
    assert_eq!(fixture.run(&["book", "preprocess", "supports", "pandoc"]).0, 1);
    let mut child = fixture.command(&["book", "preprocess"]).stdin(Stdio::piped()).spawn().unwrap();
    let root = fixture.path("book");
    let request = format!(
        r##"[{{"root": {root:?}, "renderer": "html", "mdbook_version": "0.5.4", "config": {{}}}},
            {{"items": [{{"Chapter": {{"name": "A", "content": "$`x`$", "number": null, "sub_items": [],
            "path": "a.md", "source_path": "a.md", "parent_names": []}}}}]}}]"##
    );
    child.stdin.take().unwrap().write_all(request.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let response = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && response.contains("katex"), "{response}");
}

/// Every file of a built book.
fn pages(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut pages = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().to_owned();
                    pages.insert(name, fs::read(path).unwrap());
                }
            }
        }
    }
    pages
}

#[test]
fn mdbook_itself_gives_the_same_pages() {
    let fixture = Fixture::new();
    assert_eq!(fixture.run(&["book", "--build"]).0, 0);
    let folder = fixture.path("target/book");
    let ours = pages(&folder);
    fs::remove_dir_all(&folder).unwrap();
    let settings = fixture.read("book/book.toml");
    let command = format!("{:?} book preprocess", env!("CARGO_BIN_EXE_gradus"));
    let settings = settings.replace("\"cargo gradus book preprocess\"", &format!("'{command}'"));
    fixture.write("book/book.toml", &settings);
    mdbook_driver::MDBook::load(fixture.path("book")).unwrap().build().unwrap();
    let theirs = pages(&folder);
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    let differing: Vec<_> = ours.iter().filter(|(path, page)| theirs[*path] != **page).collect();
    assert!(differing.is_empty(), "{:?}", differing.iter().map(|it| it.0).collect::<Vec<_>>());
}

/// A server that ends with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(fixture: &Fixture) -> Self {
        let mut child = fixture.command(&["book"]).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned();
        Self { child, address }
    }

    /// The head and the body of the response to a request for a path.
    fn get(&self, path: &str) -> (String, String) {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n", self.address))
    }

    /// The head, in small letters, and the body of the response to these lines, after which the
    /// connection ends.
    fn send(&self, lines: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(format!("{lines}Connection: close\r\n\r\n").as_bytes()).unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    }

    /// Waits until the server tells of another build.
    #[track_caller]
    fn version_with(&self, text: &str) -> String {
        let start = Instant::now();
        loop {
            let (_, body) = self.get("/gradus/version");
            if body.contains(text) {
                return body;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "no {text:?} in {body:?}");
            sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn pages_are_served_to_this_machine_only_and_nothing_else_is() {
    let fixture = Fixture::new();
    let server = Server::start(&fixture);
    assert!(server.address.starts_with("127.0.0.1:"), "{}", server.address);
    let (head, body) = server.get("/ch02-neurons.html?a#b");
    assert!(head.starts_with("http/1.1 200 ok\r\n"), "{head}");
    assert!(head.contains("\r\ncontent-type: text/html; charset=utf-8\r\n"), "{head}");
    assert!(head.contains("\r\ncache-control: no-store\r\n"), "{head}");
    assert!(body.contains("/gradus/version"), "the page loads itself again");
    assert!(!fixture.read("target/book/ch02-neurons.html").contains("/gradus/version"));
    assert!(server.get("/theme/extra.css").0.contains("content-type: text/css"));
    for path in
        ["/../../book/book.toml", "/%2e%2e/%2e%2e/book/book.toml", "/nothing", "//etc/passwd"]
    {
        let (head, body) = server.get(path);
        assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
        assert!(!body.contains("[book]") && !body.contains("root:"), "{path}");
    }
    // The usual port may be taken by the first: the second finds another.
    assert_ne!(Server::start(&fixture).address, server.address);
}

#[test]
fn a_change_is_built_and_a_mistake_is_shown_until_it_is_mended() {
    let fixture = Fixture::new();
    let server = Server::start(&fixture);
    assert_eq!(server.get("/gradus/version").1, "0\n");
    fixture.write("book/src/preface.md", "# Preface\n\nAnother text.\n");
    server.version_with("1");
    assert!(server.get("/preface.html").1.contains("Another text."));
    fixture.write("book/src/preface.md", "# Preface\n\n{{#nope}}\n");
    server.version_with("preface.md:3: there is no directive `nope`");
    assert!(server.get("/preface.html").1.contains("Another text."), "the last good page stays");
    fixture.write("chapters/02-neurons/outputs/perceptron.txt", "epoch 1: another output\n2\n");
    fixture.write("book/src/preface.md", "# Preface\n");
    let start = Instant::now();
    while server.get("/gradus/version").1.lines().count() > 1 {
        assert!(start.elapsed() < Duration::from_secs(60), "the mistake stays");
        sleep(Duration::from_millis(50));
    }
    assert!(server.get("/ch02-neurons.html").1.contains("another output"));
}

#[test]
fn who_does_not_ask_for_a_page_of_this_machine_is_told_so() {
    let fixture = Fixture::new();
    let server = Server::start(&fixture);
    let (head, body) = server.send("HEAD /preface.html HTTP/1.1\r\nHost: localhost:3000\r\n");
    let page = server.get("/preface.html").1;
    assert!(head.starts_with("http/1.1 200 ok"), "{head}");
    assert!(head.contains(&format!("content-length: {}", page.len())), "{head}");
    assert_eq!(body, "", "a HEAD has no body");
    for (request, status) in [
        ("POST / HTTP/1.1\r\nHost: localhost\r\n", "405 method not allowed"),
        ("GET / HTTP/1.1\r\nHost: evil.example:3000\r\n", "403 forbidden"),
        ("GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n", "403 forbidden"),
        ("GET http://evil.example/ HTTP/1.1\r\n", "400 bad request"),
        ("hello\r\n", "400 bad request"),
        ("\r\n", "400 bad request"),
    ] {
        let (head, body) = server.send(request);
        assert!(head.starts_with(&format!("http/1.1 {status}")), "{request:?}: {head}");
        assert!(!body.contains("<html"), "{request:?}");
    }
}

#[test]
fn clients_that_send_nothing_or_read_nothing_hold_up_no_other() {
    let fixture = Fixture::new();
    let server = Server::start(&fixture);
    let connect = || TcpStream::connect(&server.address).unwrap();
    let silent: Vec<TcpStream> = (0..100).map(|_| connect()).collect();
    let request = format!("GET /preface.html HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    let mut deaf: Vec<TcpStream> = (0..100).map(|_| connect()).collect();
    for stream in &mut deaf {
        stream.write_all(request.repeat(50).as_bytes()).unwrap();
    }
    std::thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| assert!(server.get("/preface.html").0.starts_with("http/1.1 200 ok")));
        }
    });
    drop((silent, deaf));
}

#[test]
fn a_port_that_was_asked_for_must_be_free() {
    let fixture = Fixture::new();
    let server = Server::start(&fixture);
    let port = server.address.rsplit(':').next().unwrap();
    let (code, stdout, stderr) = fixture.run(&["book", "--port", port]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains(&format!("port {port} cannot be used: ")), "{stderr}");
}

#[test]
fn a_book_that_cannot_be_built_is_served_once_it_can() {
    let fixture = Fixture::new();
    fixture.write("book/src/preface.md", "# Preface\n\n{{#nope}}\n");
    let server = Server::start(&fixture);
    server.version_with("preface.md:3: there is no directive `nope`");
    let (head, body) = server.get("/preface.html");
    assert!(head.starts_with("http/1.1 503"), "{head}");
    assert!(body.contains("/gradus/version"), "the page loads itself again");
    fixture.write("book/src/preface.md", "# Preface\n\nMended.\n");
    let start = Instant::now();
    while !server.get("/preface.html").1.contains("Mended.") {
        assert!(start.elapsed() < Duration::from_secs(60), "it is not built again");
        sleep(Duration::from_millis(50));
    }
}
