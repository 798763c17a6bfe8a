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
const DEFAULT_PORT: u16 = 3000;
/// The maximum size of a request, in bytes.
const MAX_REQUEST: u64 = 1 << 16;
/// From one look at the files to the next.
const PAUSE: Duration = Duration::from_millis(300);

/// How long a read or a write may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What is served: the pages of the last build that succeeded, and how the last build went.
#[derive(Default)]
struct State {
    /// None before a build has succeeded.
    folder: Option<PathBuf>,
    /// Counts the builds.
    version: u64,
    /// What is wrong, if the last build failed.
    mistakes: String,
}

/// Builds the book, serves it until the program is ended, and builds it again after each change.
pub(super) fn serve(workspace: Workspace, port: Option<u16>, open: bool) -> Result<()> {
    let gradus = Gradus::default();
    let mut seen = watch::fingerprint(&workspace);
    let mut state = State::default();
    state.build(&workspace, &gradus);
    state.version = 0;
    let state = Arc::new(RwLock::new(state));
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

impl State {
    /// Builds the book. Of one that has mistakes, they are told, and the pages stay as they were.
    fn build(&mut self, workspace: &Workspace, gradus: &Gradus) {
        self.version += 1;
        self.mistakes.clear();
        match super::build(workspace, gradus) {
            Ok(built) => self.folder = Some(built.folder),
            Err(error) => {
                self.mistakes = format!("{error:#}");
                eprintln!("{}\n", self.mistakes);
            }
        }
    }
}

/// Builds again; whoever asks for a page meanwhile waits, and gets the new one.
fn rebuild(workspace: &Workspace, gradus: &Gradus, state: &RwLock<State>) {
    let mut state = state.write().expect("no thread panics while it builds");
    eprintln!("A file has changed.");
    state.build(workspace, gradus);
}

/// Only this machine can reach it. A port that was asked for must be free; else any will do.
fn listen(port: Option<u16>) -> Result<TcpListener> {
    let at = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => at(port).with_context(|| format!("port {port} cannot be used")),
        None => at(DEFAULT_PORT).or_else(|_| at(0)).context("no port can be used"),
    }
}

fn accept(listener: &TcpListener, state: &Arc<RwLock<State>>) {
    for stream in listener.incoming().flatten() {
        let state = Arc::clone(state);
        // A browser that goes away in mid-response is no error of ours.
        thread::spawn(move || drop(respond_to(&stream, &state)));
    }
}

fn respond_to(stream: &TcpStream, state: &RwLock<State>) -> io::Result<()> {
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    // All of the request is read: to close on what is unread would cut off the response.
    let lines = BufReader::new(stream.take(MAX_REQUEST)).lines();
    let head: Vec<String> = lines
        .take_while(|line| line.as_ref().is_ok_and(|it| !it.is_empty()))
        .collect::<Result<_, _>>()?;
    let [method, target, version] = words(&head)[..] else {
        return respond(stream, true, &Response::text("400 Bad Request", "no HTTP\n"));
    };
    if !version.starts_with("HTTP/1.") || !target.starts_with('/') {
        return respond(stream, true, &Response::text("400 Bad Request", "no HTTP/1.1\n"));
    }
    if !is_here(&head) {
        // A page of another site may have made its own name mean this machine.
        return respond(stream, true, &Response::text("403 Forbidden", "ask 127.0.0.1\n"));
    }
    if !matches!(method, "GET" | "HEAD") {
        let response =
            Response::text("405 Method Not Allowed\r\nAllow: GET, HEAD", "GET or HEAD\n");
        return respond(stream, true, &response);
    }
    let path = target.split(['?', '#']).next().unwrap_or("/");
    // The lock ends with this line: a reader who is slow to listen does not hold up a build.
    let response = state.read().expect("no thread panics while it builds").response(path)?;
    respond(stream, method == "GET", &response)
}

/// The words of the request line.
fn words(head: &[String]) -> Vec<&str> {
    head.first().map(|line| line.split(' ').collect()).unwrap_or_default()
}

/// Whether this machine was asked by its own name.
fn is_here(head: &[String]) -> bool {
    let fields = head.iter().skip(1).filter_map(|line| line.split_once(':'));
    let mut hosts = fields.filter(|(name, _)| name.eq_ignore_ascii_case("host"));
    hosts.all(|(_, host)| {
        let host = host.trim();
        let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
        let number = port.bytes().all(|byte| byte.is_ascii_digit());
        number && ["127.0.0.1", "localhost"].contains(&name)
    })
}

/// What is sent for a request.
struct Response {
    status: &'static str,
    kind: &'static str,
    body: Vec<u8>,
}

impl Response {
    fn text(status: &'static str, body: &str) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", body: body.into() }
    }
}

impl State {
    fn response(&self, path: &str) -> io::Result<Response> {
        const HTML: &str = "text/html; charset=utf-8";
        if path == "/gradus/version" {
            return Ok(Response::text("200 OK", &format!("{}\n{}", self.version, self.mistakes)));
        }
        let Some(folder) = &self.folder else {
            let body = format!("<title>Gradus</title><p>The book is not built yet.</p>{RELOAD}");
            return Ok(Response {
                status: "503 Service Unavailable",
                kind: HTML,
                body: body.into(),
            });
        };
        let Some(file) = file(folder, path) else {
            let body = std::fs::read(folder.join("404.html")).unwrap_or_default();
            return Ok(Response { status: "404 Not Found", kind: HTML, body });
        };
        let (kind, mut body) = (kind(&file), std::fs::read(&file)?);
        if kind == HTML {
            body.extend_from_slice(RELOAD.as_bytes());
        }
        Ok(Response { status: "200 OK", kind, body })
    }
}

fn respond(mut stream: &TcpStream, with_body: bool, response: &Response) -> io::Result<()> {
    let Response { status, kind, body } = response;
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    )?;
    if with_body {
        stream.write_all(body)?;
    }
    Ok(())
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
