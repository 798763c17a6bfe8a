//! Serving the book to a browser on this machine, and building it again when a file changes.

use super::watch;
use anyhow::{Context, Error, Result};
use book_tools::{Gradus, Workspace};
use percent_encoding::percent_decode_str;
use std::io::Cursor;
use std::net::Ipv4Addr;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tiny_http::{Header, Method, Request, Server};

/// The port that is tried first.
const DEFAULT_PORT: u16 = 3000;
/// From one look at the files to the next.
const PAUSE: Duration = Duration::from_millis(300);
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// A response whose body is in memory.
type Response = tiny_http::Response<Cursor<Vec<u8>>>;

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
    let server = listen(port)?;
    let address = format!("http://{}/", server.server_addr());
    println!("{address}  (Ctrl-C ends it)");
    if open {
        open_browser(&address);
    }
    let mut looked = Instant::now();
    loop {
        if let Some(request) =
            server.recv_timeout(PAUSE).context("connections cannot be accepted")?
        {
            let response = state.response(&request);
            // A browser that is slow to read holds up no other, and one that goes away is no error.
            thread::spawn(move || drop(request.respond(response)));
        }
        if looked.elapsed() < PAUSE {
            continue;
        }
        let now = watch::fingerprint(&workspace);
        if now != seen {
            seen = now;
            eprintln!("A file has changed.");
            // Whoever asks for a page meanwhile waits, and gets the new one.
            state.build(&workspace, &gradus);
        }
        looked = Instant::now();
    }
}

/// Only this machine can reach it. A port that was asked for must be free; else any will do.
fn listen(port: Option<u16>) -> Result<Server> {
    let at = |port| Server::http((Ipv4Addr::LOCALHOST, port)).map_err(Error::from_boxed);
    match port {
        Some(port) => at(port).with_context(|| format!("port {port} cannot be used")),
        None => at(DEFAULT_PORT).or_else(|_| at(0)).context("no port can be used"),
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

    fn response(&self, request: &Request) -> Response {
        if !request.url().starts_with('/') {
            return response(400, TEXT, "no path\n");
        }
        if !is_here(request) {
            // A page of another site may have made its own name mean this machine.
            return response(403, TEXT, "ask 127.0.0.1\n");
        }
        if !matches!(request.method(), Method::Get | Method::Head) {
            return response(405, TEXT, "GET or HEAD\n").with_header(header("Allow", "GET, HEAD"));
        }
        self.page(request.url().split(['?', '#']).next().unwrap_or("/"))
    }

    fn page(&self, path: &str) -> Response {
        if path == "/gradus/version" {
            return response(200, TEXT, format!("{}\n{}", self.version, self.mistakes));
        }
        let Some(folder) = &self.folder else {
            let body = format!("<title>Gradus</title><p>The book is not built yet.</p>{RELOAD}");
            return response(503, HTML, body);
        };
        let file = file(folder, path);
        let Some((kind, mut body)) = file.and_then(|it| Some((kind(&it), std::fs::read(it).ok()?)))
        else {
            let body = std::fs::read(folder.join("404.html")).unwrap_or_default();
            return response(404, HTML, body);
        };
        if kind == HTML {
            body.extend_from_slice(RELOAD.as_bytes());
        }
        response(200, kind, body)
    }
}

/// Opens an address in whatever the system shows pages with; says so if that does not work.
fn open_browser(address: &str) {
    let command = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let mut command = Command::new(command);
    let started = command.arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if started.is_err() {
        eprintln!("no browser was found: open {address} yourself");
    }
}

/// Whether this machine was asked by its own name.
fn is_here(request: &Request) -> bool {
    let mut hosts = request.headers().iter().filter(|header| header.field.equiv("Host"));
    hosts.all(|header| {
        let host = header.value.as_str();
        let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
        let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
        is_number && ["127.0.0.1", "localhost"].contains(&name)
    })
}

/// A response that announces its length, however long it is.
fn response(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Response {
    Response::from_data(body)
        .with_status_code(status)
        .with_header(header("Content-Type", kind))
        .with_header(header("Cache-Control", "no-store"))
        .with_chunked_threshold(usize::MAX)
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("the headers of this file are ASCII")
}

/// The file of an address: never one outside the folder.
fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let path = Path::new(path.trim_start_matches('/'));
    let is_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    let mut file = folder.join(path);
    if file.is_dir() {
        file.push("index.html");
    }
    is_inside.then_some(file)
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()) {
        Some("html") => HTML,
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("txt") => TEXT,
        _ => "application/octet-stream",
    }
}

/// Asks for the version now and then: loads the page again after a build, shows what is wrong with
/// one that failed. Only served pages have it, not those in the folder.
const RELOAD: &str = include_str!("reload.html");
