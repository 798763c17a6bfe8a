//! PyTorch's rates, by the script beside this file.

use serde::Deserialize;
use std::path::Path;
use std::process::Command;

/// What the script prints of one network.
#[derive(Deserialize)]
pub struct Rate {
    network: String,
    batch: usize,
    mode: String,
    rate: f64,
}

/// The rates of all networks and modes; none, and why, where the script fails.
pub fn rates(python: &Path, seconds: f64) -> Vec<Rate> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/gpu_check/peer.py");
    let mut command = Command::new(python);
    command.arg(script).arg(seconds.to_string());
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => {
            println!("PyTorch is left out: {}: {error}", python.display());
            return Vec::new();
        }
    };
    if !output.status.success() {
        println!("PyTorch is left out:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Prints a network's line: our rates and the peer's, eager and replayed as a graph.
pub fn say(network: &str, batch: usize, ours: [f64; 2], peers: &[Rate]) {
    let of = |mode| {
        let is_it = |it: &&Rate| it.network == network && it.batch == batch && it.mode == mode;
        peers.iter().find(is_it).map(|it| it.rate)
    };
    let text = |rate: Option<f64>| rate.map_or("–".into(), |rate| format!("{rate:.0}"));
    let peers = ["eager", "graph"].map(of);
    let ratio = |i: usize| peers[i].map_or("–".into(), |peer| format!("{:.2}", ours[i] / peer));
    let ([eager, graph], [peer_eager, peer_graph]) = (ours, peers.map(text));
    println!(
        "| {network} | {batch} | {eager:.0} | {graph:.0} | {peer_eager} | {peer_graph} | {} | {} |",
        ratio(0),
        ratio(1)
    );
}
