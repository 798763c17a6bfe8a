//! A trained model as a service: a page on which you draw a digit, and what the network says of it.
//!
//! ```text
//! cargo run --release -p ch01 --example service
//! cargo run --release -p ch01 --example service -- --port 8080
//! ```

use anyhow::{Context, Result};
use ch01::{Reader, augmented, respond};
use clap::Parser;
use std::time::{Duration, Instant};
use training::cli::{BasicOptions, Interrupt, OutputDir, say};

/// Trains a network on handwritten digits and lets a browser on this machine ask it
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The port of the page [default: 3001, or another if that is taken]
    #[arg(long)]
    port: Option<u16>,
}

fn main() -> Result<()> {
    let Arguments { common, port } = Arguments::parse();
    let results = OutputDir::new(common.out.as_deref(), "ch01/service")?;
    let interrupt = Interrupt::listen()?;

    // ANCHOR: serve
    let started = Instant::now();
    let mut digits = data::digits();
    digits.train = augmented(&digits.train, 9, common.seed);
    let mut reader = Reader::untrained(common.seed);
    reader.train(&digits, 10, common.seed, &mut ());
    say(format_args!(
        "trained for {:.1} s; {:.1} % of {} test images are read",
        started.elapsed().as_secs_f64(),
        100.0 * reader.accuracy(&digits.test),
        digits.test.len()
    ));
    reader.save(&results.path("model.safetensors"))?;

    let listener = local_http::listen(port, 3001)
        .with_context(|| format!("port {} cannot be opened: name another", port.unwrap_or(3001)))?;
    let address = listener.local_addr()?;
    local_http::spawn(listener, move |request| respond(&reader, request))?;
    say(format_args!("http://{address}/  (Ctrl-C ends it)"));
    while !interrupt.is_requested() {
        std::thread::sleep(Duration::from_millis(50));
    }
    // ANCHOR_END: serve
    results.finish()
}
