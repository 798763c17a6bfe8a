//! A program for the tests of this crate: it does what it is told to.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out, folder, manner @ ..] = &arguments[..] else { return ExitCode::FAILURE };
    assert_eq!(out, "--out");
    let has_data = std::env::var_os("GRADUS_DATA").is_some();
    println!("data: {has_data}\nResult: {}", manner.len());
    let numbers = "epochs = 3\nloss = 0.25\nname = \"trial\"\n";
    std::fs::write(format!("{folder}/results.toml"), numbers).expect("the folder is there");
    match manner.first().map(String::as_str) {
        Some("complain") => {
            eprintln!("error: it was asked to");
            ExitCode::FAILURE
        }
        Some("panic") => panic!("it was asked to"),
        _ => ExitCode::SUCCESS,
    }
}
