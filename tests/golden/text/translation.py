"""BLEU and chrF of sacreBLEU, and its tokens."""

from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

# Hypothesis and references, written for this file.
SENTENCES = [
    ("The little dog sleeps under the old table.", ["The small dog is sleeping under the old table.", "A little dog sleeps under the table."]),
    ("Il pleut depuis ce matin, et la rue est vide.", ["Il pleut depuis ce matin et la rue est vide.", "Depuis ce matin il pleut ; la rue est vide."]),
    ("We bought 3,500 apples for $12.75.", ["We bought 3,500 apples for $12.75.", "For $12.75 we got 3,500 apples."]),
    ("Où est-ce que tu vas ?", ["Où vas-tu ?", "Tu vas où ?"]),
    ("yes", ["Yes.", "Of course, yes"]),
    ("", ["Nothing was said.", "She said nothing."]),
    ("Her brother's garden has twenty-two pear trees and no roses at all", ["Her brother's garden has 22 pear trees, but no roses.", "In her brother's garden there are twenty-two pear trees and no rose."]),
    ("the the the the the the", ["the train is late", "late is the train"]),
    ("L'addition, s'il vous plaît !", ["L'addition, s'il vous plaît !", "L’addition s’il vous plaît."]),
    ("Train 1990-95 left at 4:30 p.m. (track 7), as always...", ["The train of 1990-1995 left at 4.30 pm, track 7, as always.", "As always, the train left at 4:30 p.m. (track 7)."]),
    ("Tom &amp; Ann said &quot;no&quot; &lt;twice&gt;", ['Tom & Ann said "no" <twice>', "Tom and Ann twice said no"]),
    ("黃河入海流。", ["黃河流入海中。", "黃河入海流。"]),
    ("He  has\ttwo   spaces.", ["He has two spaces.", "Two spaces he has."]),
    ("Nous n'avons pas encore mangé.", ["Nous n'avons pas encore mangé.", "On n'a toujours pas mangé."]),
    ("cold water", ["warm milk", "hot tea"]),
    ("I", ["I", "me"]),
    ("a b", ["a b c d e f", "b a"]),
    ("x y z w", ["x y z w", "w z y x"]),
]
TOKENS = [
    "", " ", "a,b", "1,000", "1,a", "a,1", ",1", "1,", "3.5.", ".5", "a.,b", "a..b", "...", "1..2", "1.,2", "a-b", "1-b", "1--2", "a-\nb",
    "5-", "-5", "<skipped>a", "&amp;lt;", "&quot;x&quot;", "a&b", "it's", "'tis", "(x)", "a/b", "x=1", "tel:+33", "a_b", "C#", "50%", "10$",
    "«Oui», dit-il…", "l’eau", "e.g. this", "U.S.A.", "1.5.2.", "[1]{2}", "a\\b`c^d", "~", "@", "a\u00a0b", "a\x1cb", "a \n b \n", "！，。",
    "12:30", "3/4", "v1.2-3", "1,2,3", "a,,b", "1,,2", ".,.,", "9.a.9",
]


def make(write, packed):
    hypotheses = [hypothesis for hypothesis, _ in SENTENCES]
    streams = [list(stream) for stream in zip(*[references for _, references in SENTENCES])]

    def bleu(lowercase, tokenize, references):
        metric = BLEU(lowercase=lowercase, tokenize=tokenize)
        score = metric.corpus_score(hypotheses, references)
        by_sentence = BLEU(lowercase=lowercase, tokenize=tokenize, effective_order=True)
        each = [by_sentence.sentence_score(h, [r[i] for r in references]).score for i, h in enumerate(hypotheses)]
        return {"lowercase": lowercase, "tokenizer": tokenize, "references": len(references), "score": score.score,
                "precisions": score.precisions, "brevity_penalty": score.bp, "matches": score.counts, "totals": score.totals,
                "hypothesis_len": score.sys_len, "reference_len": score.ref_len, "sentences": each,
                "line": str(score), "signature": str(metric.get_signature())}

    def chrf(word_order, lowercase, references):
        metric = CHRF(word_order=word_order, lowercase=lowercase)
        score = metric.corpus_score(hypotheses, references).score
        each = [metric.sentence_score(h, [r[i] for r in references]).score for i, h in enumerate(hypotheses)]
        return {"word_order": word_order, "lowercase": lowercase, "references": len(references), "score": score,
                "sentences": each, "signature": str(metric.get_signature())}

    tokenize = Tokenizer13a()
    write("translation", {
        "sentences": [[hypothesis, *references] for hypothesis, references in SENTENCES],
        "bleu": [bleu(low, tok, refs) for low in (False, True) for tok in ("13a", "none") for refs in (streams[:1], streams)],
        "chrf": [chrf(order, low, refs) for order in (0, 1, 2) for low in (False, True) for refs in (streams[:1], streams)],
        "tokens": [[text, tokenize(text.rstrip()).split(" ") if tokenize(text.rstrip()) else []] for text in TOKENS],
    }, "sacrebleu")
