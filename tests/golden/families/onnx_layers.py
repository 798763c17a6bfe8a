"""Recurrent nodes of ONNX, computed by onnxruntime."""

import torch

LENGTHS = [2, 4, 3]
DIRECTIONS = {"forward": 1, "bidirectional": 2}


def onnx_layers(golden):
    """Needs onnx and onnxruntime: imported here, so that the other families do without them."""
    import onnx
    import onnxruntime

    golden.made_with += [f"onnx {onnx.__version__}", f"onnxruntime {onnxruntime.__version__}"]
    for case, kind, gates, settings in [
        ("rnn", "RNN", 1, {}),
        ("lstm", "LSTM", 4, {}),
        ("gru_after", "GRU", 3, {"linear_before_reset": 1}),
        ("gru_before", "GRU", 3, {"linear_before_reset": 0}),
    ]:
        for direction, count in DIRECTIONS.items():
            w, r = golden.normal(count, gates * 3, 2) / 2, golden.normal(count, gates * 3, 3) / 2
            b, x = golden.normal(count, 2 * gates * 3) / 2, golden.normal(3, 4, 2)
            attributes = {"hidden_size": 3, "direction": direction, **settings}
            y, h = run(onnx, onnxruntime, kind, attributes, [x.transpose(0, 1), w, r, b])
            # [steps, directions, n, units] there.
            y = y.permute(2, 0, 1, 3).flatten(2)
            golden.add(f"{case}_{direction}", w=w, r=r, b=b, x=x, y=y, h=h)


def run(onnx, onnxruntime, kind, attributes, inputs):
    """The outputs Y and Y_h of one node."""
    names = ["X", "W", "R", "B"]
    node = onnx.helper.make_node(kind, [*names, "sequence_lens"], ["Y", "Y_h"], **attributes)
    lengths = torch.tensor(LENGTHS, dtype=torch.int32)
    feed = {name: t.numpy() for name, t in zip([*names, "sequence_lens"], [*inputs, lengths])}
    value = onnx.helper.make_tensor_value_info
    types = [onnx.TensorProto.FLOAT] * 4 + [onnx.TensorProto.INT32]
    graph = onnx.helper.make_graph(
        [node],
        "one_node",
        [value(name, dtype, feed[name].shape) for name, dtype in zip(feed, types)],
        [value("Y", onnx.TensorProto.FLOAT, [4, None, 3, 3]), value("Y_h", onnx.TensorProto.FLOAT, [None, 3, 3])],
    )
    opset = [onnx.helper.make_opsetid("", 22)]
    model = onnx.helper.make_model(graph, opset_imports=opset, ir_version=10)
    onnx.checker.check_model(model)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    return [torch.from_numpy(output) for output in session.run(None, feed)]
