//! Work that can be told to the driver now or later.

use super::Gpu;

/// Work that the stream does in its turn.
pub(super) trait Operation: Send + 'static {
    /// What it is called in messages.
    fn name(&self) -> &'static str;

    /// All that determines what it does: two operations of one name and signature do the same.
    fn signature(&self) -> &[u64];

    /// Tells the driver.
    ///
    /// # Errors
    /// What the driver says.
    fn enqueue(&self, gpu: &Gpu) -> Result<(), String>;
}
