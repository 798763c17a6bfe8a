//! What stands on lines of its own: listings, outputs, figures, exercises.

use super::Renderer;
use crate::artefacts::{Kind, Manifest};
use crate::directive::{Directive, Quoted};
use crate::exercise;
use crate::figure;
use crate::html::escaped;
use crate::listing::{self, Listing};
use crate::numbering::Label;
use crate::slider;
use std::ops::RangeInclusive;

impl Renderer<'_> {
    pub(super) fn block(
        &mut self,
        path: &str,
        directive: &Directive,
        label: Option<&Label>,
    ) -> Result<String, String> {
        let label = || label.ok_or_else(|| "this has no number".to_owned());
        match directive {
            Directive::Listing { source, caption } => self.listing(path, source, caption, label()?),
            Directive::Output { package, run, lines } => self.output(package, run, lines.as_ref()),
            Directive::Figure { package, name, caption, has_slider } => {
                self.figure(path, (package, name), caption, *has_slider, label()?)
            }
            Directive::Exercise { number } => self.exercise(path, number, label()?),
            _ => Err("this stands within a line".into()),
        }
    }

    fn listing(
        &mut self,
        path: &str,
        source: &Quoted,
        caption: &str,
        label: &Label,
    ) -> Result<String, String> {
        let file = &source.path;
        if !self.sources.contains_key(file) {
            let text = self.workspace.read(&self.workspace.root().join(file))?;
            self.sources.insert(file.clone(), text);
        }
        let Listing { code, first } = Listing::cut(&self.sources[file], source)?;
        let caption = self.caption(path, caption)?;
        let page = crate::html::relative(path, &format!("source/{file}.html"));
        let heading = numbered_name("Listing", label);
        let fence = fence(&code);
        let language = listing::language(file);
        Ok(format!(
            "<figure class=\"listing\" id=\"{}\">\n<figcaption>{heading} <a class=\"file\" \
             href=\"{page}#L{first}\"><code>{file}</code></a> {caption}</figcaption>\n\n\
             {fence}{language}\n{code}{fence}\n\n</figure>",
            label.id
        ))
    }

    fn output(
        &self,
        package: &str,
        run: &str,
        lines: Option<&RangeInclusive<usize>>,
    ) -> Result<String, String> {
        let workspace = self.workspace;
        let folder = workspace.package(package)?;
        let command = Manifest::read(workspace, &folder)?.run(run)?.command.clone();
        let path = Kind::Outputs.file(&folder, run);
        let text = workspace
            .read(&path)
            .map_err(|reason| format!("{reason}; `cargo gradus outputs {package}` writes it"))?;
        let (text, part) = match lines {
            None => (text, String::new()),
            Some(lines) => {
                let all: Vec<&str> = text.lines().collect();
                let chosen = all.get(lines.start() - 1..*lines.end()).ok_or_else(|| {
                    format!("{} has only {} lines", workspace.display(&path), all.len())
                })?;
                (chosen.join("\n"), excerpt(lines))
            }
        };
        let (text, fence) = (text.trim_end(), fence(&text));
        Ok(format!(
            "<figure class=\"output\">\n<figcaption><code>{}</code>{part}</figcaption>\n\n\
             {fence}text\n{text}\n{fence}\n\n</figure>",
            escaped(&command)
        ))
    }

    fn figure(
        &mut self,
        path: &str,
        (package, name): (&str, &str),
        caption: &str,
        has_slider: bool,
        label: &Label,
    ) -> Result<String, String> {
        let workspace = self.workspace;
        let file = Kind::Figures.file(&workspace.package(package)?, name);
        let svg = workspace
            .read(&file)
            .map_err(|reason| format!("{reason}; `cargo gradus figures {package}` writes it"))?;
        let inside = |reason| format!("{}: {reason}", workspace.display(&file));
        let slider = slider::control(&svg, has_slider, &label.id).map_err(inside)?;
        let svg = figure::inline(&svg, label.occurrence).map_err(inside)?;
        let caption = self.caption(path, caption)?;
        let heading = numbered_name("Figure", label);
        Ok(format!(
            "<figure class=\"figure\" id=\"{}\">\n{svg}\n{slider}\
             <figcaption>{heading} {caption}</figcaption>\n</figure>",
            label.id
        ))
    }

    fn exercise(&mut self, path: &str, number: &str, label: &Label) -> Result<String, String> {
        let exercise = exercise::read(self.workspace, number)?;
        let (minutes, file) = (exercise.minutes, self.workspace.display(&exercise.file()));
        let inside = |reason| format!("{file}: {reason}");
        let title = self.caption(path, &exercise.title).map_err(inside)?;
        let statement = self.markdown(path, &exercise.statement).map_err(inside)?;
        // A narrow page breaks the path between folders, not within a name.
        let breakable = escaped(&file).replace('/', "/<wbr>");
        let mut html = format!(
            "<section class=\"exercise\" id=\"{}\">\n<h3>Exercise {number}: {title} \
             <span class=\"minutes\">{minutes}\u{a0}min</span></h3>\n\n{statement}\n\n\
             Edit <code>{breakable}</code>, then run\n\n```console\n{}\n```\n\n",
            label.id,
            exercise.command()
        );
        for (hint, count) in exercise.hints.iter().zip(1..) {
            let hint = self.markdown(path, hint).map_err(inside)?;
            html.push_str(&format!(
                "<details class=\"hint\">\n<summary>Hint {count}</summary>\n\n{hint}\n\n</details>\n\n"
            ));
        }
        html.push_str("</section>");
        Ok(html)
    }
}

fn numbered_name(name: &str, label: &Label) -> String {
    let number = label.number.as_ref().map_or(String::new(), |number| format!("\u{a0}{number}"));
    format!("<span class=\"label\">{name}{number}</span>")
}

/// Backticks that the text does not hold.
fn fence(text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// What the caption of an output says that is not shown whole.
fn excerpt(lines: &RangeInclusive<usize>) -> String {
    let lines = match (lines.start(), lines.end()) {
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first} to {last}"),
    };
    format!(" <span class=\"excerpt\">{lines} of what it prints</span>")
}
