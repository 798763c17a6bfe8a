#!/usr/bin/env bash
# katex-rs 0.3.0: the letter of `\sqrt k` is drawn onto the root sign; that of `\sqrt{k}` stands beside it.
#
# In TeX both are the same formula, and KaTeX (npm, 0.16.22) pads both radicands by the width of the sign, 0.833 em.
# katex-rs, its port to Rust, pads the radicand in braces only. There is no error and no warning, and the MathML
# beside it, which screen readers take, is right: only who looks at the page sees it.
#
# Seen on 2026-11-28, the padding of the radicand:
#
#   katex-rs 0.3.0:  \sqrt k none             \sqrt{k} padding-left:0.833em
#   KaTeX 0.16.22:   \sqrt k padding-left:0.833em   \sqrt{k} padding-left:0.833em
#
# What to do: braces around every radicand; a book's build can refuse a bare one.
# Needs Rust and a registry of crates; compares with KaTeX where npm is there. Fails if the behaviour has changed.
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
katex-rs = "=0.3.0"
TOML
cat >"$folder/src/main.rs" <<'RUST'
use katex::{KatexContext, Settings, render_to_string};

fn main() {
    for formula in [r"\sqrt k", r"\sqrt{k}"] {
        let html = render_to_string(&KatexContext::default(), formula, &Settings::default()).unwrap();
        let padding = html.split("padding-left:").nth(1).and_then(|rest| rest.split(';').next());
        println!("{formula} {}", padding.unwrap_or("none"));
    }
}
RUST
check() { # NAME FOUND EXPECTED
    printf '%s:\n%s\n' "$1" "$2"
    [ "$2" = "$3" ] || { printf 'the behaviour has changed; expected:\n%s\n' "$3"; exit 1; }
}
found=$(cargo run --quiet --manifest-path "$folder/Cargo.toml")
check "katex-rs 0.3.0" "$found" $'\\sqrt k none\n\\sqrt{k} 0.833em'
if command -v npm >/dev/null; then
    npm install --silent --no-save --prefix "$folder" katex@0.16.22 >/dev/null
    found=$(cd "$folder" && node -e '
        for (const formula of ["\\sqrt k", "\\sqrt{k}"]) {
            const padding = require("katex").renderToString(formula).match(/padding-left:([^;]*)/);
            console.log(formula, padding ? padding[1] : "none");
        }')
    check "KaTeX 0.16.22" "$found" $'\\sqrt k 0.833em\n\\sqrt{k} 0.833em'
fi
