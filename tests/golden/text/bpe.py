"""Merges, vocabularies and tokens of the library `tokenizers`; classes of characters."""

import json
import random

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from strings import varied

SPECIAL = "<|endoftext|>"


def trained(texts, size, least, special):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size, min_frequency=least, special_tokens=special, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def merges(tokenizer):
    return [" ".join(pair) for pair in json.loads(tokenizer.to_str())["model"]["merges"]]


def vocabulary(tokenizer):
    return [token for token, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]


def case(name, texts, size, least, special, strings):
    tokenizer = trained(texts, size, least, special)
    ids = [tokenizer.encode(string).ids for string in strings]
    for string, tokens in zip(strings, ids):
        assert tokenizer.decode(tokens, skip_special_tokens=False) == string or special, (name, string)
    return {"name": name, "vocabulary_size": size, "min_count": least, "special": special,
            "merges": merges(tokenizer), "vocabulary": vocabulary(tokenizer), "ids": ids}


def small_corpora():
    """Texts of few letters, in which nearly all is a tie or a run."""
    chance = random.Random(3)
    corpora = [["low low low low low lower lower newest newest newest newest newest newest widest widest widest"],
               ["aaaa aaa aa"], ["abc abc bca abcabc"], ["ab", "abc bc", "abcbc"], [""], ["a"], ["é é éé"]]
    for _ in range(300):
        letters = "ab" if chance.random() < 0.5 else "abc"
        words = ["".join(chance.choice(letters) for _ in range(chance.randint(1, 12))) for _ in range(chance.randint(1, 8))]
        corpora.append([" ".join(words), "".join(words)][:chance.randint(1, 2)])
    for _ in range(60):
        runs = ["a" * chance.randint(1, 40) + chance.choice(["", "b"]) for _ in range(chance.randint(3, 20))]
        corpora.append([" ".join(runs)])
    return corpora


def classes():
    """The runs of characters that the pre-tokenizer takes for letters, numbers and white space."""
    split = pre_tokenizers.ByteLevel(add_prefix_space=False).pre_tokenize_str

    def kind(code):
        c = chr(code)
        if len(split(f"a{c}a")) == 1:
            return "letter"
        if len(split(f"1{c}1")) == 1:
            return "number"
        # Two spaces: the first is a token of its own, or both go with what follows.
        return "other" if len(split(f"!{c}!")) == 1 else "space"

    runs, last = {"letter": [], "number": [], "space": []}, None
    for code in list(range(0xd800)) + list(range(0xe000, 0x110000)):
        here = kind(code)
        if here == "other":
            last = None
        elif here == last and runs[here][-1][1] == code - 1:
            runs[here][-1][1] = code
        else:
            runs[here].append([code, code])
            last = here
    return runs


def make(write, packed):
    strings = varied()
    shakespeare = packed("tinyshakespeare/input.txt.gz")
    poems = ["".join(poem["paragraphs"]) for poem in json.loads(packed("tangshi300/tangshi300.json.gz"))]
    pairs = packed("eng-fra/pairs.tsv.gz").splitlines()
    plain = [string for string in strings]
    cases = [
        case("shakespeare", [shakespeare], 256 + 1000, 0, [], plain),
        case("poems", poems, 256 + 300, 2, [], plain),
        case("pairs", pairs, 257 + 500, 3, [SPECIAL], [*plain, SPECIAL, f"a{SPECIAL}b {SPECIAL}", "<|endoftext", f"{SPECIAL}{SPECIAL}\n"]),
    ]
    small = []
    for number, texts in enumerate(small_corpora()):
        # Some with special tokens that merges make as well.
        special = ["ab", "abc", "ca"][:number % 4]
        tokenizer = trained(texts, 256 + 60, 0, special)
        string = "".join(texts) + " abcabcaab"
        small.append({"texts": texts, "special": special, "merges": merges(tokenizer), "string": string, "ids": tokenizer.encode(string).ids})
    write("bpe", {"strings": strings, "cases": cases, "small": small, "classes": classes()}, "tokenizers")
    # A whole file, as the library writes it.
    from pathlib import Path
    trained(pairs, 257 + 40, 0, [SPECIAL]).save(str(Path(__file__).parent / "tokenizer.json"), pretty=False)
