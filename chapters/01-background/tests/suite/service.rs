//! The service over HTTP: what it accepts, and what it says to what it does not.

use crate::drawing::READER;
use ch01::{Reader, pen, respond};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

static ADDRESS: LazyLock<SocketAddr> = LazyLock::new(|| {
    let listener = local_http::listen(None, 0).expect("a port");
    let address = listener.local_addr().expect("its address");
    local_http::spawn(listener, |request| respond(&READER, request)).expect("a thread");
    address
});

/// The status and the body of a response.
fn ask(address: SocketAddr, method: &str, path: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).expect("the service listens");
    let head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close");
    write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).expect("sent");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("a response");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    (head[9..12].parse().expect("a status"), body.to_string())
}

#[test]
fn a_drawing_gets_ten_probabilities() {
    let body = json!({"strokes": pen::digits()[3].strokes}).to_string();
    let (status, text) = ask(*ADDRESS, "POST", "/predict", &body);
    let reading: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((status, reading["digit"].as_u64()), (200, Some(3)), "{text}");
    let probabilities = reading["probabilities"].as_array().expect("a list");
    let sum: f64 = probabilities.iter().filter_map(Value::as_f64).sum();
    assert!(probabilities.len() == 10 && (sum - 1.0).abs() < 1e-5, "{text}");
    assert_eq!(reading["pixels"].as_array().map(Vec::len), Some(64));
}

#[test]
fn bad_bodies_are_told_what_is_expected() {
    let long = format!("{{\"strokes\": [[{}[1, 1]]]}}", "[1, 1], ".repeat(5_000));
    let cases = [
        ("", "EOF"),
        ("a seven", "expected value"),
        ("{}", "missing field `strokes`"),
        (r#"{"strokes": []}"#, "there is no point"),
        (r#"{"strokes": [[]]}"#, "there is no point"),
        (r#"{"strokes": [[[1]]]}"#, "invalid length 1"),
        (r#"{"strokes": [[[1e30, 0]]]}"#, "a coordinate is beyond"),
        (&long, "5001 points, at most 5000 are read"),
    ];
    for (body, message) in cases {
        let (status, text) = ask(*ADDRESS, "POST", "/predict", body);
        assert_eq!(status, 400, "{text}");
        assert!(text.contains(message) && text.contains(r#"expected {"strokes""#), "{text}");
    }
}

#[test]
fn a_dot_and_an_empty_stroke_are_drawings() {
    for body in [r#"{"strokes": [[[7, 7]]]}"#, r#"{"strokes": [[], [[0, 0], [0, 0]]]}"#] {
        let (status, text) = ask(*ADDRESS, "POST", "/predict", body);
        assert_eq!(status, 200, "{text}");
        assert!(!text.contains("null"), "{text}");
    }
}

#[test]
fn other_paths_and_methods_are_refused() {
    assert_eq!(ask(*ADDRESS, "GET", "/", "").0, 200);
    assert_eq!(ask(*ADDRESS, "GET", "/predict", "").0, 405);
    assert_eq!(ask(*ADDRESS, "POST", "/", "").0, 405);
    assert_eq!(ask(*ADDRESS, "GET", "/favicon.ico", "").0, 404);
}

#[test]
fn the_program_says_where_it_listens_and_ends_by_ctrl_c() {
    let out = programs::temp_dir();
    let saved = Reader::untrained(1);
    saved.save(&out.path().join("model-1.safetensors")).expect("saved");
    let service = programs::Program::new("service");
    let mut run = service.command(out.path()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut lines = BufReader::new(run.stdout.take().expect("piped")).lines();
    let first = lines.next().expect("it says what it serves").expect("text");
    let percent = 100.0 * saved.accuracy(&data::digits().test);
    assert!(first.ends_with(&format!("{percent:.1} % of 360 test images are read")), "{first}");
    let text = lines.find(|line| line.as_ref().is_ok_and(|text| text.starts_with("http://")));
    let text = text.expect("it says its address").expect("text");
    let address = text["http://".len()..].split('/').next().unwrap_or_default();
    let address: SocketAddr = address.parse().expect("an address");
    assert_eq!(ask(address, "GET", "/", "").0, 200);

    let taken = programs::temp_dir();
    let file = taken.path().join("model-1.safetensors");
    std::fs::write(&file, "half of a file").expect("written");
    let port = address.port().to_string();
    let error = service.run_err(taken.path(), &["--port", &port]);
    assert!(error.contains("train anew with --fresh") && error.contains("model-1"), "{error}");
    let error = service.run_err(taken.path(), &["--port", &port, "--fresh"]);
    assert!(error.contains("cannot be opened: name another"), "{error}");
    let trained = Reader::load(&file).expect("it has trained anew, and saved");
    assert!(trained.accuracy(&data::digits().test) > 0.9);
    let killed = Command::new("kill").args(["-INT", &run.id().to_string()]).status();
    assert!(killed.is_ok_and(|status| status.success()));
    assert!(run.wait().expect("it ends").success());
}
