"""F1 of scikit-learn with its zero cases; Wilson's interval of SciPy."""

import random
import warnings

import numpy
from scipy.stats import binomtest
from sklearn.metrics import accuracy_score, f1_score, precision_recall_fscore_support

ZEROS = {"zero": 0.0, "one": 1.0, "nan": numpy.nan}


def number(x):
    return None if numpy.isnan(x) else float(x)


def case(classes, targets, predictions):
    labels = list(range(classes))
    result = {"classes": classes, "targets": targets, "predictions": predictions, "accuracy": accuracy_score(targets, predictions)}
    for name, value in ZEROS.items():
        score = lambda average, **more: number(f1_score(targets, predictions, average=average, zero_division=value, **more))
        each = precision_recall_fscore_support(targets, predictions, labels=labels, zero_division=value)
        result[name] = {"precision": [number(x) for x in each[0]], "recall": [number(x) for x in each[1]],
                        "f1": [number(x) for x in each[2]], "macro_present": score("macro"), "macro_all": score("macro", labels=labels),
                        "micro": score("micro"), "weighted": score("weighted", labels=labels)}
    return result


def make(write, packed):
    warnings.simplefilter("ignore")
    chance = random.Random(5)
    cases = [case(2, [0, 0], [0, 0]), case(2, [0, 0], [1, 1]), case(3, [0, 1, 2], [0, 1, 2]), case(3, [0, 0, 1], [1, 1, 1]), case(4, [3, 3, 3], [3, 2, 3])]
    for _ in range(40):
        classes, n = chance.randint(2, 8), chance.randint(1, 30)
        cases.append(case(classes, [chance.randrange(classes) for _ in range(n)], [chance.randrange(classes) for _ in range(n)]))
    wilson = []
    for correct, count in [(0, 1), (1, 1), (0, 10), (10, 10), (9, 10), (1, 2), (50, 100), (872, 1000), (8999, 9000), (1, 1000000)]:
        interval = binomtest(correct, count).proportion_ci(0.95, method="wilson")
        wilson.append([correct, count, interval.low, interval.high])
    write("classes", {"cases": cases, "wilson": wilson}, "scikit-learn", "scipy")
