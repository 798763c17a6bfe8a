//! A figure as text for a page and as a file.

use std::fs;

use crate::common::{elements, text_node};
use figures::{
    CaptionedImage, ConfusionMatrix, Figure, FigureError, ImageGrid, LineChart, STYLE, Series,
};
use roxmltree::Document;

const DESCRIPTION: &str = "The loss falls.";

fn line_chart(label: &str, description: &str) -> LineChart {
    let points = (0..50).map(|x| (f64::from(x), (f64::from(x) * 0.3).cos())).collect();
    LineChart {
        description: description.into(),
        x_label: "epoch".into(),
        y_label: "loss".into(),
        log_y: false,
        series: vec![Series { label: label.into(), points, color: None }],
    }
}

fn one_of_each() -> Vec<Figure> {
    let classes = vec!["a".into(), "b".into()];
    let matrix = ConfusionMatrix {
        description: DESCRIPTION.into(),
        classes,
        counts: vec![vec![9, 1], vec![0, 8]],
    };
    let pixels = (0..64).map(|k| k as f32 / 63.0).collect();
    let image = CaptionedImage { pixels, width: 8, height: 8, caption: "a ramp".into() };
    let grid = ImageGrid {
        description: DESCRIPTION.into(),
        columns: 3,
        images: vec![image.clone(), image],
    };
    vec![
        line_chart("training", DESCRIPTION).draw().unwrap(),
        matrix.draw().unwrap(),
        grid.draw().unwrap(),
    ]
}

#[test]
fn every_run_gives_the_same_bytes() {
    for (first, second) in one_of_each().iter().zip(one_of_each()) {
        assert_eq!(first.inline(), second.inline());
        assert_eq!(first.standalone(), second.standalone());
    }
}

#[test]
fn every_color_is_a_variable_of_the_style() {
    for figure in one_of_each() {
        let svg = figure.inline();
        assert!(!svg.contains("=\"#"), "a colour that follows no theme in {svg}");
        let variables: Vec<&str> =
            svg.split("var(").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        assert!(!variables.is_empty());
        for name in variables {
            let definition = format!("{name}:#");
            // In the light theme, in mdBook's dark themes, and in the system's.
            assert_eq!(STYLE.matches(&definition).count(), 3, "{name}");
            assert_eq!(figure.standalone().matches(&definition).count(), 2, "{name}");
        }
    }
}

#[test]
fn inline_svg_leaves_size_and_font_to_the_page() {
    for figure in one_of_each() {
        let svg = figure.inline();
        let document = Document::parse(&svg).unwrap();
        let root = document.root_element();
        assert_eq!(root.attribute("class"), Some("fig"));
        assert!(!root.has_attribute("width") && !root.has_attribute("height"));
        assert!(elements(&document, "style").is_empty());
        assert!(!svg.contains("font-family"));
        assert!(!svg.contains("\n\n"), "a blank line would end an HTML block in Markdown");
    }
}

#[test]
fn svg_has_no_ballast() {
    for figure in one_of_each() {
        let svg = figure.inline();
        let document = Document::parse(&svg).unwrap();
        for (text, _) in crate::common::texts(&document) {
            let size = text.attribute("font-size").unwrap();
            assert!(size.parse::<u32>().is_ok(), "{size} is not what was asked for");
        }
        for ballast in ["opacity=\"1\"", "stroke=\"none\"", " \"", "\n</text>", "  "] {
            assert!(!svg.contains(ballast), "{ballast:?} in {svg}");
        }
    }
}

#[test]
fn standalone_svg_brings_its_size_fonts_and_background() {
    for figure in one_of_each() {
        let svg = figure.standalone();
        let document = Document::parse(&svg).unwrap();
        let view: Vec<f64> = document
            .root_element()
            .attribute("viewBox")
            .unwrap()
            .split(' ')
            .map(|n| n.parse().unwrap())
            .collect();
        assert_eq!(crate::common::number(document.root_element(), "width"), view[2] / 4.0);
        assert_eq!(crate::common::number(document.root_element(), "height"), view[3] / 4.0);
        let style = elements(&document, "style")[0].text().unwrap();
        assert!(style.contains("background:var(--fig-page)"));
        assert!(style.contains("font-family:") && style.contains("sans-serif"));
        assert!(style.contains("@media (prefers-color-scheme:dark)"));
    }
}

#[test]
fn a_screen_reader_finds_title_and_description() {
    for figure in one_of_each() {
        for svg in [figure.inline(), figure.standalone()] {
            let document = Document::parse(&svg).unwrap();
            let root = document.root_element();
            assert_eq!(root.attribute("role"), Some("img"));
            let ids: Vec<&str> = root.attribute("aria-labelledby").unwrap().split(' ').collect();
            let [title, desc] = ["title", "desc"].map(|name| elements(&document, name)[0]);
            assert_eq!(ids, [title, desc].map(|node| node.attribute("id").unwrap()));
            assert!(!title.text().unwrap().is_empty());
            assert_eq!(desc.text(), Some(DESCRIPTION));
        }
    }
}

#[test]
fn figures_of_one_page_have_different_ids() {
    let id = |figure: &Figure| {
        let svg = figure.inline();
        svg.split("id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let mut ids: Vec<String> = one_of_each().iter().map(id).collect();
    ids.push(id(&line_chart("training", "Another description.").draw().unwrap()));
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4);
}

#[test]
fn markup_in_texts_stays_text() {
    let hostile = "</desc><script>alert(\"1\") && '2'</script> ]]>";
    let figure = line_chart(hostile, hostile).draw().unwrap();
    for svg in [figure.inline(), figure.standalone()] {
        let document = Document::parse(&svg).unwrap();
        assert!(elements(&document, "script").is_empty());
        assert_eq!(elements(&document, "desc")[0].text(), Some(hostile));
    }
    let short = "<b>&\"'";
    let mut chart = line_chart(short, DESCRIPTION);
    chart.y_label = short.into();
    let svg = chart.draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    assert_eq!(
        crate::common::texts(&document).iter().filter(|(_, text)| *text == short).count(),
        2
    );
    assert_eq!(elements(&document, "title")[0].text(), Some("Line chart of <b>&\"' over epoch"));
}

#[test]
fn labels_that_look_like_attributes_or_stand_ins_are_left_alone() {
    for label in ["\"#010001\"", " opacity=\"1\"", "x \"", "font-size=\"1.5\"", "a>"] {
        let svg = line_chart("", DESCRIPTION);
        let svg = LineChart { y_label: label.into(), ..svg }.draw().unwrap().inline();
        text_node(&Document::parse(&svg).unwrap(), label);
    }
}

#[test]
fn characters_that_xml_forbids_become_spaces() {
    let figure = line_chart("a\u{0}b\n\u{ffff}c", "one\n\ntwo\u{1b}three").draw().unwrap();
    let svg = figure.inline();
    let document = Document::parse(&svg).unwrap();
    text_node(&document, "a b  c");
    assert_eq!(elements(&document, "desc")[0].text(), Some("one  two three"));
}

#[test]
fn a_figure_without_description_is_an_error() {
    for blank in ["", " \n\t"] {
        let error = line_chart("training", blank).draw().unwrap_err();
        assert!(matches!(error, FigureError::NoDescription));
        assert!(error.to_string().contains("`description`"));
    }
}

#[test]
fn saving_writes_the_whole_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/folder/loss.svg");
    let [first, second, _] = &one_of_each()[..] else { panic!("three figures") };
    first.save(&path).unwrap();
    second.save(&path).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), second.standalone());
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn what_cannot_be_saved_names_the_path_and_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "in the way").unwrap();
    fs::create_dir(folder.path().join("taken.svg")).unwrap();
    let figure = &one_of_each()[0];
    for path in [file.join("loss.svg"), folder.path().join("taken.svg"), folder.path().join("..")] {
        let error = figure.save(&path).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(&path.display().to_string()), "{message}");
        assert!(message.contains("choose a path"), "{message}");
        assert!(std::error::Error::source(&error).is_some());
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no part of a file is left");
}
