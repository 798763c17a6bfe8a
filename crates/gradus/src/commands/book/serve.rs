//! Serving the book to a browser on this machine, and building it again when a file changes.

use super::watch;
use anyhow::{Context, Result};
use book_tools::{Gradus, Workspace};
use local_http::{HTML, Request, Response, StatusCode, TEXT, response};
use percent_encoding::percent_decode_str;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

/// The port that is tried first.
const DEFAULT_PORT: u16 = 3000;
/// From one look at the files to the next.
const PAUSE: Duration = Duration::from_millis(300);

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
    let listener = local_http::listen(port, DEFAULT_PORT).with_context(|| match port {
        Some(port) => format!("port {port} cannot be used"),
        None => "no port can be used".to_owned(),
    })?;
    let address = format!("http://{}/", listener.local_addr()?);
    let state = Arc::new(RwLock::new(state));
    let served = Arc::clone(&state);
    local_http::spawn(listener, move |request| {
        served.read().unwrap_or_else(PoisonError::into_inner).response(request)
    })?;
    println!("{address}  (Ctrl-C ends it)");
    if open {
        open_browser(&address);
    }
    loop {
        thread::sleep(PAUSE);
        let now = watch::fingerprint(&workspace);
        if now != seen {
            seen = now;
            eprintln!("A file has changed.");
            // Whoever asks for a page meanwhile waits, and gets the new one.
            let mut state = state.write().unwrap_or_else(PoisonError::into_inner);
            state.build(&workspace, &gradus);
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

    fn response(&self, request: &Request) -> Response {
        match request.refuse_methods_but("GET, HEAD") {
            Some(response) => response,
            None => self.page(request.path()),
        }
    }

    fn page(&self, path: &str) -> Response {
        if path == "/gradus/version" {
            return response(StatusCode::OK, TEXT, format!("{}\n{}", self.version, self.mistakes));
        }
        let Some(folder) = &self.folder else {
            let body = format!("<title>Gradus</title><p>The book is not built yet.</p>{RELOAD}");
            return response(StatusCode::SERVICE_UNAVAILABLE, HTML, body);
        };
        let file = file(folder, path);
        let Some((kind, mut body)) = file.and_then(|it| Some((kind(&it), std::fs::read(it).ok()?)))
        else {
            let body = std::fs::read(folder.join("404.html")).unwrap_or_default();
            return response(StatusCode::NOT_FOUND, HTML, body);
        };
        if kind == HTML {
            body.extend_from_slice(RELOAD.as_bytes());
        }
        response(StatusCode::OK, kind, body)
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
