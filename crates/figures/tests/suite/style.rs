//! The colours can be read and told apart, in both themes.

use crate::common::{THEMES, contrast, variable};
use figures::STYLE;

#[test]
fn text_has_a_contrast_of_four_and_a_half() {
    let texts = ["--fig-ink", "--fig-muted"].map(str::to_owned).into_iter();
    for name in texts.chain((1..=5).map(|k| format!("--fig-text-{k}"))) {
        for theme in THEMES {
            let page = variable(&STYLE, theme, "--fig-page");
            let found = contrast(variable(&STYLE, theme, &name), page);
            assert!(found >= 4.5, "{name} in {theme}: {found:.2}");
        }
    }
}

#[test]
fn curves_have_a_contrast_of_three() {
    for theme in THEMES {
        for k in 1..=5 {
            let page = variable(&STYLE, theme, "--fig-page");
            let found = contrast(variable(&STYLE, theme, &format!("--fig-{k}")), page);
            assert!(found >= 3.0, "--fig-{k} in {theme}: {found:.2}");
        }
    }
}

#[test]
fn the_grid_is_pale_but_there() {
    for theme in THEMES {
        let page = variable(&STYLE, theme, "--fig-page");
        let found = contrast(variable(&STYLE, theme, "--fig-grid"), page);
        assert!((1.2..2.0).contains(&found), "{theme}: {found:.2}");
    }
}

#[test]
fn images_are_dark_ink_on_light_paper_in_both_themes() {
    for theme in THEMES {
        let [paper, print] =
            ["paper", "print"].map(|name| variable(&STYLE, theme, &format!("--fig-{name}")));
        assert!(paper[0] > 0.8 && print[0] < 0.2, "{theme}: ink darker than paper");
        assert!(contrast(paper, print) > 12.0, "{theme}");
    }
}

#[test]
fn no_color_is_yellow() {
    for theme in THEMES {
        for k in 1..=5 {
            let [red, green, blue] = variable(&STYLE, theme, &format!("--fig-{k}"));
            let yellow = red > 0.7 && green > 0.7 && blue < 0.5;
            assert!(!yellow, "--fig-{k} in {theme}");
        }
    }
}

#[test]
fn the_dark_values_also_serve_pages_without_script() {
    let (_, media) =
        STYLE.split_once("@media screen and (prefers-color-scheme:dark){html:not(.js){").unwrap();
    let (dark, _) = media.split_once('}').unwrap();
    assert!(STYLE.contains(&format!(".ayu,.coal,.navy{{{dark}}}")), "the same values twice");
}
