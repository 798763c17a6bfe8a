//! A panic that a test expects: what it says, and which file it is blamed on.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

/// A panic that was caught.
#[derive(Debug)]
pub struct Panic {
    /// What it said.
    pub message: String,
    /// The file of the line that it was blamed on.
    pub file: String,
}

thread_local! {
    /// Where this thread panicked, while a panic is expected here.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The panic that `f` must end with.
#[track_caller]
pub fn panic_of<R>(f: impl FnOnce() -> R) -> Panic {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| match PLACE.with_borrow(Option::is_some) {
            true => PLACE.set(info.location().map(|place| place.file().replace('\\', "/"))),
            false => usual(info),
        }));
    });
    PLACE.set(Some("(nowhere)".into()));
    let result = catch_unwind(AssertUnwindSafe(f));
    let file = PLACE.take().expect("a place was put in above");
    let Err(payload) = result else { panic!("this should have panicked") };
    let message = match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => payload.downcast_ref::<&str>().expect("a panic says something").to_string(),
    };
    Panic { message, file }
}
