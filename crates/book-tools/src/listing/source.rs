//! A quoted file, whole, on a page of its own: links to it work without a network.

use crate::html::escaped;

/// The page of a file; `path` is relative to the repository, `sheets` are the theme's style
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
