//! Ctrl-C: the first stops training after the current step, the second ends the program at once.

use anyhow::{Context, Result};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the program was asked to end, by Ctrl-C or by SIGTERM. Clones share one flag.
///
/// ```
/// let interrupt = training::cli::Interrupt::listen()?;
/// assert!(!interrupt.is_requested());
/// # Ok::<(), anyhow::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

/// The exit code of a program ended by Ctrl-C, as shells have it: 128 + SIGINT.
const SIGINT_EXIT_CODE: i32 = 130;

impl Interrupt {
    /// Installs the handlers of SIGINT (Ctrl-C) and SIGTERM.
    ///
    /// ```
    /// let interrupt = training::cli::Interrupt::listen()?;
    /// assert!(!interrupt.is_requested(), "nobody has pressed Ctrl-C yet");
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the system refuses to.
    pub fn listen() -> Result<Self> {
        let interrupt = Interrupt::default();
        // A system that shuts down sends SIGTERM. A closed terminal's SIGHUP is left alone: `nohup`
        // has it ignored, and without `nohup` it ends the program.
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal finds the flag unset, and only sets it.
            flag::register_conditional_shutdown(signal, SIGINT_EXIT_CODE, interrupt.0.clone())
                .and_then(|_| flag::register(signal, interrupt.0.clone()))
                .context("cannot listen for Ctrl-C")?;
        }
        Ok(interrupt)
    }

    /// Whether the program was asked to end.
    ///
    /// ```
    /// assert!(!training::cli::Interrupt::default().is_requested());
    /// ```
    pub fn is_requested(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Ends the program with the exit code of Ctrl-C.
    pub fn exit(&self) -> ! {
        std::process::exit(SIGINT_EXIT_CODE)
    }
}
