//! What a run makes.

/// A kind of product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What it prints.
    Outputs,
    /// Its drawings.
    Figures,
    /// What it measures.
    Results,
}

impl Kind {
    /// All three.
    pub const ALL: [Kind; 3] = [Kind::Outputs, Kind::Figures, Kind::Results];

    /// The folder in which it is kept, which is also the command that keeps it.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Outputs => "outputs",
            Kind::Figures => "figures",
            Kind::Results => "results",
        }
    }
}
