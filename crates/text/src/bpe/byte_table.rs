//! How GPT-2's files write bytes as characters.
//!
//! Bytes that are printable in Latin-1 stand for themselves, the other 68 are the characters from U+0100 on: a
//! space is `Ġ`, a line break `Ċ`. Only files have these characters; encoding works on bytes.

/// The character of a byte.
pub(crate) fn byte_to_char(byte: u8) -> char {
    match byte {
        b'!'..=b'~' | 0xa1..=0xac | 0xae..=0xff => char::from(byte),
        0..=0x20 => char_from(0x100 + u32::from(byte)),
        0x7f..=0xa0 => char_from(0x121 + u32::from(byte - 0x7f)),
        0xad => 'Ń',
    }
}

/// The byte of a character, if it stands for one.
pub(crate) fn char_to_byte(c: char) -> Option<u8> {
    let byte = match c {
        '!'..='~' | '¡'..='¬' | '®'..='ÿ' => u32::from(c),
        'Ā'..='Ġ' => u32::from(c) - 0x100,
        'ġ'..='ł' => u32::from(c) - 0x121 + 0x7f,
        'Ń' => 0xad,
        _ => return None,
    };
    u8::try_from(byte).ok()
}

/// The bytes of a token as files write it, or its first character that stands for none.
pub(crate) fn token_bytes(token: &str) -> Result<Vec<u8>, char> {
    token.chars().map(|c| char_to_byte(c).ok_or(c)).collect()
}

/// Whether a special token, which files write as it is, cannot be read as the bytes of another.
pub(crate) fn is_unmistakable(special: &str) -> bool {
    token_bytes(special).is_err() || special.is_ascii()
}

/// A token's bytes as files write them.
pub(crate) fn token_text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| byte_to_char(*byte)).collect()
}

/// All bytes in the order of their characters, which is that of their tokens.
pub(crate) fn bytes_in_order() -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..=255).collect();
    bytes.sort_unstable_by_key(|byte| byte_to_char(*byte));
    bytes
}

fn char_from(code: u32) -> char {
    char::from_u32(code).expect("the code points from 0x100 to 0x143 are characters")
}
