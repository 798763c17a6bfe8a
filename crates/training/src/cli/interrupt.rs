//! Ctrl-C: the first asks for an end after the running step, the second ends at once.

use anyhow::{Context, Result};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells whether the reader has pressed Ctrl-C, or the system has asked the program to end.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

/// What a shell calls a program that Ctrl-C has ended: 128 and the number of the signal.
const SIGINT_EXIT_CODE: i32 = 130;

impl Interrupt {
    /// Starts to listen.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn listen() -> Result<Self> {
        let interrupt = Interrupt::default();
        // A system that shuts down sends SIGTERM. A closed terminal's SIGHUP is left alone: `nohup`
        // has it ignored, and without `nohup` it ends the program.
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal finds the flag down, and only puts it up.
            flag::register_conditional_shutdown(signal, SIGINT_EXIT_CODE, interrupt.0.clone())
                .and_then(|_| flag::register(signal, interrupt.0.clone()))
                .context("cannot listen for Ctrl-C")?;
        }
        Ok(interrupt)
    }

    /// Whether the program was asked to end.
    pub fn is_requested(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Ends the program, saying that Ctrl-C did it.
    pub fn exit(&self) -> ! {
        std::process::exit(SIGINT_EXIT_CODE)
    }
}
