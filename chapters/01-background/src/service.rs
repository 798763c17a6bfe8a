//! The trained model as a service: what it responds to a browser.

use crate::{Drawing, Reader, prediction};
use local_http::{HTML, Request, Response, StatusCode, TEXT, response};
use serde::Serialize;

/// The kind of a response that programs read.
const JSON: &str = "application/json";
const PAGE: &str = include_str!("page.html");

/// What the service says of a drawing.
#[derive(Serialize)]
struct Reading {
    /// The digit with the highest probability.
    digit: usize,
    /// The probabilities of the digits 0 to 9.
    probabilities: [f32; 10],
    /// What the network was given, 8 rows of 8 pixels of 0 to 16.
    pixels: Vec<u8>,
}

/// The response to a request: the page on which to draw, or what the reader says of a drawing.
///
/// ```
/// use ch01::{Reader, respond};
/// use std::io::{Read, Write};
///
/// let reader = Reader::untrained(1);
/// let listener = local_http::listen(None, 0)?;
/// let mut stream = std::net::TcpStream::connect(listener.local_addr()?)?;
/// local_http::spawn(listener, move |request| respond(&reader, request))?;
/// let body = r#"{"strokes": [[[5, 0], [5, 9]]]}"#;
/// write!(
///     stream,
///     "POST /predict HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
///     body.len()
/// )?;
/// let mut text = String::new();
/// stream.read_to_string(&mut text)?;
/// assert!(text.starts_with("HTTP/1.1 200") && text.contains("\"probabilities\":["));
/// # Ok::<(), std::io::Error>(())
/// ```
// ANCHOR: respond
pub fn respond(reader: &Reader, request: &Request) -> Response {
    match request.path() {
        "/" => request
            .refuse_methods_but("GET, HEAD")
            .unwrap_or_else(|| response(StatusCode::OK, HTML, PAGE)),
        "/predict" => {
            request.refuse_methods_but("POST").unwrap_or_else(|| predict(reader, request.body()))
        }
        _ => response(StatusCode::NOT_FOUND, TEXT, "there are / and /predict\n"),
    }
}

fn predict(reader: &Reader, body: &[u8]) -> Response {
    let drawing = match Drawing::from_json(body) {
        Ok(drawing) => drawing,
        Err(message) => return response(StatusCode::BAD_REQUEST, TEXT, message + "\n"),
    };
    let pixels = drawing.prepare();
    let probabilities = reader.predict(&pixels);
    let (digit, _) = prediction(&probabilities);
    let reading = Reading { digit, probabilities, pixels: pixels.to_vec() };
    let json = serde_json::to_vec(&reading).expect("numbers become JSON");
    response(StatusCode::OK, JSON, json)
}
// ANCHOR_END: respond
