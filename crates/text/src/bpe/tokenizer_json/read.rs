//! Reading: every setting that could change the tokens must be as in GPT-2's file.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::bpe::gpt2_files::parse_merge;
use crate::bpe::tokenizer_json::fields::{Fields, unsupported};
use crate::bpe::{Bpe, TokenizerErrorKind};

const FALSE: &[Value] = &[Value::Bool(false)];
const EITHER: &[Value] = &[Value::Bool(false), Value::Bool(true)];
const NULL: &[Value] = &[Value::Null];

pub(super) fn parse(json: &[u8]) -> Result<Bpe, TokenizerErrorKind> {
    let value = serde_json::from_slice(json);
    let mut file = Fields::of_file(value.map_err(|source| TokenizerErrorKind::Json { source })?);
    file.expect("version", &[json!("1.0")])?;
    for name in ["truncation", "padding", "normalizer"] {
        file.expect(name, NULL)?;
    }
    byte_level(file.take("pre_tokenizer"), "pre_tokenizer", Part::Words)?;
    byte_level(file.take("decoder"), "decoder", Part::Other)?;
    match file.take("post_processor") {
        Value::Null => {}
        other => byte_level(other, "post_processor", Part::Other)?,
    }
    let (mut vocabulary, merges) = model(file.take("model"))?;
    let special = added_tokens(&mut file)?;
    file.finish()?;
    // The library's numbering: what the vocabulary does not have comes after it.
    let known: HashSet<&String> = vocabulary.iter().map(|(token, _)| token).collect();
    let new: Vec<String> = special.iter().filter(|token| !known.contains(token)).cloned().collect();
    let next = vocabulary.len() as u64;
    vocabulary.extend(new.into_iter().zip(next..));
    Bpe::from_file_parts(vocabulary, &merges, Some(special))
}

/// What a setting is for.
#[derive(PartialEq, Eq)]
enum Part {
    /// It finds the words.
    Words,
    /// It only counts characters, or makes text of tokens.
    Other,
}

/// Checks a setting of type `ByteLevel`.
fn byte_level(value: Value, name: &str, part: Part) -> Result<(), TokenizerErrorKind> {
    let mut fields = Fields::of(value, name)?;
    let kind = fields.take("type");
    if kind != json!("ByteLevel") {
        return Err(unsupported(&fields.name("type"), &kind, "\"ByteLevel\""));
    }
    // A space before the text, or no words at all, would give other tokens.
    fields.expect("add_prefix_space", if part == Part::Words { FALSE } else { EITHER })?;
    fields.expect("use_regex", if part == Part::Words { &EITHER[1..] } else { EITHER })?;
    fields.expect("trim_offsets", EITHER)?;
    fields.finish()
}

type Parts = (Vec<(String, u64)>, Vec<(String, String)>);

fn model(value: Value) -> Result<Parts, TokenizerErrorKind> {
    let mut model = Fields::of(value, "model")?;
    model.expect("type", &[json!("BPE")])?;
    model.expect("dropout", &[Value::Null, json!(0.0)])?;
    model.expect("unk_token", NULL)?;
    for name in ["continuing_subword_prefix", "end_of_word_suffix"] {
        model.expect(name, &[Value::Null, json!("")])?;
    }
    // Without an unknown token it makes no difference whether several become one.
    model.expect("fuse_unk", EITHER)?;
    model.expect("byte_fallback", FALSE)?;
    model.expect("ignore_merges", FALSE)?;
    let merges = model.array("merges")?;
    let name = model.name("merges");
    let merges = merges.into_iter().map(|value| merge(value, &name)).collect::<Result<_, _>>()?;
    let vocabulary = match model.take("vocab") {
        Value::Object(tokens) => tokens,
        other => return Err(unsupported("model.vocab", &other, "an object")),
    };
    let number = |(token, value): (String, Value)| match value.as_u64() {
        Some(id) => Ok((token, id)),
        None => Err(unsupported(&format!("model.vocab.{token}"), &value, "a number")),
    };
    let vocabulary = vocabulary.into_iter().map(number).collect::<Result<_, _>>()?;
    model.finish()?;
    Ok((vocabulary, merges))
}

/// A merge: an array of two tokens, or in older files a text with a space between them.
fn merge(value: Value, name: &str) -> Result<(String, String), TokenizerErrorKind> {
    let pair = match &value {
        Value::String(line) => parse_merge(line),
        Value::Array(pair) => match &pair[..] {
            [Value::String(left), Value::String(right)] => Some((left.clone(), right.clone())),
            _ => None,
        },
        _ => None,
    };
    pair.ok_or_else(|| unsupported(name, &value, "pairs of tokens"))
}

/// The spelling of the added tokens.
fn added_tokens(file: &mut Fields) -> Result<Vec<String>, TokenizerErrorKind> {
    let mut tokens = Vec::new();
    for value in file.array("added_tokens")? {
        let mut token = Fields::of(value, "added_tokens")?;
        let content = token.text("content")?;
        for name in ["single_word", "lstrip", "rstrip"] {
            token.expect(name, FALSE)?;
        }
        for name in ["normalized", "special"] {
            token.expect(name, EITHER)?;
        }
        drop(token.take("id"));
        token.finish()?;
        if content.is_empty() {
            return Err(unsupported("added_tokens.content", &Value::String(content), "a token"));
        }
        if !tokens.contains(&content) {
            tokens.push(content);
        }
    }
    Ok(tokens)
}
