//! Ctrl-C: the first asks for an end after the running step, the second ends at once.

use anyhow::{Context, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells whether the reader has pressed Ctrl-C (or the system asks the program to end).
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

/// What a shell calls a program that Ctrl-C has ended: 128 and the number of the signal.
const ENDED_BY_CTRL_C: i32 = 130;

impl Interrupt {
    /// Starts to listen.
    ///
    /// # Errors
    /// If the system refuses, or if somebody listens already.
    pub fn listen() -> Result<Self> {
        let interrupt = Interrupt::default();
        let pressed = interrupt.0.clone();
        ctrlc::set_handler(move || {
            if pressed.swap(true, Ordering::Relaxed) {
                std::process::exit(ENDED_BY_CTRL_C);
            }
        })
        .context("cannot listen for Ctrl-C")?;
        Ok(interrupt)
    }

    /// Whether the program was asked to end.
    pub fn is_pressed(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Ends the program, saying that Ctrl-C did it.
    pub fn exit(&self) -> ! {
        std::process::exit(ENDED_BY_CTRL_C)
    }
}
