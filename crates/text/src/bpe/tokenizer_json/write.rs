//! Writing: the settings of GPT-2's file.

use serde::Serialize;

use crate::bpe::Bpe;
use crate::bpe::files::Numbered;

#[derive(Serialize)]
struct File<'a> {
    version: &'static str,
    truncation: (),
    padding: (),
    added_tokens: Vec<AddedToken<'a>>,
    normalizer: (),
    pre_tokenizer: ByteLevel,
    post_processor: (),
    decoder: ByteLevel,
    model: Model<'a>,
}

#[derive(Serialize)]
struct AddedToken<'a> {
    id: u32,
    content: &'a str,
    single_word: bool,
    lstrip: bool,
    rstrip: bool,
    normalized: bool,
    special: bool,
}

#[derive(Serialize)]
struct ByteLevel {
    r#type: &'static str,
    add_prefix_space: bool,
    trim_offsets: bool,
    use_regex: bool,
}

#[derive(Serialize)]
struct Model<'a> {
    r#type: &'static str,
    dropout: (),
    unk_token: (),
    continuing_subword_prefix: (),
    end_of_word_suffix: (),
    fuse_unk: bool,
    byte_fallback: bool,
    ignore_merges: bool,
    vocab: Numbered<'a>,
    merges: Vec<[&'a str; 2]>,
}

pub(super) fn to_json(bpe: &Bpe) -> String {
    let names = bpe.names();
    let name = |id: u32| &names[id as usize][..];
    let added_token = |(_, id): &(String, u32)| AddedToken {
        id: *id,
        content: name(*id),
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: true,
    };
    let byte_level = || ByteLevel {
        r#type: "ByteLevel",
        add_prefix_space: false,
        trim_offsets: true,
        use_regex: true,
    };
    let file = File {
        version: "1.0",
        truncation: (),
        padding: (),
        added_tokens: bpe.special.iter().map(added_token).collect(),
        normalizer: (),
        pre_tokenizer: byte_level(),
        post_processor: (),
        decoder: byte_level(),
        model: Model {
            r#type: "BPE",
            dropout: (),
            unk_token: (),
            continuing_subword_prefix: (),
            end_of_word_suffix: (),
            fuse_unk: false,
            byte_fallback: false,
            ignore_merges: false,
            vocab: Numbered(&names),
            merges: bpe.merges.iter().map(|&((a, b), _)| [name(a), name(b)]).collect(),
        },
    };
    serde_json::to_string(&file).expect("texts, numbers and lists are JSON")
}
