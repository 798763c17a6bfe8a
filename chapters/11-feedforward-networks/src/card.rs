//! The model card: what whoever uses a model should know of it.

use std::fmt;
use training::Summary;

/// A model card after Mitchell et al. (2019), as Markdown when it is displayed.
///
/// ```
/// use ch11::card::Card;
///
/// let card = Card { name: "Prices".into(), limits: vec!["old data".into()], ..Card::default() };
/// assert!(card.to_string().starts_with("# Prices\n"));
/// assert!(card.to_string().contains("## Limits\n\n- old data\n"));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// The name of the model.
    pub name: String,
    /// What kind of model it is.
    pub model: String,
    /// What it is meant for.
    pub use_for: String,
    /// What it must not be used for.
    pub not_for: Vec<String>,
    /// Where the data come from, and how they were divided.
    pub data: Vec<String>,
    /// What is done with a row before the model sees it.
    pub preprocessing: Vec<String>,
    /// The measurements: of what, and which value.
    pub metrics: Vec<[String; 2]>,
    /// What it is known to be bad at.
    pub limits: Vec<String>,
}

// ANCHOR: card
impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |items: &[String]| -> String {
            items.iter().map(|item| format!("- {item}\n")).collect()
        };
        writeln!(f, "# {}\n\n{}\n\n## Intended use\n\n{}\n", self.name, self.model, self.use_for)?;
        writeln!(f, "Not to be used for:\n\n{}", list(&self.not_for))?;
        writeln!(f, "## Data\n\n{}", list(&self.data))?;
        writeln!(f, "## Preprocessing\n\n{}", list(&self.preprocessing))?;
        writeln!(f, "## Test results\n\n| measured | value |\n|---|---|")?;
        for [what, value] in &self.metrics {
            writeln!(f, "| {what} | {value} |")?;
        }
        write!(f, "\n## Limits\n\n{}", list(&self.limits))
    }
}
// ANCHOR_END: card

/// Mean and standard deviation with three digits after the point.
///
/// ```
/// let text = ch11::card::spread(&training::Summary::of(&[0.5, 0.7]));
/// assert_eq!(text, "0.600 ± 0.141");
/// ```
pub fn spread(summary: &Summary) -> String {
    format!("{:.3} ± {:.3}", summary.mean, summary.std)
}
