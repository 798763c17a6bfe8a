//! The model card: what whoever uses a model should know of it.

use crate::errors::UNIT;
use crate::housing::{Houses, Parts};
use crate::judged::Judged;
use crate::network::Trained;
use nn::{group_thousands, parameter_count};
use std::fmt;
use training::{RegressionMetrics, Summary};

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

/// The model card of the network, with its baselines beside it.
pub fn house_card(
    houses: &Houses,
    Parts { train, validation, test, .. }: &Parts,
    judged: &[Judged],
    network: &Judged,
    groups: &[[String; 2]],
    trained: &Trained,
) -> Card {
    let measured = |it: &Judged, name: &str| {
        let value = |f: fn(&RegressionMetrics) -> f64| spread(&it.summary(f));
        let metrics = [
            ["MAE", &value(|it| it.mean_absolute_error)],
            ["RMSE", &value(|it| it.root_mean_squared_error)],
            ["R²", &value(|it| it.r_squared)],
        ];
        metrics.map(|[metric, value]| [format!("{metric}, {name}"), value.to_string()])
    };
    let mut metrics = measured(network, "network, three seeds").to_vec();
    metrics.extend(judged.iter().flat_map(|it| {
        let r_squared = it.metrics[0].r_squared;
        [[format!("R², {}", it.name), format!("{r_squared:.3}")]]
    }));
    metrics.extend(groups.iter().cloned());
    let source = match houses.made_up {
        true => "a made-up market, not real houses: the formula is in `market.rs`",
        false => {
            "California's census districts of 1990 (Pace and Barry, 1997; the version of Géron), one \
             row a district, medians and sums of its houses"
        }
    };
    Card {
        name: format!("House values, {}", houses.name),
        model: format!(
            "A feedforward network of {} features, two hidden layers of 64 ReLU neurons, and one \
             output: {} parameters, trained by Adam on the mean squared error, stopped by the \
             validation loss. Values in {UNIT}.",
            train.width,
            group_thousands(parameter_count(&trained.network))
        ),
        use_for: "Learning and teaching: how a table becomes a prediction, and how one judges it."
            .into(),
        not_for: vec![
            "the price of a single house: a row is a whole district".into(),
            "any decision about a person, a loan, a rent or a tax".into(),
            "another time or another place than that of the data".into(),
        ],
        data: vec![
            source.into(),
            format!(
                "{} rows to learn from, {} for validation, {} for the test, drawn at random",
                group_thousands(train.len()),
                group_thousands(validation.len()),
                group_thousands(test.len())
            ),
            "neighbouring districts may be on both sides of the split, so a new region is harder \
             than this test"
                .into(),
        ],
        preprocessing: vec![
            "logarithms of rooms, bedrooms, population, households and income".into(),
            "missing bedrooms: the training median, and a column that says so".into(),
            "`ocean_proximity` one-hot; numbers standardized with the training rows' mean and \
             standard deviation"
                .into(),
        ],
        metrics,
        limits: vec![
            "targets above 500,000 $ are told as 500,001: such districts are predicted too low, and \
             how much too low cannot be known"
                .into(),
            "errors grow with the value".into(),
            "the ± is the spread over initial weights and orders, not over other districts".into(),
        ],
    }
}
