//! Colour pixels as a PNG inside of an address, for an SVG `<image>`.
//!
//! The format is that of the W3C's PNG specification (third edition), with zlib's *stored* blocks
//! (RFC 1950 and 1951): nothing is packed, so that the same pixels are the same bytes for ever.

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The PNG of rows of red, green and blue bytes, as `data:image/png;base64,…`.
pub(crate) fn address(rgb: &[u8], width: usize) -> String {
    let height = rgb.len() / (3 * width);
    let mut header = Vec::new();
    header.extend((width as u32).to_be_bytes());
    header.extend((height as u32).to_be_bytes());
    // Eight bits a channel, colours without transparency, the one packing and filter, no interlace.
    header.extend([8, 2, 0, 0, 0]);
    // Before each row stands how it is filtered: not at all.
    let rows: Vec<u8> = rgb.chunks(3 * width).flat_map(|row| [&[0], row].concat()).collect();
    let mut file = SIGNATURE.to_vec();
    for (name, content) in [(b"IHDR", header), (b"IDAT", stored(&rows)), (b"IEND", Vec::new())] {
        let chunk = [&name[..], &content].concat();
        file.extend((content.len() as u32).to_be_bytes());
        file.extend(&chunk);
        file.extend(crc(&chunk).to_be_bytes());
    }
    format!("data:image/png;base64,{}", base64(&file))
}

/// zlib's envelope around blocks that are not packed.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let blocks = bytes.chunks(usize::from(u16::MAX));
    let last = blocks.len() - 1;
    for (number, block) in blocks.enumerate() {
        let length = block.len() as u16;
        stream.push(u8::from(number == last));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler(bytes).to_be_bytes());
    stream
}

fn adler(bytes: &[u8]) -> u32 {
    let sums = bytes.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    sums.1 << 16 | sums.0
}

fn crc(bytes: &[u8]) -> u32 {
    let shift = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    let one = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), shift);
    !bytes.iter().fold(u32::MAX, one)
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |i| u32::from(three.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for sign in 0..4 {
            let six = bits >> (18 - 6 * sign) & 63;
            text.push(if sign <= three.len() { char::from(SIGNS[six as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_those_of_the_specifications() {
        assert_eq!(crc(b"IEND"), 0xAE42_6082);
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler(b"Wikipedia"), 0x11E6_0398);
        let texts = ["", "f", "fo", "foo", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(texts, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYmFy"]); // RFC 4648, section 10
    }
}
