//! The book's style: figures as the crate draws them, colours that can be read, nothing from elsewhere.

use gradus_tests::workspace;

fn theme(file: &str) -> String {
    let path = workspace().join("book/theme").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_page_colours_figures_as_their_crate_does() {
    let style = &*figures::STYLE;
    assert!(theme("figures.css") == *style, "book/theme/figures.css must read:\n{style}");
}

/// The colours of colours.css: `--name: light-dark(#rrggbb, #rrggbb);`.
fn colours() -> Vec<(String, [f64; 2])> {
    let css = theme("colours.css");
    let pair = |line: &str| {
        let (name, values) = line.trim().strip_prefix("--")?.split_once(": light-dark(#")?;
        let (light, dark) = values.strip_suffix(");")?.split_once(", #")?;
        Some((name.to_owned(), [luminance(light), luminance(dark)]))
    };
    css.lines().filter_map(pair).collect()
}

/// The relative luminance of WCAG 2.
fn luminance(hex: &str) -> f64 {
    let channel = |k: usize| {
        let c = u8::from_str_radix(&hex[2 * k..2 * k + 2], 16).expect("six hexadecimal digits");
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
}

#[test]
fn every_text_can_be_read_in_both_themes() {
    const GROUNDS: [&str; 3] = ["page", "panel", "tint"];
    /// Lines, and the ground of a searched word: no text has their colour.
    const NO_TEXT: [&str; 2] = ["rule", "search-mark-bg"];
    let colours = colours();
    let of = |name: &str| colours.iter().find(|(n, _)| n == name).expect("a colour of the table").1;
    let mut pairs = 0;
    for (name, text) in &colours {
        if GROUNDS.iter().chain(&NO_TEXT).any(|other| other == name) {
            continue;
        }
        for (ground, theme) in GROUNDS.iter().flat_map(|g| [(g, 0), (g, 1)]) {
            let behind = of(ground)[theme];
            let (low, high) = (text[theme].min(behind), text[theme].max(behind));
            let contrast = (high + 0.05) / (low + 0.05);
            assert!(contrast >= 4.5, "--{name} on --{ground}, theme {theme}: {contrast:.2}");
            pairs += 1;
        }
    }
    assert!(pairs > 60, "only {pairs} pairs were found");
}

#[test]
fn nothing_comes_from_a_network() {
    let folder = workspace().join("book/theme");
    let mut sheets = 0;
    for entry in std::fs::read_dir(folder).expect("the theme can be listed") {
        let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
        if name.ends_with(".css") {
            let css = theme(&name);
            assert!(!css.contains("//") && !css.contains("@import"), "{name} reaches out");
            sheets += 1;
        }
    }
    assert!(sheets > 10, "only {sheets} style sheets were found");
}

#[test]
fn every_style_sheet_is_used() {
    let config = std::fs::read_to_string(workspace().join("book/book.toml")).expect("a book");
    for entry in std::fs::read_dir(workspace().join("book/theme")).expect("a theme") {
        let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
        if name.ends_with(".css") {
            assert!(config.contains(&format!("\"theme/{name}\"")), "book.toml lacks {name}");
        }
    }
}

/// The Chinese font holds the characters of the book only, so it has to be made anew for a new one.
#[test]
fn every_chinese_character_of_the_pages_has_a_glyph() {
    let glyphs = theme("fonts/noto-serif-sc-terms.txt");
    let is_chinese = |c: &char| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    let mut found = 0;
    for entry in std::fs::read_dir(workspace().join("book/src")).expect("the pages") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|it| it != "md") {
            continue;
        }
        let page = std::fs::read_to_string(&path).expect("a page is text");
        for c in page.chars().filter(is_chinese) {
            let lacks = "is not in the font: run book/theme/subset-fonts.sh";
            assert!(glyphs.contains(c), "{}: {c} {lacks}", path.display());
            found += 1;
        }
    }
    assert!(found > 100, "only {found} Chinese characters were found");
}
