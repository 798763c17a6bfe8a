"""Selects the embedded English–French pairs from fra.txt of manythings.org/anki/fra-eng.zip.

    python select_pairs.py fra.txt pairs.tsv.gz

The data sheet, README.md, says what is selected and why.
"""

import collections
import gzip
import re
import sys

STARTS = ("i am ", "you are ", "he is ", "she is ", "we are ", "they are ", "it is ")
LONG_FORMS = [("can't", "cannot"), ("won't", "will not"), ("n't", " not"), ("'m", " am"), ("'re", " are"),
              ("'s", " is"), ("'ll", " will"), ("'ve", " have"), ("'d", " would")]
MOST_ENGLISH, MOST_FRENCH, LEAST_COUNT = 8, 9, 3


def words(english):
    """The words of a sentence in lower case, contractions in their long form."""
    text = english.lower().replace("’", "'")
    for short, long in LONG_FORMS:
        text = text.replace(short, long)
    return " ".join(re.findall(r"[^\W_]+", text))


def tokens(sentence):
    """Words and punctuation marks, in lower case."""
    return re.findall(r"\w+|[^\w\s]", sentence.lower())


def sentences_with(pairs, side):
    """In how many pairs each token stands."""
    return collections.Counter(token for pair in pairs for token in set(tokens(pair[side])))


def select(pairs):
    def fits(pair):
        english, french = map(tokens, pair)
        begins = words(pair[0]).startswith(STARTS)
        return begins and len(english) <= MOST_ENGLISH and len(french) <= MOST_FRENCH

    pairs = [pair for pair in pairs if fits(pair)]
    while True:
        counts = [sentences_with(pairs, side) for side in (0, 1)]
        known = [pair for pair in pairs if all(
            counts[side][token] >= LEAST_COUNT for side in (0, 1) for token in tokens(pair[side]))]
        if len(known) == len(pairs):
            return pairs
        pairs = known


def main(source, target):
    with open(source, encoding="utf-8", newline="\n") as file:
        pairs = [tuple(line.rstrip("\n").split("\t")[:2]) for line in file]
    # Without the few that are there twice; a dict keeps the order.
    pairs = select(list(dict.fromkeys(pairs)))
    text = "".join(f"{english}\t{french}\n" for english, french in pairs)
    with open(target, "wb") as file:
        # Without name and time, so that the bytes are the same on every run.
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=9) as packed:
            packed.write(text.encode())
    print(f"{len(pairs)} pairs, {len(text.encode())} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
