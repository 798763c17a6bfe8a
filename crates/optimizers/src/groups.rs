//! Parameter groups: other settings for some of the parameters.

/// A parameter group: the parameters whose dotted names match a pattern, and the factors of their
/// learning rate and weight decay.
///
/// ```
/// use optimizers::{AdamW, Optimizer, ParamGroup};
///
/// // Weight decay for weights only, and small steps in the first block, which is already trained.
/// let adamw: AdamW = AdamW::new(1.0).with_weight_decay(0.5).with_groups(vec![
///     ParamGroup { weight_decay_scale: 0.0, ..ParamGroup::new("bias") },
///     ParamGroup { lr_scale: 0.1, ..ParamGroup::new("blocks.0") },
/// ]);
/// let names = ["blocks.0.weight", "blocks.1.bias", "blocks.1.weight"];
/// let rates = names.map(|name| adamw.common.rates_for(name));
/// assert_eq!(rates, [(0.1, 0.5), (1.0, 0.0), (1.0, 0.5)]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ParamGroup {
    /// One part of a dotted name, or several that follow each other: `bias`, `blocks.0`.
    pub pattern: String,
    /// The factor of the learning rate: 1.
    pub lr_scale: f64,
    /// The factor of the weight decay: 1.
    pub weight_decay_scale: f64,
}

impl ParamGroup {
    /// The group of the parameters whose names match `pattern`, with both factors 1.
    ///
    /// ```
    /// let group = optimizers::ParamGroup::new("bias");
    /// assert_eq!((group.lr_scale, group.weight_decay_scale), (1.0, 1.0));
    /// ```
    pub fn new(pattern: impl Into<String>) -> Self {
        ParamGroup { pattern: pattern.into(), lr_scale: 1.0, weight_decay_scale: 1.0 }
    }

    /// Whether a parameter belongs to the group: whether its name, cut at the dots, contains the
    /// pattern.
    ///
    /// ```
    /// use optimizers::ParamGroup;
    ///
    /// let group = ParamGroup::new("blocks.1");
    /// assert!(group.matches("encoder.blocks.1.weight") && !group.matches("blocks.10.weight"));
    /// ```
    pub fn matches(&self, name: &str) -> bool {
        let (name, pattern): (Vec<&str>, Vec<&str>) =
            (name.split('.').collect(), self.pattern.split('.').collect());
        name.windows(pattern.len()).any(|window| window == pattern)
    }

    /// The factors of learning rate and weight decay for a parameter: the products over all groups
    /// it belongs to.
    ///
    /// ```
    /// use optimizers::ParamGroup;
    ///
    /// let half = ParamGroup { lr_scale: 0.5, ..ParamGroup::new("bias") };
    /// assert_eq!(ParamGroup::scales_for(&[half.clone(), half], "0.bias"), (0.25, 1.0));
    /// ```
    pub fn scales_for(groups: &[ParamGroup], name: &str) -> (f64, f64) {
        let groups = groups.iter().filter(|group| group.matches(name));
        groups.fold((1.0, 1.0), |(lr_scale, decay_scale), group| {
            (lr_scale * group.lr_scale, decay_scale * group.weight_decay_scale)
        })
    }
}
