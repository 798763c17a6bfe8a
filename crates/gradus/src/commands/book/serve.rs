//! Serving the book to a browser on this machine, and building it again when a file changes.

use super::{browser, watch};
use anyhow::{Context, Result};
use book_tools::{Gradus, Workspace};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::Duration;

/// The port that is tried first.
const USUAL: u16 = 3000;
/// How long a question may be.
const MOST_BYTES: u64 = 1 << 16;
/// How long nothing is looked at.
const PAUSE: Duration = Duration::from_millis(300);

/// What is served: the pages of the last build that succeeded, and how the last build went.
struct State {
    folder: PathBuf,
    /// Counts the builds.
    version: u64,
    /// What is wrong, if the last build failed.
    mistakes: String,
}

/// Builds the book, serves it until the program is ended, and builds it again after each change.
pub(super) fn serve(workspace: Workspace, port: Option<u16>, open: bool) -> Result<()> {
    let gradus = Gradus::default();
    let mut seen = watch::fingerprint(&workspace);
    let folder = book_tools::build(&workspace, &gradus)?.folder;
    let state = Arc::new(RwLock::new(State { folder, version: 0, mistakes: String::new() }));
    let listener = listen(port)?;
    let address = format!("http://{}/", listener.local_addr()?);
    println!("{address}  (Ctrl-C ends it)");
    if open {
        browser::open(&address);
    }
    let shared = Arc::clone(&state);
    thread::spawn(move || accept(&listener, &shared));
    loop {
        thread::sleep(PAUSE);
        let now = watch::fingerprint(&workspace);
        if now != seen {
            seen = now;
            rebuild(&workspace, &gradus, &state);
        }
    }
}

/// Builds again; whoever asks for a page meanwhile waits, and gets the new one.
fn rebuild(workspace: &Workspace, gradus: &Gradus, state: &RwLock<State>) {
    let mut state = state.write().expect("no thread panics while it builds");
    let built = book_tools::build(workspace, gradus);
    state.mistakes = built.err().map_or(String::new(), |error| format!("{error:#}"));
    state.version += 1;
    match state.mistakes.as_str() {
        "" => println!("built again"),
        mistakes => eprintln!("{mistakes}\n"),
    }
}

/// Only this machine can reach it. A port that was asked for must be free; else any will do.
fn listen(port: Option<u16>) -> Result<TcpListener> {
    let at = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => at(port).with_context(|| format!("port {port} cannot be used")),
        None => at(USUAL).or_else(|_| at(0)).context("no port can be used"),
    }
}

fn accept(listener: &TcpListener, state: &Arc<RwLock<State>>) {
    for stream in listener.incoming().flatten() {
        let state = Arc::clone(state);
        // A browser that goes away in mid-answer is no mistake of ours.
        thread::spawn(move || drop(answer(&stream, &state)));
    }
}

fn answer(stream: &TcpStream, state: &RwLock<State>) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    // All of the question is read: to close on what is unread would cut off the answer.
    let lines = BufReader::new(stream.take(MOST_BYTES)).lines();
    let head: Vec<String> = lines
        .take_while(|line| line.as_ref().is_ok_and(|it| !it.is_empty()))
        .collect::<Result<_, _>>()?;
    let target = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or("/");
    let path = target.split(['?', '#']).next().unwrap_or("/");
    let state = state.read().expect("no thread panics while it builds");
    if path == "/gradus/version" {
        let body = format!("{}\n{}", state.version, state.mistakes);
        return respond(stream, "200 OK", "text/plain; charset=utf-8", body.as_bytes());
    }
    let Some(file) = file(&state.folder, path) else {
        let body = std::fs::read(state.folder.join("404.html")).unwrap_or_default();
        return respond(stream, "404 Not Found", "text/html; charset=utf-8", &body);
    };
    let mut body = std::fs::read(&file)?;
    if kind(&file).starts_with("text/html") {
        body.extend_from_slice(RELOAD.as_bytes());
    }
    respond(stream, "200 OK", kind(&file), &body)
}

fn respond(mut stream: &TcpStream, status: &str, kind: &str, body: &[u8]) -> io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(body)
}

/// The file of an address, if it is there: never one outside the folder.
fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = decoded(path)?;
    let path = Path::new(path.trim_start_matches('/'));
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    let mut file = folder.join(path);
    if file.is_dir() {
        file.push("index.html");
    }
    (inside && file.is_file()).then_some(file)
}

/// `%20` is a space.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Asks for the version now and then: loads the page again after a build, shows what is wrong with
/// one that failed. Only served pages have it, not those in the folder.
const RELOAD: &str = include_str!("reload.html");
