"""Writes the node cases of ONNX's backend tests in a form that is read without ONNX.

    python make_cases.py FOLDER

FOLDER/cases.json lists the cases: the operator, its attributes, and the type and shape of each input
and output. FOLDER/cases.bin holds the elements of all of them, one after the other, as float64: every
type of at most 32 bits fits in it, and whole numbers of 64 bits that do not are marked as not exact.

Cases whose name ends in `_expanded` are left out: they say an operator a second time, by others.
"""

import json
import pathlib
import sys
import warnings

import numpy
import onnx
from onnx.backend.test.case.node import collect_testcases


class Blob:
    """The elements of all tensors."""

    def __init__(self, file):
        self.file, self.length = file, 0

    def describe(self, value):
        """What the index says of a tensor, or of what is none."""
        if value is None:
            return None
        if not isinstance(value, (numpy.ndarray, numpy.generic)):
            return {"type": "no tensor", "shape": [], "start": 0, "exact": False}
        array = numpy.asarray(value)
        described = {"type": str(array.dtype), "shape": list(array.shape), "start": self.length, "exact": False}
        if array.dtype.kind in "OUSc":
            return described
        doubles = array.astype(numpy.float64)
        described["exact"] = bool(array.dtype.kind not in "iu" or (numpy.abs(doubles) <= 2.0**53).all())
        self.file.write(doubles.astype("<f8").tobytes())
        self.length += doubles.size
        return described


def attribute_value(attribute):
    """A number, a text, a list of such; none for what is no such thing, such as a graph."""
    value = onnx.helper.get_attribute_value(attribute)
    values = value if isinstance(value, (list, tuple)) else [value]
    values = [it.decode() if isinstance(it, bytes) else it for it in values]
    if not all(isinstance(it, (int, float, str)) for it in values):
        return None
    return values if attribute.type >= onnx.AttributeProto.FLOATS else values[0]


def listed(case, blob):
    """A case as the index lists it; none if it is not of one node with one set of data."""
    graph = case.model.graph
    if len(graph.node) != 1 or len(case.data_sets) != 1:
        return None
    node, (inputs, outputs) = graph.node[0], case.data_sets[0]
    given = dict(zip((it.name for it in graph.input), inputs))
    made = dict(zip((it.name for it in graph.output), outputs))
    return {
        "name": case.name.removeprefix("test_"),
        "operator": node.op_type,
        "version": max(it.version for it in case.model.opset_import if it.domain == node.domain),
        "attributes": {it.name: attribute_value(it) for it in node.attribute},
        "inputs": [blob.describe(given.get(name)) for name in node.input],
        "outputs": [blob.describe(made.get(name)) for name in node.output],
        "relative": case.rtol,
        "absolute": case.atol,
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")
    with open(folder / "cases.bin", "wb") as file:
        blob = Blob(file)
        cases = [listed(case, blob) for case in collect_testcases(None) if "_expanded" not in case.name]
    cases = [case for case in cases if case is not None]
    index = {"onnx": onnx.__version__, "cases": cases}
    (folder / "cases.json").write_text(json.dumps(index))
    print(f"{len(cases)} cases of onnx {onnx.__version__} in {folder}")


main()
