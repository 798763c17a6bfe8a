//! katex-rs keeps attributes in hash maps, and writes them in another order each time. A book that
//! is built twice shall be the same twice.

/// The same HTML, with the attributes of every tag in alphabetical order.
pub(super) fn sorted(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let Some(length) = rest[start..].find('>') else { break };
        out.push_str(&rest[..=start]);
        out.push_str(&sorted_tag(&rest[start + 1..start + length]));
        out.push('>');
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    out
}

/// What stands between `<` and `>`, sorted.
fn sorted_tag(tag: &str) -> String {
    let (tag, close) = tag.strip_suffix('/').map_or((tag, ""), |tag| (tag, "/"));
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some(value) = rest.find("=\"").map(|at| at + 2) {
        let Some(end) = rest[value..].find('"').map(|at| value + at + 1) else { break };
        attributes.push(rest[..end].trim());
        rest = &rest[end..];
    }
    attributes.sort_unstable();
    let attributes: String = attributes.iter().map(|it| format!(" {it}")).collect();
    format!("{name}{attributes}{close}")
}
