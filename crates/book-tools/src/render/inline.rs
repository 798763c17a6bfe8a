//! What stands within a line: formulas, citations, numbers, references, terms.

use super::Renderer;
use crate::artefacts::read_results;
use crate::directive::{Directive, Target};
use crate::html::{escaped, protected, relative};
use crate::run_result::{format_value, provenance};
use crate::scan::Kind;

impl Renderer<'_> {
    pub(super) fn inline(&mut self, path: &str, kind: &Kind) -> Result<String, String> {
        match kind {
            Kind::Formula { tex, display: false, .. } => self.formulas.typeset(tex, false),
            Kind::Citation { keys } => self.citation(path, keys),
            Kind::Directive(Err(message)) => Err(message.clone()),
            Kind::Directive(Ok(Directive::Result { package, run, value, format })) => {
                self.result(package, run, value, format.as_deref())
            }
            Kind::Directive(Ok(Directive::Ref(target))) => self.reference(path, target),
            Kind::Directive(Ok(Directive::Term { term, text })) => {
                self.term(path, term, text.as_deref())
            }
            Kind::Formula { .. } | Kind::Directive(Ok(_)) => {
                Err("this stands on a line of its own on a page, not in a caption or exercise"
                    .into())
            }
        }
    }

    /// `Rosenblatt (1958)`, linked to the list of works.
    fn citation(&mut self, path: &str, keys: &[String]) -> Result<String, String> {
        let page = self.bibliography_page.clone();
        let page = page.ok_or("no page lists what is cited: write {{#bibliography}} on one")?;
        let page = relative(path, &page);
        let mut links = Vec::new();
        for key in keys {
            let text = protected(&escaped(&self.bibliography.cite(key)?));
            self.cited.insert(key.clone());
            links.push(format!("<a class=\"cite\" href=\"{page}#{key}\">{text}</a>"));
        }
        Ok(links.join("; "))
    }

    fn result(
        &self,
        package: &str,
        run: &str,
        value: &str,
        format: Option<&str>,
    ) -> Result<String, String> {
        let (file, results) = read_results(self.workspace, package, run)?;
        let text =
            format_value(&results, value, format).map_err(|reason| format!("{file}: {reason}"))?;
        let (title, text) = (escaped(&provenance(&results)), escaped(&text));
        Ok(protected(&format!("<span class=\"result\" title=\"{title}\">{text}</span>")))
    }

    /// `Figure 2.1`, linked.
    fn reference(&self, path: &str, target: &Target) -> Result<String, String> {
        let (page, label) = self.labels.find(target)?;
        let number = label
            .number
            .as_deref()
            .ok_or_else(|| format!("{} has no number: {page} is no chapter", target.display()))?;
        let text = match target {
            Target::Figure { .. } => format!("Figure {number}"),
            Target::Listing(_) => format!("Listing {number}"),
            Target::Equation(_) => format!("equation ({number})"),
            Target::Exercise(_) => format!("Exercise {number}"),
        };
        let page = if page == path { String::new() } else { relative(path, page) };
        Ok(format!("<a class=\"ref\" href=\"{page}#{}\">{}</a>", label.id, protected(&text)))
    }

    fn term(&self, path: &str, term: &str, text: Option<&str>) -> Result<String, String> {
        let glossary = self.glossary;
        let page = glossary.page.as_deref().ok_or("the book has no page glossary.md")?;
        let anchor = glossary.anchor(term)?;
        let page = if page == path { String::new() } else { relative(path, page) };
        let text = protected(&escaped(text.unwrap_or(term)));
        Ok(format!("<a class=\"term\" href=\"{page}#{anchor}\">{text}</a>"))
    }
}
