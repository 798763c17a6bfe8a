//! Panics at the line of the program that called.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Runs `f`. A panic in it, such as that of a model that does not fit the data, is raised again at
/// the caller's line: a closure, which every use of the tape is, does not know its caller.
#[track_caller]
pub(crate) fn at_callers_line<R>(what: &str, f: impl FnOnce() -> R) -> R {
    let payload = match catch_unwind(AssertUnwindSafe(f)) {
        Ok(result) => return result,
        Err(payload) => payload,
    };
    let message = match payload.downcast_ref::<String>() {
        Some(message) => message.as_str(),
        None => match payload.downcast_ref::<&str>() {
            Some(message) => message,
            None => resume_unwind(payload),
        },
    };
    panic!("{what}: {message}")
}
