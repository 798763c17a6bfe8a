"""Exact match and F1 of short answers, written after the definition of SQuAD's script, with Python's own regular
expressions: lower case, no ASCII punctuation, no articles, single spaces."""

import collections
import re
import string

ANSWERS = [
    ("The Eiffel Tower!", ["Eiffel Tower"]), ("in Paris", ["Paris, France", "Paris"]), ("a", ["the"]), ("", []), ("Rome", []),
    ("", ["Rome"]), ("the", ["", "Rome"]), ("an  apple a day", ["apple day"]), ("twenty-two", ["twenty two", "22"]), ("U.S.A.", ["usa"]),
    ("theatre", ["the atre"]), ("the–end", ["end"]), ("l'été", ["lété"]), ("É", ["é"]), ("to to to be", ["to be to"]), ("red, green", ["green red"]),
    ("$5", ["5"]), ("a_b", ["ab"]), ("THE THE", ["a an"]), ("नमस्ते the", ["नमस्ते"]), ("x\u00a0a\u00a0y", ["x y"]), ("don't", ["dont"]), ("the1", ["1"]),
    ("ΟΔΟΣ", ["οδος"]), ("cat dog cat", ["cat cat mouse", "dog"]), ("«the»", ["«»"]), ("a\u0301", ["a"]),
]


def normalized(text):
    text = "".join(c for c in text.lower() if c not in set(string.punctuation))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def f1(prediction, answer):
    got, want = normalized(prediction).split(), normalized(answer).split()
    if not got or not want:
        return float(got == want)
    common = sum((collections.Counter(got) & collections.Counter(want)).values())
    if common == 0:
        return 0.0
    precision, recall = common / len(got), common / len(want)
    return 2 * precision * recall / (precision + recall)


def make(write, packed):
    rows = []
    for prediction, answers in ANSWERS:
        possible = [answer for answer in answers if normalized(answer)] or [""]
        rows.append({"prediction": prediction, "answers": answers, "normalized": normalized(prediction),
                     "exact": any(normalized(prediction) == normalized(answer) for answer in possible),
                     "f1": max(f1(prediction, answer) for answer in possible)})
    write("scores", {"squad": rows})
