//! Listings: lines of a real source file, quoted by the name of an anchor.

use crate::directive::Quoted;
use crate::html::escaped;

/// A page is read, not scrolled.
const MAX_LINES: usize = 35;
/// What fits beside the margin without a scroll bar.
const MAX_COLUMNS: usize = 100;

/// The lines that a directive asks for, without anchors and without common indentation.
#[derive(Debug)]
pub(crate) struct Listing {
    pub code: String,
    /// The number of its first line in the file.
    pub first: usize,
}

impl Listing {
    /// Takes the quoted lines out of a file's text.
    ///
    /// # Errors
    /// If the anchor is not there, is not closed, or what it holds is too long or too wide.
    pub fn cut(text: &str, source: &Quoted) -> Result<Self, String> {
        let lines: Vec<&str> = text.lines().collect();
        let (from, to) = match &source.anchor {
            None => (0, lines.len()),
            Some(anchor) => between(&lines, anchor, &source.path)?,
        };
        let kept = lines[from..to].iter().enumerate().filter(|(_, line)| mark(line).is_none());
        let kept: Vec<(usize, &str)> = kept.map(|(i, line)| (from + i + 1, *line)).collect();
        let blank = |&&(_, line): &&(usize, &str)| line.trim().is_empty();
        let leading = kept.iter().take_while(blank).count();
        let trailing = kept[leading..].iter().rev().take_while(blank).count();
        let kept = &kept[leading..kept.len() - trailing];
        let Some(&(first, _)) = kept.first() else {
            return Err(format!("{} holds no line", source.display()));
        };
        let written = kept.iter().filter(|(_, line)| !line.trim().is_empty());
        let indent = written.map(|(_, line)| line.len() - line.trim_start().len()).min();
        let indent = indent.unwrap_or(0);
        let kept: Vec<_> =
            kept.iter().map(|&(n, line)| (n, line.get(indent..).unwrap_or(""))).collect();
        fits(&kept, source)?;
        let code = kept.iter().map(|(_, line)| format!("{line}\n")).collect();
        Ok(Self { code, first })
    }
}

/// Whether it can be read on a page.
fn fits(lines: &[(usize, &str)], source: &Quoted) -> Result<(), String> {
    let path = &source.path;
    let width = |line: &str| line.chars().count();
    let wide = lines.iter().filter(|(_, line)| width(line) > MAX_COLUMNS);
    let wide: Vec<_> = wide.map(|(n, line)| format!("line {n} has {}", width(line))).collect();
    if !wide.is_empty() {
        let wide = wide.join(", ");
        return Err(format!("{path}: at most {MAX_COLUMNS} columns fit on a page; {wide}"));
    }
    let (first, last) = (lines[0].0, lines[lines.len() - 1].0);
    if lines.len() > MAX_LINES {
        let count = lines.len();
        return Err(format!(
            "{path}:{first}: {} is {count} lines, to line {last}; at most {MAX_LINES}: \
             set an anchor around fewer",
            source.display()
        ));
    }
    Ok(())
}

/// An anchor in a line that is a comment: whether it opens, and its name.
fn mark(line: &str) -> Option<(bool, &str)> {
    let comment = line.trim_start();
    if !["//", "#", "<!--", "/*", ";"].iter().any(|start| comment.starts_with(start)) {
        return None;
    }
    let name = |key: &str| comment.split_once(key)?.1.split_whitespace().next();
    let closes = name("ANCHOR_END:").map(|name| (false, name));
    closes.or_else(|| name("ANCHOR:").map(|name| (true, name)))
}

/// The lines between the anchor and its end: from the first index, up to the second.
fn between(lines: &[&str], anchor: &str, path: &str) -> Result<(usize, usize), String> {
    let at = |opens| lines.iter().position(|line| mark(line) == Some((opens, anchor)));
    let Some(start) = at(true) else {
        let known = lines.iter().filter_map(|it| mark(it));
        let known: Vec<&str> = known.filter_map(|(opens, name)| opens.then_some(name)).collect();
        let known = match known[..] {
            [] => "it has none: write `// ANCHOR: name` and `// ANCHOR_END: name`".into(),
            _ => format!("there are {}", known.join(", ")),
        };
        return Err(format!("{path} has no anchor `{anchor}`; {known}"));
    };
    let opens = |line: &&str| mark(line) == Some((true, anchor));
    if let Some(more) = lines[start + 1..].iter().position(opens) {
        let (first, second) = (start + 1, start + more + 2);
        return Err(format!("{path}:{first}: anchor `{anchor}` is there again in line {second}"));
    }
    match at(false) {
        Some(end) if end > start => Ok((start + 1, end)),
        _ => Err(format!("{path}:{}: anchor `{anchor}` has no ANCHOR_END after it", start + 1)),
    }
}

/// The language of a fenced block, by the file's name.
pub(crate) fn language(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        // The reader's machine runs it, not a server.
        Some("rs") => "rust,noplayground",
        Some("toml") => "toml",
        Some("py") => "python",
        Some("cu") => "cpp",
        Some("json") => "json",
        Some("md") => "markdown",
        Some("yml" | "yaml") => "yaml",
        Some("sh") => "bash",
        _ => "text",
    }
}

/// `lst-neurons-affine-affine` for `crates/neurons/src/affine.rs:affine`.
pub(crate) fn id(source: &Quoted) -> String {
    let path = source.path.rsplit_once('.').map_or(source.path.as_str(), |(stem, _)| stem);
    let parts = path.split('/').filter(|part| !matches!(*part, "crates" | "chapters" | "src"));
    let parts: Vec<String> = parts.chain(source.anchor.as_deref()).map(crate::html::slug).collect();
    format!("lst-{}", parts.join("-"))
}

/// The page of a quoted file, whole: links to it work without a network; `path` is relative to the repository, `sheets` are the theme's style
/// sheets as addresses from the root of the built book.
pub(crate) fn page(path: &str, text: &str, sheets: &[String]) -> String {
    let up = "../".repeat(path.matches('/').count() + 1);
    let links: String = sheets
        .iter()
        .map(|sheet| format!("<link rel=\"stylesheet\" href=\"{up}{}\">\n", escaped(sheet)))
        .collect();
    let lines: String = text.lines().zip(1..).map(line).collect();
    let path = escaped(path);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\" class=\"light source-page\">\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{path}</title>\n{links}<script>{THEME}</script>\n</head>\n<body>\n\
         <div class=\"content\"><main>\n<h1><code>{path}</code></h1>\n\
         <pre class=\"source\"><code>{lines}</code></pre>\n</main></div>\n</body>\n</html>\n"
    )
}

/// The theme that the reader chose in the book: its script keeps the name.
const THEME: &str = "try{const dark=matchMedia('(prefers-color-scheme: dark)').matches;\
     const theme=localStorage.getItem('mdbook-theme')||(dark?'navy':'light');\
     document.documentElement.classList.replace('light',theme);\
     document.documentElement.classList.add('js')}catch(_){}";

fn line((text, number): (&str, usize)) -> String {
    let text = escaped(text);
    format!(
        "<span class=\"line\" id=\"L{number}\"><a href=\"#L{number}\">{number}</a>{text}</span>\n"
    )
}
