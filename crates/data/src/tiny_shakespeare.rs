//! The embedded English text: 40,000 lines from Shakespeare's plays.
//!
//! Compiled by A. Karpathy for char-rnn (2015), <https://github.com/karpathy/char-rnn>; the plays are
//! in the public domain. The data sheet is `datasets/tinyshakespeare/README.md`.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use crate::TextSplit;
use crate::text::TRAIN_TENTHS;

const EMBEDDED: &[u8] = include_bytes!("../../../datasets/tinyshakespeare/input.txt.gz");

/// Tiny Shakespeare, part of this crate: 1,115,394 ASCII characters, 65 distinct ones. The first nine
/// tenths are for training, the rest is for validation.
///
/// # Examples
///
/// ```
/// let text = data::tiny_shakespeare();
/// assert_eq!((text.train.len(), text.validation.len()), (1_003_854, 111_540));
/// assert_eq!(text.train.lines().next(), Some("First Citizen:"));
/// ```
pub fn tiny_shakespeare() -> TextSplit {
    let mut train =
        unpack().expect("the file is part of this crate and was read whole by its tests");
    // ASCII, so that every byte begins a character.
    let validation = train.split_off(train.len() * TRAIN_TENTHS / 10);
    TextSplit { name: "Tiny Shakespeare", train, validation }
}

fn unpack() -> io::Result<String> {
    let mut text = String::new();
    MultiGzDecoder::new(EMBEDDED).read_to_string(&mut text)?;
    Ok(text)
}
