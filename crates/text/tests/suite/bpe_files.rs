//! A tokenizer's files, right and wrong.

use serde_json::{Value, json};
use text::{Bpe, BpeTrainer, TokenizerErrorKind};

fn small() -> Bpe {
    let special_tokens = vec!["<|endoftext|>".to_owned(), "<né à l'été>".into()];
    let trainer = BpeTrainer { vocabulary_size: 270, min_count: 0, special_tokens };
    trainer.train(["the theme of the thesis", "\u{0}\u{7f}\u{ad}\u{a0}é"])
}

/// The library's file of this tokenizer, changed.
fn changed(change: impl Fn(&mut Value)) -> Result<Bpe, String> {
    let mut file: Value = serde_json::from_str(&small().to_json()).unwrap();
    change(&mut file);
    Bpe::parse_json(file.to_string().as_bytes(), "tokenizer.json").map_err(|it| it.to_string())
}

#[test]
fn both_kinds_of_files_give_the_same_tokenizer_back() {
    let folder = tempfile::tempdir().unwrap();
    let bpe = small();
    bpe.save_gpt2(folder.path()).unwrap();
    assert_eq!(Bpe::load_gpt2(folder.path()).unwrap(), bpe);
    let file = folder.path().join("tokenizer.json");
    bpe.save(&file).unwrap();
    bpe.save(&file).unwrap();
    assert_eq!(Bpe::load(&file).unwrap(), bpe);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn settings_that_change_nothing_may_differ() {
    let same = [
        changed(|_| {}),
        changed(|file| file["version"] = Value::Null).or(changed(|_| {})),
        changed(|file| file["model"]["fuse_unk"] = true.into()),
        changed(|file| file["model"]["end_of_word_suffix"] = "".into()),
        changed(|file| file["decoder"]["trim_offsets"] = false.into()),
        changed(|file| {
            file["post_processor"] = json!({"type": "ByteLevel", "trim_offsets": false})
        }),
        changed(|file| drop(file["model"].as_object_mut().unwrap().remove("ignore_merges"))),
        changed(|file| file["added_tokens"][0]["id"] = 100_000.into()),
        // Older files have merges as texts.
        changed(|file| {
            let pairs = file["model"]["merges"].as_array().unwrap().clone();
            let line = |pair: &Value| {
                format!("{} {}", pair[0].as_str().unwrap(), pair[1].as_str().unwrap())
            };
            file["model"]["merges"] = pairs.iter().map(line).collect();
        }),
    ];
    for bpe in same {
        assert_eq!(bpe.unwrap(), small());
    }
}

#[test]
fn an_added_token_that_is_not_in_the_vocabulary_gets_the_next_number() {
    let bpe = changed(|file| {
        let mut token = file["added_tokens"][0].clone();
        token["content"] = "<mask>".into();
        token["id"] = 100_000.into();
        file["added_tokens"].as_array_mut().unwrap().push(token);
    });
    let bpe = bpe.unwrap();
    assert_eq!((bpe.special_token("<mask>"), bpe.len()), (Some(270), 271));
    assert_eq!(bpe.encode_with_special_tokens("<mask>"), [270]);
}

#[test]
fn settings_that_would_change_tokens_are_refused_by_name() {
    type Change = fn(&mut Value);
    let wrong: [(Change, &str); 19] = [
        (|file| file["model"]["dropout"] = 0.1.into(), "`model.dropout` is 0.1"),
        (|file| file["model"]["unk_token"] = "<unk>".into(), "`model.unk_token` is \"<unk>\""),
        (|file| file["model"]["byte_fallback"] = true.into(), "`model.byte_fallback` is true"),
        (|file| file["model"]["ignore_merges"] = true.into(), "`model.ignore_merges` is true"),
        (|file| file["model"]["type"] = "WordPiece".into(), "`model.type` is \"WordPiece\""),
        (|file| file["model"]["vocab"] = json!([]), "`model.vocab` is []"),
        (|file| file["model"]["vocab"]["!"] = "one".into(), "`model.vocab.!` is \"one\""),
        (|file| file["model"]["merges"][0] = json!(["a"]), "`model.merges` is [\"a\"]"),
        (
            |file| file["model"]["surprise"] = true.into(),
            "`model.surprise` is a setting that is not known",
        ),
        (|file| file["model"] = Value::Null, "`model` is null"),
        (|file| file["normalizer"] = json!({"type": "NFC"}), "`normalizer` is {\"type\":\"NFC\"}"),
        (
            |file| file["truncation"] = json!({"max_length": 9}),
            "`truncation` is {\"max_length\":9}",
        ),
        (
            |file| file["pre_tokenizer"]["add_prefix_space"] = true.into(),
            "`pre_tokenizer.add_prefix_space` is true",
        ),
        (
            |file| file["pre_tokenizer"]["use_regex"] = false.into(),
            "`pre_tokenizer.use_regex` is false",
        ),
        (
            |file| file["pre_tokenizer"]["type"] = "Whitespace".into(),
            "`pre_tokenizer.type` is \"Whitespace\"",
        ),
        (|file| file["decoder"] = Value::Null, "`decoder` is null"),
        (|file| file["added_tokens"][0]["lstrip"] = true.into(), "`added_tokens.lstrip` is true"),
        (|file| file["added_tokens"][0]["content"] = "".into(), "`added_tokens.content` is \"\""),
        (|file| file["later"] = 1.into(), "`later` is a setting that is not known"),
    ];
    for (change, message) in wrong {
        let error = changed(change).unwrap_err();
        assert!(error.starts_with("tokenizer.json: ") && error.contains(message), "{error}");
    }
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let gpt2 = |change: fn(String, String) -> (String, String)| {
        let (vocabulary, merges) = small().to_gpt2();
        let (vocabulary, merges) = change(vocabulary, merges);
        Bpe::parse_gpt2(vocabulary.as_bytes(), merges.as_bytes(), "model")
    };
    assert_eq!(gpt2(|vocabulary, merges| (vocabulary, merges)).unwrap(), small());
    let kind = |change| gpt2(change).unwrap_err().kind;
    let gap = kind(|vocabulary, merges| (vocabulary.replace(":269", ":270"), merges));
    assert!(matches!(gap, TokenizerErrorKind::Ids { id: 270, expected: 269, .. }), "{gap:?}");
    let twice = kind(|vocabulary, merges| (vocabulary.replace(":269", ":268"), merges));
    assert!(matches!(twice, TokenizerErrorKind::Ids { id: 268, expected: 269, .. }), "{twice:?}");
    let merge = kind(|vocabulary, merges| (vocabulary, merges + "q q\n"));
    assert!(
        matches!(&merge, TokenizerErrorKind::Merge { token, .. } if token == "qq"),
        "{merge:?}"
    );
    let line = kind(|vocabulary, merges| (vocabulary, merges + "q\n"));
    assert!(matches!(&line, TokenizerErrorKind::Line { found, .. } if found == "q"), "{line:?}");
    let byte =
        kind(|vocabulary, merges| (vocabulary.replace("\"\u{120}\":", "\"<space>\":"), merges));
    assert!(matches!(byte, TokenizerErrorKind::Merge { .. }), "{byte:?}");
    let byte = kind(|vocabulary, merges| (vocabulary.replace("\"q\":", "\"<q>\":"), merges));
    assert!(matches!(byte, TokenizerErrorKind::MissingByte { byte: b'q' }), "{byte:?}");
    let json = kind(|_, merges| ("[1]".into(), merges));
    assert!(matches!(json, TokenizerErrorKind::Json { .. }), "{json:?}");
    let letter = changed(|file| {
        let vocabulary = file["model"]["vocab"].as_object_mut().unwrap();
        vocabulary.insert("白".into(), 270.into());
    });
    let message = letter.unwrap_err();
    assert!(message.contains("'白' of the token \"白\" stands for no byte"), "{message}");
}

#[test]
fn what_cannot_be_written_is_told_and_the_old_file_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tokenizer.json");
    std::fs::write(&file, "old").unwrap();
    // A folder where the new file would be written first.
    std::fs::create_dir(folder.path().join("tokenizer.json.part")).unwrap();
    let error = small().save(&file).unwrap_err();
    assert!(matches!(error.kind, TokenizerErrorKind::Io { .. }), "{error:?}");
    assert!(error.to_string().contains("tokenizer.json: cannot be read or written"), "{error}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "old");
}
