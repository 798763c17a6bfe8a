"""Loads a tokenizer.json that `text::Bpe` has saved, and compares its tokens with those of a case of bpe.json.

    python load_tokenizer.py FILE CASE

`cargo run --release -p text --example learn_tokens -- --out FOLDER` writes the file of the case shakespeare.
"""

import json
import pathlib
import sys

from tokenizers import Tokenizer


def main(file, name):
    golden = json.loads((pathlib.Path(__file__).parent / "bpe.json").read_text())
    case = next(case for case in golden["cases"] if case["name"] == name)
    tokenizer = Tokenizer.from_file(file)
    vocabulary = [token for token, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]
    assert vocabulary == case["vocabulary"], "the vocabularies differ"
    for string, ids in zip(golden["strings"], case["ids"]):
        assert tokenizer.encode(string).ids == ids, string
        assert tokenizer.decode(ids, skip_special_tokens=False) == string, string
    print(f"{file}: {len(vocabulary)} tokens and {len(golden['strings'])} texts as in case {name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
