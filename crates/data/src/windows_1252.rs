//! Windows-1252, the encoding of western text before UTF-8: one byte for each character.
//!
//! Source: the WHATWG Encoding Standard, index windows-1252, <https://encoding.spec.whatwg.org/>.

/// The characters of the bytes 0x80 to 0x9f; every other byte is the code point of the same number. The
/// five bytes to which Windows gives no character are control characters, as in the standard.
const HIGH_CONTROLS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of bytes in Windows-1252. Every byte has a character, so that nothing is refused: text in
/// another encoding gives wrong characters rather than an error.
///
/// ```
/// assert_eq!(data::windows_1252::decode(b"voil\xe0 \x97 no\xebl\x85"), "voilà — noël…");
/// ```
pub fn decode(bytes: &[u8]) -> String {
    let character = |byte: &u8| match *byte {
        0x80..=0x9f => HIGH_CONTROLS[usize::from(*byte - 0x80)],
        other => char::from(other),
    };
    bytes.iter().map(character).collect()
}
