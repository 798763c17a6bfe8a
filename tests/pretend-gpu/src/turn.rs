//! In which order threads ran.

/// A turn of a thread: from when it begins to run until it waits for others or returns. One thread runs at a
/// time; which is next, when several can go on, is drawn at random.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The block's number in the grid, x the fastest.
    pub block: u64,
    /// The thread's number in its block, x the fastest.
    pub thread: u32,
    /// How it ended.
    pub end: TurnEnd,
}

/// How a turn ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnEnd {
    /// The thread waits for others, at a barrier or for an exchange of its warp in this line of the text.
    Waits {
        /// The line, counted from one.
        line: u32,
    },
    /// The thread is done.
    Returns,
}

impl Turn {
    /// A line that the program says, `turn BLOCK THREAD LINE`; nothing if it is another.
    pub(crate) fn parse(said: &str) -> Option<Turn> {
        let mut words = said.strip_prefix("turn ")?.split(' ');
        let block = words.next()?.parse().ok()?;
        let thread = words.next()?.parse().ok()?;
        let end = match words.next()?.parse().ok()? {
            0 => TurnEnd::Returns,
            line => TurnEnd::Waits { line },
        };
        Some(Turn { block, thread, end })
    }
}
