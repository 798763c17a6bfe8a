//! What counts, and what does not.

use crate::fixture::{Fixture, is_rust};
use fingerprint::{Profile, Workspace, files, folder, toml};
use rstest::rstest;

const PROGRAM: &str = "chapters/01-one/examples/plain.rs";
const OWN_LIBRARY: &str = "chapters/01-one/src/lib.rs";
const OWN_MANIFEST: &str = "chapters/01-one/Cargo.toml";
const BELOW: &str = "crates/below/src/lib.rs";
const MODULE: &str = "crates/below/src/inner.rs";
const DATA: &str = "crates/below/data/table.csv";
const BELOW_MANIFEST: &str = "crates/below/Cargo.toml";
const LOCK: &str = "Cargo.lock";
const ROOT: &str = "Cargo.toml";
const CONFIGURATION: &str = ".cargo/config.toml";

/// The fingerprint of the program before and after a change.
#[track_caller]
fn is_noticed(file: &str, old: &str, new: &str) -> bool {
    let fixture = Fixture::new();
    let before = fixture.example("plain");
    fixture.replace(file, old, new);
    fixture.example("plain") != before
}

#[rstest]
#[case::program(PROGRAM, "+ 1", "+ 2")]
#[case::operator(PROGRAM, "ch01::shared() + 1", "ch01::shared() - 1")]
#[case::two_operators_of_one(PROGRAM, "true && true", "true & &true")]
#[case::text_in_quotes(PROGRAM, "\"{}\"", "\"{} // no comment\"")]
#[case::its_library(OWN_LIBRARY, "below::sum()", "below::sum() * 2")]
#[case::a_crate_below(BELOW, "+ inner", "* inner")]
#[case::a_module_of_it(MODULE, "small::ONE", "small::ONE + 1")]
#[case::one_byte_of_embedded_data(DATA, "1,2,3", "1,2,4")]
#[case::a_version(
    LOCK,
    "name = \"small\"\nversion = \"1.0.0\"",
    "name = \"small\"\nversion = \"1.0.1\""
)]
#[case::a_checksum(LOCK, "a100", "a101")]
#[case::a_version_further_below(LOCK, "b050", "b051")]
#[case::how_it_is_compiled(
    ROOT,
    "[profile.release]\nopt-level = 3",
    "[profile.release]\nopt-level = 2"
)]
#[case::how_a_library_below_is_compiled(ROOT, "smaller]\nopt-level = 2", "smaller]\nopt-level = 3")]
#[case::flags(CONFIGURATION, "-Copt", "-Cother")]
#[case::edition(BELOW_MANIFEST, "2024", "2021")]
#[case::feature_of_a_library(BELOW_MANIFEST, "fast = []", "default = [\"fast\"]\nfast = []")]
#[case::name_of_a_feature(BELOW_MANIFEST, "fast = []", "faster = []")]
#[case::feature_asked_for(OWN_MANIFEST, "below\" }", "below\", features = [\"fast\"] }")]
fn what_matters_is_noticed(#[case] file: &str, #[case] old: &str, #[case] new: &str) {
    assert!(is_noticed(file, old, new));
}

#[rstest]
#[case::comment(PROGRAM, "fn main() {", "// A comment.\nfn main() {/* another */")]
#[case::docs(PROGRAM, "//! A program.", "//! A program, and what it is for.\n//!\n//! `x`")]
#[case::docs_of_an_item(
    BELOW,
    "/// The sum.\n",
    "/** The sum of all. */\n#[doc(alias = \"total\")]\n"
)]
#[case::no_docs(BELOW, "//! What is below.\n\n", "")]
#[case::comment_in_a_module(MODULE, "small::ONE", "// One.\n    small::ONE")]
#[case::layout(OWN_LIBRARY, "{\n    below::sum()\n}", "{ below::sum()   }")]
#[case::another_chapter_s_program("chapters/02-two/examples/other.rs", "two()", "two() + 1")]
#[case::another_chapter_s_library("chapters/02-two/src/lib.rs", "two", "three")]
#[case::a_program_beside_it("chapters/01-one/examples/tooled.rs", "tool()", "tool() + 1")]
#[case::a_crate_that_only_tests_use("crates/test-tool/src/lib.rs", "7", "8")]
#[case::a_version_of_a_library_not_used(LOCK, "f200", "f201")]
#[case::another_version_of_a_library_used(LOCK, "c030", "c031")]
#[case::how_others_are_compiled(ROOT, "foreign]\nopt-level = 1", "foreign]\nopt-level = 2")]
#[case::how_tests_are_compiled(
    ROOT,
    "[profile.dev]\nopt-level = 1",
    "[profile.dev]\nopt-level = 0"
)]
#[case::comment_in_a_manifest(ROOT, "[profile.release]\n", "# Fast.\n[profile.release]\n")]
#[case::alias(CONFIGURATION, "x = \"run\"", "y = \"run --quiet\"")]
fn what_cannot_matter_is_not(#[case] file: &str, #[case] old: &str, #[case] new: &str) {
    assert!(!is_noticed(file, old, new));
}

#[test]
fn a_clone_elsewhere_has_the_same() {
    let (one, other) = (Fixture::new(), Fixture::new());
    assert_ne!(one.path(""), other.path(""));
    assert_eq!(one.example("plain"), other.example("plain"));
    assert_eq!(one.example("plain").to_string().len(), 32);
    assert_ne!(one.example("plain"), one.example("tooled"));
}

#[test]
fn a_crate_that_a_program_names_counts_though_only_tests_ask_for_it() {
    let fixture = Fixture::new();
    let before = ["tooled", "plain"].map(|name| fixture.example(name));
    fixture.replace("crates/test-tool/src/lib.rs", "7", "8");
    let after = ["tooled", "plain"].map(|name| fixture.example(name));
    assert_ne!(after[0], before[0]);
    assert_eq!(after[1], before[1]);
}

#[test]
fn a_toolchain_counts_once_there_is_one() {
    let fixture = Fixture::new();
    let before = fixture.example("plain");
    fixture.write("rust-toolchain.toml", "[toolchain]\nchannel = \"1.89\"\n");
    assert_ne!(fixture.example("plain"), before);
}

#[test]
fn the_versions_that_a_crate_without_code_asks_for_do_not_count_but_its_features_do() {
    let fixture = Fixture::new();
    fixture.write("crates/below/src/lib.rs", "//! No code.\n");
    let before = fixture.example("plain");
    fixture.replace(LOCK, "a100", "a101");
    assert_eq!(fixture.example("plain"), before);
    fixture.replace(BELOW_MANIFEST, "\"1\"", "{ version = \"1\", features = [\"fast\"] }");
    assert_ne!(fixture.example("plain"), before);
}

#[test]
fn tests_come_from_all_that_their_package_asks_for() {
    let fixture = Fixture::new();
    let tests = || fixture.workspace().below_tests("ch01").unwrap();
    let mut known = vec![tests()];
    for (file, old, new) in [
        ("crates/test-tool/src/lib.rs", "7", "8"),
        (BELOW, "+ inner", "* inner"),
        (ROOT, "[profile.dev]\nopt-level = 1", "[profile.dev]\nopt-level = 0"),
    ] {
        fixture.replace(file, old, new);
        assert!(!known.contains(&tests()), "{file}");
        known.push(tests());
    }
    fixture.replace(PROGRAM, "+ 1", "+ 2");
    fixture.replace(ROOT, "[profile.release]\nopt-level = 3", "[profile.release]\nopt-level = 2");
    assert_eq!(known.last(), Some(&tests()));
}

#[test]
fn what_cannot_be_told_is_an_error_that_says_what_to_do() {
    let fixture = Fixture::new();
    fixture.replace(BELOW, "\"../data/table.csv\"", "concat!(\"../data\", \"/table.csv\")");
    let error = fixture.error();
    assert!(error.starts_with("crates/below/src/lib.rs: `include_bytes!(concat"), "{error}");
    assert!(error.contains("write one, so that a change of the file is noticed"), "{error}");

    fixture.replace(ROOT, "\"crates/*\"", "\"crates/test-tool\"");
    let root = fixture.path("");
    // Cargo takes what a member depends on for a member.
    fixture.replace(ROOT, "resolver", "exclude = [\"crates/below\"]\nresolver");
    let workspace = Workspace::open(&root).unwrap();
    let error = workspace.example("ch01", "plain", Profile::Release).unwrap_err().to_string();
    assert!(error.contains("depends on `below`, which is no package of this"), "{error}");
    let error = workspace.example("ch01", "plan", Profile::Release).unwrap_err().to_string();
    assert_eq!(error, "package ch01 has no example `plan`");
}

#[test]
fn files_count_by_name_and_bytes_and_toml_by_what_it_says() {
    let fixture = Fixture::new();
    let root = fixture.path("");
    let of = |names: &[&str]| {
        let paths: Vec<_> = names.iter().map(|name| fixture.path(name)).collect();
        files(&root, &paths).unwrap()
    };
    let before = [of(&[DATA]), of(&[DATA, "gone"]), folder(&root, is_rust).unwrap()];
    let table = toml(&root, &fixture.path(ROOT)).unwrap();
    fixture.replace(DATA, "1", "2");
    fixture.replace(ROOT, "[profile.dev]", "# A comment.\n[profile.dev]");
    let after = [of(&[DATA]), of(&[DATA, "gone"]), folder(&root, is_rust).unwrap()];
    assert_eq!(
        [before[0] != after[0], before[1] != after[1], before[2] != after[2]],
        [true, true, false]
    );
    assert_ne!(after[0], after[1]);
    assert_eq!(toml(&root, &fixture.path(ROOT)).unwrap(), table);
    fixture.replace(PROGRAM, "//! A program.", "//! A program, by its bytes.");
    fixture.replace(ROOT, "opt-level = 3", "opt-level = 2");
    assert_ne!(folder(&root, is_rust).unwrap(), after[2]);
    assert_ne!(toml(&root, &fixture.path(ROOT)).unwrap(), table);
}
