//! Other settings for some of the parameters.

/// Settings for the parameters of one part of a model, told by their names.
///
/// ```
/// use optimizers::{AdamW, Group};
///
/// // Weight decay for weights only, and small steps in the first block, which is already trained.
/// let adamw: AdamW = AdamW {
///     groups: vec![
///         Group { weight_decay_scale: 0.0, ..Group::new("bias") },
///         Group { lr_scale: 0.1, ..Group::new("blocks.0") },
///     ],
///     ..AdamW::default()
/// };
/// let names = ["blocks.0.weight", "blocks.1.bias", "blocks.1.weight"];
/// let factors = names.map(|name| Group::factors(&adamw.groups, name));
/// assert_eq!(factors, [(0.1, 1.0), (1.0, 0.0), (1.0, 1.0)]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ParamGroup {
    /// One part of a dotted name, or several that follow each other: `bias`, `blocks.0`.
    pub pattern: String,
    /// What the learning rate is multiplied by: 1.
    pub lr_scale: f64,
    /// What the weight decay is multiplied by: 1.
    pub weight_decay_scale: f64,
}

impl ParamGroup {
    /// The parameters whose names have this part, with nothing changed yet.
    pub fn new(part: impl Into<String>) -> Self {
        ParamGroup { pattern: part.into(), lr_scale: 1.0, weight_decay_scale: 1.0 }
    }

    /// Whether a parameter belongs here: whether its name, cut at the dots, has this group's part.
    pub fn matches(&self, name: &str) -> bool {
        let (name, part): (Vec<&str>, Vec<&str>) =
            (name.split('.').collect(), self.pattern.split('.').collect());
        name.windows(part.len()).any(|window| window == part)
    }

    /// The factors of learning rate and weight decay for a parameter: the products over all groups
    /// that it belongs to.
    pub fn scales_for(groups: &[ParamGroup], name: &str) -> (f64, f64) {
        let groups = groups.iter().filter(|group| group.matches(name));
        groups.fold((1.0, 1.0), |(rate, decay), group| {
            (rate * group.lr_scale, decay * group.weight_decay_scale)
        })
    }
}
