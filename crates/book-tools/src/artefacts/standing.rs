//! How what is kept of a run stands to what the run would make now.

/// Whether it fits, or else the first reason why it may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// From what it was kept is not known.
    Unknown,
    /// It was kept from other sources.
    OtherSources,
    /// A kept file is not as the run made it.
    OtherProducts,
    /// It was not made on this class of processor yet.
    OtherClass,
    /// It fits: the sources, the kept files and the class are those with which it was last found the
    /// same.
    Fits,
}
