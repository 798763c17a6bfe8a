//! A panic that a test expects: its message, and the file of its location.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

/// A panic that was caught.
#[derive(Debug)]
pub struct Panic {
    /// Its message.
    pub message: String,
    /// The file of its location.
    pub file: String,
}

thread_local! {
    /// Where this thread panicked, while a panic is expected in it.
    static LOCATION: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The panic that `f` must end with.
#[track_caller]
pub fn panic_of<R>(f: impl FnOnce() -> R) -> Panic {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let default = take_hook();
        set_hook(Box::new(move |info| match LOCATION.with_borrow(Option::is_some) {
            true => {
                LOCATION.set(info.location().map(|location| location.file().replace('\\', "/")))
            }
            false => default(info),
        }));
    });
    LOCATION.set(Some("(nowhere)".into()));
    let result = catch_unwind(AssertUnwindSafe(f));
    let file = LOCATION.take().expect("it was set above");
    let Err(payload) = result else { panic!("this should have panicked") };
    let message = match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => payload.downcast_ref::<&str>().expect("a panic says something").to_string(),
    };
    Panic { message, file }
}
