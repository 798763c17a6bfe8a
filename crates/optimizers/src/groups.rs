//! Other settings for some of the parameters.

/// Settings for the parameters of one part of a model, told by their names.
///
/// ```
/// use optimizers::{AdamW, Group};
///
/// // Weight decay for weights only, and small steps in the first block, which is already trained.
/// let adamw: AdamW = AdamW {
///     groups: vec![
///         Group { decay_factor: 0.0, ..Group::new("bias") },
///         Group { rate_factor: 0.1, ..Group::new("blocks.0") },
///     ],
///     ..AdamW::default()
/// };
/// let names = ["blocks.0.weight", "blocks.1.bias", "blocks.1.weight"];
/// let factors = names.map(|name| Group::factors(&adamw.groups, name));
/// assert_eq!(factors, [(0.1, 1.0), (1.0, 0.0), (1.0, 1.0)]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// One part of a dotted name, or several that follow each other: `bias`, `blocks.0`.
    pub part: String,
    /// What the learning rate is multiplied by: 1.
    pub rate_factor: f64,
    /// What the weight decay is multiplied by: 1.
    pub decay_factor: f64,
}

impl Group {
    /// The parameters whose names have this part, with nothing changed yet.
    pub fn new(part: impl Into<String>) -> Self {
        Group { part: part.into(), rate_factor: 1.0, decay_factor: 1.0 }
    }

    /// Whether a parameter belongs here: whether its name, cut at the dots, has this group's part.
    pub fn has(&self, name: &str) -> bool {
        let (name, part): (Vec<&str>, Vec<&str>) =
            (name.split('.').collect(), self.part.split('.').collect());
        name.windows(part.len()).any(|window| window == part)
    }

    /// The factors of learning rate and weight decay for a parameter: the products over all groups
    /// that it belongs to.
    pub fn factors(groups: &[Group], name: &str) -> (f64, f64) {
        let groups = groups.iter().filter(|group| group.has(name));
        groups.fold((1.0, 1.0), |(rate, decay), group| {
            (rate * group.rate_factor, decay * group.decay_factor)
        })
    }
}
