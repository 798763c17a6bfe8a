#!/usr/bin/env bash
# nalgebra 0.35.0: `column_variance` and `variance` of the same numbers differ, and a variance comes out negative.
#
# `variance`, `row_variance` and `row_variance_tr` subtract the mean before they square. `column_variance` takes the mean
# of the squares less the square of the mean, and the two cancel where the numbers are large for their spread: features of
# a table (a year, a population, a price) are such numbers. The documentation names no difference.
#
# Seen on 2026-11-28 with nalgebra 0.35.0, for the rows of a matrix that hold mean + 4, 7, 13, 16 (variance 22.5):
#
#   f64, mean 1e9: column_variance -32,   variance of the row 22.5
#   f32, mean 1e6: column_variance 49152, variance of the row 22.5
#
# What to do: `matrix.row(i).variance()`, or transpose and take `row_variance`.
# Needs Rust and a registry of crates. Fails if the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/src"
cat >"$folder/Cargo.toml" <<'TOML'
[package]
name = "finding"
version = "0.1.0"
edition = "2024"

[dependencies]
nalgebra = "=0.35.0"
TOML
cat >"$folder/src/main.rs" <<'RUST'
use nalgebra::Matrix1x4;

fn main() {
    let wide = Matrix1x4::new(4.0, 7.0, 13.0, 16.0).map(|x: f64| x + 1e9);
    let narrow = Matrix1x4::new(4.0, 7.0, 13.0, 16.0).map(|x: f32| x + 1e6);
    println!("f64: column_variance {}, variance {}", wide.column_variance()[0], wide.row(0).variance());
    println!("f32: column_variance {}, variance {}", narrow.column_variance()[0], narrow.row(0).variance());
}
RUST
found=$(cargo run --quiet --manifest-path "$folder/Cargo.toml")
echo "$found"
expected='f64: column_variance -32, variance 22.5
f32: column_variance 49152, variance 22.5'
[ "$found" = "$expected" ] || { echo "the behaviour has changed; expected:"; echo "$expected"; exit 1; }
