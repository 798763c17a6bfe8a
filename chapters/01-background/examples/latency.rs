//! What happens between the stroke and the response, and how long each part of it takes.
//!
//! ```text
//! cargo run --release -p ch01 --example latency
//! ```

use anyhow::{Context, Result, ensure};
use ch01::{Reader, pen, respond};
use clap::Parser;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Instant;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Measures the parts of a request to the service
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How often each part is measured
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..))]
    times: u32,
}

fn main() -> Result<()> {
    let Arguments { common, times } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch01/latency")?;
    let mut numbers = ResultsFile::default();
    let reader = Reader::untrained(common.seed);
    let drawing = &pen::digits()[8];
    let pixels = drawing.prepare();

    // ANCHOR: parts
    let mut show = |key: &str, what: &str, mut microseconds: Vec<f64>| {
        microseconds.sort_by(f64::total_cmp);
        let at = |part: f64| microseconds[(part * (microseconds.len() - 1) as f64) as usize];
        let (median, late) = (at(0.5), at(0.99));
        say(format_args!("{what:<42} {median:8.1} µs, one in a hundred above {late:8.1} µs"));
        numbers.add(&format!("{key}_us"), median);
        numbers.add(&format!("{key}_late_us"), late);
    };
    show("prepare", "strokes to 8 × 8 pixels", measure(times, || black_box(drawing.prepare())));
    show(
        "predict",
        "pixels to ten probabilities",
        measure(times, || black_box(reader.predict(&pixels))),
    );

    let listener = local_http::listen(None, 0)?;
    let address = listener.local_addr()?;
    let body = serde_json::to_string(&serde_json::json!({ "strokes": drawing.strokes }))?;
    let served = reader.clone();
    local_http::spawn(listener, move |request| respond(&served, request))?;
    let mut client = Client::new(address)?;
    client.ask(&body)?;
    let request = measure(times, || client.ask(&body).is_ok());
    show("request", "a request over HTTP, all of it", request);
    // ANCHOR_END: parts

    numbers.add("times", times);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The microseconds of each of `times` calls.
fn measure<R>(times: u32, mut part: impl FnMut() -> R) -> Vec<f64> {
    let once = || {
        let started = Instant::now();
        part();
        started.elapsed().as_secs_f64() * 1e6
    };
    std::iter::repeat_with(once).take(times as usize).collect()
}

/// One connection that is kept open, as a browser keeps it.
struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    fn new(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Client { stream: BufReader::new(stream) })
    }

    /// Sends a drawing and reads the response.
    fn ask(&mut self, body: &str) -> Result<Vec<u8>> {
        let head = "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Length:";
        write!(self.stream.get_mut(), "{head} {}\r\n\r\n{body}", body.len())?;
        let mut status = String::new();
        self.stream.read_line(&mut status)?;
        ensure!(status.starts_with("HTTP/1.1 200"), "the service says {status}");
        let mut length = None;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = Some(value.trim().parse()?);
            }
        }
        let mut response = vec![0; length.context("a response without a length")?];
        self.stream.read_exact(&mut response)?;
        Ok(response)
    }
}
