//! Where `mod` leads: every file that the compiler reads counts, and no other.

use crate::fixture::Fixture;
use rstest::rstest;

const LIBRARY: &str = "crates/below/src/lib.rs";

#[rstest]
#[case::beside("mod a;", &[("a.rs", "")])]
#[case::in_a_folder("mod a;", &[("a/mod.rs", "")])]
#[case::visible("pub(crate) mod a;", &[("a.rs", "")])]
#[case::raw("mod r#type;", &[("type.rs", "")])]
#[case::below_another("mod a;", &[("a.rs", "mod b;"), ("a/b.rs", "")])]
#[case::below_one_in_a_folder("mod a;", &[("a/mod.rs", "mod b;"), ("a/b.rs", "")])]
#[case::in_braces("mod a { mod b; }", &[("a/b.rs", "")])]
#[case::in_braces_of_another("mod a;", &[("a.rs", "mod b { mod c; }"), ("a/b/c.rs", "")])]
#[case::path("#[path = \"x/y.rs\"]\npub mod a;", &[("x/y.rs", "")])]
#[case::below_a_path("#[path = \"x/y.rs\"] mod a;", &[("x/y.rs", "mod b;"), ("x/b.rs", "")])]
#[case::path_in_another("mod a;", &[("a.rs", "#[path = \"z.rs\"] mod b;"), ("z.rs", "")])]
#[case::path_in_braces("mod a { #[path = \"z.rs\"] mod b; }", &[("a/z.rs", "")])]
#[case::path_of_braces("#[path = \"x\"] mod a { mod b; }", &[("x/b.rs", "")])]
#[case::path_on_a_condition("#[cfg_attr(unix, path = \"u.rs\")] mod a;", &[("a.rs", ""), ("u.rs", "")])]
#[case::under_a_condition("#[cfg(windows)]\nmod a;", &[("a.rs", "")])]
#[case::in_a_macro("some_macro! { mod a; }", &[("a.rs", "")])]
#[case::text("const T: &str = include_str!(\"t.md\");", &[("t.md", "")])]
#[case::code("include!(\"t.rs\",);", &[("t.rs", "")])]
#[case::raw_text("const T: &str = include_str!(r\"t.md\");", &[("t.md", "")])]
#[case::text_in_a_module("mod a;", &[("a.rs", "mod b;"), ("a/b.rs", "fn f() { g(include_str!(\"t.md\")) }"), ("a/t.md", "")])]
fn a_file_that_is_led_to_counts(#[case] code: &str, #[case] files: &[(&str, &str)]) {
    let fixture = Fixture::new();
    fixture.write(LIBRARY, code);
    for (file, text) in files {
        fixture.write(&format!("crates/below/src/{file}"), text);
    }
    for (file, text) in files {
        let before = fixture.example("plain");
        let file = format!("crates/below/src/{file}");
        fixture.write(&file, &format!("{text} const NEW: u8 = 1;"));
        assert_ne!(fixture.example("plain"), before, "{file}");
    }
}

#[rstest]
#[case::never_declared("mod a;", "b.rs")]
#[case::path_of_another_item("#[path = \"b.rs\"] mod a;\nmod c;", "a.rs")]
#[case::docs("#[doc = include_str!(\"b.md\")]\nmod a;", "b.md")]
#[case::in_a_comment("// mod b;\nmod a;", "b.rs")]
#[case::in_a_text("const T: &str = \"mod b;\";\nmod a;", "b.rs")]
fn a_file_that_is_not_led_to_does_not(#[case] code: &str, #[case] file: &str) {
    let fixture = Fixture::new();
    fixture.write(LIBRARY, code);
    let before = fixture.example("plain");
    fixture.write(&format!("crates/below/src/{file}"), "const NEW: u8 = 1;");
    assert_eq!(fixture.example("plain"), before);
}

#[test]
fn what_does_not_parse_counts_by_its_bytes() {
    let fixture = Fixture::new();
    let mut known = vec![fixture.example("plain")];
    for text in ["fn f( {", "fn f( { // Why?", "fn f() {}"] {
        fixture.write(LIBRARY, text);
        let now = fixture.example("plain");
        assert!(!known.contains(&now), "{text}");
        known.push(now);
    }
}

#[test]
fn modules_that_lead_to_each_other_end() {
    let fixture = Fixture::new();
    fixture.write(LIBRARY, "#[path = \"lib.rs\"] mod again;");
    assert_eq!(fixture.example("plain"), fixture.example("plain"));
}
