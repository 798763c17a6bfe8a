//! The model card of the network for houses.

use crate::card::Card;
use crate::housing::{Houses, Parts, UNIT};
use crate::judged::Judged;
use crate::network::Trained;
use nn::{group_thousands, parameter_count};

/// The model card of the network, with its baselines beside it.
pub fn house_card(
    houses: &Houses,
    Parts { train, validation, test, .. }: &Parts,
    judged: &[Judged],
    network: &Judged,
    groups: &[[String; 2]],
    trained: &Trained,
) -> Card {
    let mut metrics = network.lines("network, three seeds");
    metrics.extend(judged.iter().flat_map(|it| {
        let r_squared = it.metrics[0].r_squared;
        [[format!("R², {}", it.name), format!("{r_squared:.3}")]]
    }));
    metrics.extend(groups.iter().cloned());
    let source = match houses.made_up {
        true => "a made-up market, not real houses: the formula is in `market.rs`",
        false => {
            "California's census districts of 1990 (Pace and Barry, 1997; the version of Géron);\n  \
             one row a district, medians and sums of its houses"
        }
    };
    Card {
        name: format!("House values, {}", houses.name),
        model: format!(
            "A feedforward network of {} features, two hidden layers of 64 ReLU neurons, and one \
             output:\n{} parameters, trained by Adam on the mean squared error, stopped by the \
             validation loss.\nValues in {UNIT}.",
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
            "neighbouring districts may be on both sides of the split: for a region without\n  \
             such neighbours the results on squares held out whole count"
                .into(),
        ],
        preprocessing: vec![
            "logarithms of rooms, bedrooms, population, households and income".into(),
            "missing bedrooms: the training median, and a column that says so".into(),
            "`ocean_proximity` one-hot; numbers standardized with the training rows' mean and\n  \
             standard deviation"
                .into(),
        ],
        metrics,
        limits: vec![
            "targets above 500,000 $ are told as 500,001: such districts are predicted too low,\n  \
             and how much too low cannot be known"
                .into(),
            "errors grow with the value".into(),
            "the ± of three seeds is over initial weights and orders, not over other districts".into(),
        ],
    }
}
