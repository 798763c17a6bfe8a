//! Tokenizers, as `tokenizer.json` or as GPT-2's two files with a zero byte between them: what is read
//! encodes every text so that it comes back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use text::Bpe;

fuzz_target!(|file: &[u8]| {
    let json = Bpe::parse_json(file, "fuzz");
    let mut parts = file.splitn(2, |byte| *byte == 0);
    let (vocabulary, merges) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let gpt2 = Bpe::parse_gpt2(vocabulary, merges, "fuzz");
    let text = String::from_utf8_lossy(file);
    for bpe in [json, gpt2].into_iter().flatten() {
        assert_eq!(bpe.decode(&bpe.encode(&text)), text);
        assert_eq!(Bpe::parse_json(bpe.to_json().as_bytes(), "again").expect("it was written"), bpe);
    }
});
