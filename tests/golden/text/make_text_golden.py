"""Writes what tokenizers, scikit-learn, sacreBLEU and SciPy make of text, for crate `text` to make too.

    python make_text_golden.py            writes bpe.json, counts.json, translation.json, scores.json, classes.json
    python make_text_golden.py bpe ...    writes only these

Needs tokenizers, scikit-learn, sacrebleu; ../README.md has the versions used. The tests read the files only.
"""

import gzip
import importlib.metadata
import json
import pathlib
import platform
import sys

sys.dont_write_bytecode = True

FOLDER = pathlib.Path(__file__).parent
DATASETS = FOLDER.parents[2] / "datasets"


def packed(path):
    """The text of a gzip file of the project's data sets."""
    return gzip.decompress((DATASETS / path).read_bytes()).decode()


def write(name, content, *packages):
    versions = [f"Python {platform.python_version()}"]
    versions += [f"{package} {importlib.metadata.version(package)}" for package in packages]
    content = {"made_with": ", ".join(versions), **content}
    file = FOLDER / f"{name}.json"
    file.write_text(json.dumps(content, ensure_ascii=True, indent=None, separators=(",", ":")) + "\n")
    print(f"{file.name}: {file.stat().st_size} bytes, {content['made_with']}")


def main(wanted):
    import bpe
    import classes
    import counts
    import scores
    import translation

    for module in (bpe, counts, translation, scores, classes):
        if not wanted or module.__name__ in wanted:
            module.make(write, packed)


if __name__ == "__main__":
    main(sys.argv[1:])
