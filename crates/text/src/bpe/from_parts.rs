//! A tokenizer from its tokens and merges.

use std::collections::HashMap;

use crate::bpe::byte_table::{is_unmistakable, token_bytes};
use crate::bpe::{Bpe, Merge, Pair, TokenizerErrorKind};

impl Bpe {
    /// A tokenizer of tokens as files write them, merges of two tokens with the token they make, and the
    /// spelling of those tokens that are special.
    pub(super) fn from_parts(
        names: Vec<String>,
        merges: Vec<(Pair, u32)>,
        special: Vec<String>,
    ) -> Result<Self, TokenizerErrorKind> {
        let mut byte_ids = [None; 256];
        let mut tokens = Vec::with_capacity(names.len());
        let mut special_ids = Vec::new();
        for (id, name) in (0..).zip(names) {
            if special.contains(&name) {
                if !is_unmistakable(&name) {
                    return Err(TokenizerErrorKind::Special { token: name });
                }
                tokens.push(name.as_bytes().to_vec());
                special_ids.push((name, id));
                continue;
            }
            let bytes = token_bytes(&name)
                .map_err(|character| TokenizerErrorKind::NotByteLevel { token: name, character })?;
            if let [byte] = bytes[..] {
                byte_ids[usize::from(byte)] = Some(id);
            }
            tokens.push(bytes);
        }
        let missing = byte_ids.iter().position(Option::is_none);
        if let Some(byte) = missing {
            return Err(TokenizerErrorKind::MissingByte { byte: byte as u8 });
        }
        // Of a pair that is there twice the later rank counts, as in the library `tokenizers`.
        let ranked = (0..).zip(&merges).map(|(rank, (pair, id))| (*pair, Merge { rank, id: *id }));
        Ok(Bpe {
            ranks: ranked.collect(),
            byte_ids: byte_ids.map(Option::unwrap_or_default),
            tokens,
            merges,
            special: special_ids,
        })
    }

    /// A tokenizer of what a file holds: tokens with their numbers, and merges of two tokens. If the file does
    /// not tell the special tokens, they are those that are neither a byte nor made by a merge.
    pub(super) fn from_file_parts(
        vocabulary: Vec<(String, u64)>,
        merges: &[(String, String)],
        special: Option<Vec<String>>,
    ) -> Result<Self, TokenizerErrorKind> {
        let names = in_order(vocabulary)?;
        let id_of: HashMap<&str, u32> = names.iter().map(String::as_str).zip(0..).collect();
        let mut is_made = vec![false; names.len()];
        let mut pairs = Vec::with_capacity(merges.len());
        for (rank, (left, right)) in merges.iter().enumerate() {
            let id = |token: &str| {
                let error = || TokenizerErrorKind::Merge { rank, token: token.to_owned() };
                id_of.get(token).copied().ok_or_else(error)
            };
            let merged = id(&format!("{left}{right}"))?;
            pairs.push(((id(left)?, id(right)?), merged));
            is_made[merged as usize] = true;
        }
        let special = special.unwrap_or_else(|| {
            let is_byte = |name: &str| token_bytes(name).is_ok_and(|bytes| bytes.len() == 1);
            let unmade =
                names.iter().zip(&is_made).filter(|(name, made)| !**made && !is_byte(name));
            unmade.map(|(name, _)| name.clone()).collect()
        });
        Self::from_parts(names, pairs, special)
    }
}

/// The tokens by number, which must be all numbers from 0 on, once each.
fn in_order(mut vocabulary: Vec<(String, u64)>) -> Result<Vec<String>, TokenizerErrorKind> {
    vocabulary.sort_unstable_by_key(|(_, id)| *id);
    let expected = (0..).zip(&vocabulary);
    if let Some((expected, (token, id))) = expected.into_iter().find(|(i, (_, id))| i != id) {
        return Err(TokenizerErrorKind::Ids { token: token.clone(), id: *id, expected });
    }
    Ok(vocabulary.into_iter().map(|(token, _)| token).collect())
}
