"""Counts and TF–IDF of scikit-learn."""

from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

DOCUMENTS = [
    "the cat sat on the mat", "the dog sat on the log", "a cat and a dog", "le chat est sur le tapis", "été été hiver",
    "the the the the", "", "not good not bad", "good , not bad", "cat cat cat dog", "Zebra zebra Éclair éclair _ 42",
]
NEW = ["the cat saw a zebra", "nothing known here", "", "not good on the mat not good"]


def case(first, last, least, most, sublinear):
    vectorizer = CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False, ngram_range=(first, last),
                                 min_df=least, max_features=most)
    counts = vectorizer.fit_transform(DOCUMENTS)
    weights = TfidfTransformer(sublinear_tf=sublinear).fit(counts)
    rows = lambda matrix: [[[int(j), float(x)] for j, x in sorted(zip(row.indices, row.data))] for row in matrix]
    new = vectorizer.transform(NEW)
    return {"ngrams": [first, last], "min_documents": least, "max_terms": most, "sublinear": sublinear,
            "terms": vectorizer.get_feature_names_out().tolist(), "idf": weights.idf_.tolist(),
            "counts": rows(new), "weights": rows(weights.transform(new))}


def make(write, packed):
    cases = [case(1, 1, 1, None, False), case(1, 2, 1, None, False), case(2, 2, 1, None, True), case(1, 1, 2, None, False),
             case(1, 1, 1, 2, False), case(1, 3, 2, None, True)]
    write("counts", {"documents": DOCUMENTS, "new": NEW, "cases": cases}, "scikit-learn")
