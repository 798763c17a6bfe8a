//! A trained model as a service: a page on which you draw a digit, and what the network says of it.
//!
//! ```text
//! cargo run --release -p ch01 --example service
//! cargo run --release -p ch01 --example service -- --port 8080 --fresh
//! ```

use anyhow::{Context, Result};
use ch01::{Reader, augmented, respond};
use clap::Parser;
use std::time::Duration;
use training::cli::{BasicOptions, Interrupt, OutputDir, say};

/// Trains a network on handwritten digits, once, and lets a browser on this machine ask it
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The port of the page [default: 3001, or another if that is taken]
    #[arg(long)]
    port: Option<u16>,
    /// Train anew, and not use the network that an earlier run with this seed has saved
    #[arg(long)]
    fresh: bool,
}

fn main() -> Result<()> {
    let Arguments { common, port, fresh } = Arguments::parse();
    let results = OutputDir::new(common.out.as_deref(), "ch01/service")?;
    let interrupt = Interrupt::listen()?;

    // ANCHOR: serve
    let mut digits = data::digits();
    let file = results.path(&format!("model-{}.safetensors", common.seed));
    let reader = if file.exists() && !fresh {
        Reader::load(&file).context("the saved network is of no use: train anew with --fresh")?
    } else {
        digits.train = augmented(&digits.train, 9, common.seed);
        let mut reader = Reader::untrained(common.seed);
        reader.train(&digits, 10, common.seed, &mut ());
        reader.save(&file)?;
        reader
    };
    let (percent, test) = (100.0 * reader.accuracy(&digits.test), digits.test.len());
    say(format_args!("{}: {percent:.1} % of {test} test images are read", file.display()));

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
