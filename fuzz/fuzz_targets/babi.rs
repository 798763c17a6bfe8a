//! bAbI: questions refer to statements that come before them.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    for story in data::babi::parse(file, "fuzz").into_iter().flatten() {
        for question in &story.questions {
            let context = story.context(question).len();
            assert!(!question.answer.is_empty());
            assert!(question.supporting.iter().all(|index| *index < context));
        }
    }
});
