"""Scores the translations that the program translate wrote, with sacreBLEU, and compares.

    python score.py target/gradus/ch15/translate/translations.json
"""

import argparse
import json
import sys

from sacrebleu.metrics import BLEU, CHRF


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("translations")
    with open(parser.parse_args().translations, encoding="utf-8") as file:
        run = json.load(file)
    # Sentences have different numbers of references; where one has fewer there is none.
    most = max(map(len, run["references"]))
    streams = [
        [of_it[i] if i < len(of_it) else None for of_it in run["references"]] for i in range(most)
    ]
    differ = False
    for system in run["systems"]:
        print(system["name"])
        for name, metric in [("bleu", BLEU(lowercase=True)), ("chrf", CHRF(lowercase=True))]:
            score = metric.corpus_score(system["hypotheses"], streams).score
            equal = abs(score - system[name]) < 1e-9
            differ |= not equal
            print(f"  sacreBLEU {score:.12f}  Gradus {system[name]:.12f}  {metric.get_signature()}")
    sys.exit("the scores differ" if differ else None)


if __name__ == "__main__":
    main()
