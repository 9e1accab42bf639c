"""Writes a model's folder: two ONNX files, the tokenizer, and what is done before them."""

import json
import logging
import warnings
from pathlib import Path
from typing import Any, Literal

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from sources import Side, Source
from torch import Tensor

OPSET = 17
SMALL = 256  # numbers: weights below this are not worth a conversion
# Not Conv, which ONNX Runtime computes more slowly in 8 bits; not Gather, as a table of words would have one scale.
IN_8_BITS = ["MatMul", "Gemm"]

Precision = Literal["fp32", "fp16", "int8"]


def write(source: Source, out: Path, precision: Precision) -> None:
    """The whole folder, with weights of this precision."""
    for part in ("visual", "textual"):
        (out / part).mkdir(parents=True, exist_ok=True)
    _json(out / "config.json", source.config)
    scores = {"logit_scale": source.logit_scale}
    _json(out / "scores.json", scores if source.logit_bias is None else scores | {"logit_bias": source.logit_bias})
    _json(out / "visual" / "preprocess_cfg.json", source.preprocess)
    source.tokenizer.save_pretrained(out / "textual")
    picture = torch.zeros(1, 3, source.side, source.side)  # [1, 3, S, S]
    network(source.pictures, picture, "image", out / "visual" / "model.onnx", precision)
    ids = source.ids(["a photo"]).to(torch.int32)  # [1, L]
    network(source.texts, ids, "text", out / "textual" / "model.onnx", precision)


def network(side: Side | torch.nn.Module, given: Tensor, name: str, path: Path, precision: Precision) -> None:
    """One side as an ONNX file that takes any number of pictures or texts."""
    fast = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)  # its one operator has no ONNX
    try:
        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                side, (given,), str(path), input_names=[name], output_names=["embedding"], opset_version=OPSET,
                dynamic_axes={name: {0: "n"}, "embedding": {0: "n"}}, dynamo=False,
            )  # fmt: skip
    finally:
        torch.backends.mha.set_fastpath_enabled(fast)
    reduce(path, precision)


def graph(module: torch.nn.Module, given: tuple[Tensor, ...], path: Path, inputs: dict[str, str], outputs: dict[str, str]) -> None:
    """Any module as an ONNX file; the values of `inputs` and `outputs` name the open axes, "-" one that is not open."""
    axes = {
        name: {i: axis for i, axis in enumerate(names.split()) if axis != "-"} for name, names in (inputs | outputs).items()
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module, given, str(path), input_names=list(inputs), output_names=list(outputs), opset_version=OPSET,
            dynamic_axes=axes, dynamo=False,
        )  # fmt: skip


def reduce(path: Path, precision: Precision) -> None:
    """Stores the weights of a file in this precision; it has them as float32."""
    if precision == "fp16":
        halve(path)
    elif precision == "int8":
        quantize(path)
        halve(path)


def quantize(path: Path) -> None:
    """Stores the weights of products in 7 bits, with a scale for each column; the other factor is made 8 bits while it is computed.

    With 8 bits the sums of processors without VNNI overflow.
    https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
    """
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.ERROR)  # it advises to prepare the graph, which changes nothing for these operators
    try:
        quantize_dynamic(path, path, IN_8_BITS, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    finally:
        logging.getLogger().setLevel(level)


def halve(path: Path) -> None:
    """Stores large weights as float16, each behind a Cast that the runtime computes once."""
    model = onnx.load(path)
    graph, casts = model.graph, []
    for weight in graph.initializer:
        numbers = numpy_helper.to_array(weight)
        if weight.data_type != TensorProto.FLOAT or numbers.size < SMALL:
            continue
        name, stored = weight.name, f"{weight.name}.half"
        weight.CopyFrom(numpy_helper.from_array(numbers.astype("float16"), stored))
        casts.append(helper.make_node("Cast", [stored], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.save(model, path)


def _json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", "utf-8")
