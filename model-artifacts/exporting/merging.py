"""Two decoders, without and with a past, as one ONNX file that holds their weights once."""

import hashlib
from pathlib import Path

import onnx
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto, helper

SWITCH = "use_cache_branch"


def merge(first: Path, later: Path, out: Path) -> None:
    """Writes an If over use_cache_branch (bool [1]); what only `first` answers is empty from `later`."""
    without, with_past = onnx.load(first), onnx.load(later)
    weights: dict[bytes, TensorProto] = {}
    other = _branch(without, "first", weights, list(without.graph.output))
    then = _branch(with_past, "next", weights, list(without.graph.output))
    node = helper.make_node("If", [SWITCH], [o.name for o in without.graph.output], then_branch=then, else_branch=other)
    given = {value.name: value for value in (*without.graph.input, *with_past.graph.input)}
    inputs = [*given.values(), helper.make_tensor_value_info(SWITCH, TensorProto.BOOL, [1])]
    graph = helper.make_graph([node], "merged", inputs, without.graph.output, list(weights.values()))
    merged = helper.make_model(graph, opset_imports=with_past.opset_import, ir_version=with_past.ir_version)
    onnx.checker.check_model(merged)
    onnx.save(merged, out)


def _branch(model: ModelProto, name: str, weights: dict[bytes, TensorProto], outputs: list[ValueInfoProto]) -> GraphProto:
    """The nodes of a decoder, its weights taken out and its other names made its own; what it does not answer is empty."""
    graph, names = model.graph, {value.name: value.name for value in model.graph.input} | {"": ""}
    for weight in graph.initializer:
        content = hashlib.sha256(repr((weight.data_type, weight.dims)).encode() + onnx.numpy_helper.to_array(weight).tobytes()).digest()
        if content not in weights:
            kept = TensorProto()
            kept.CopyFrom(weight)
            kept.name = f"weight.{len(weights)}"
            weights[content] = kept
        names[weight.name] = weights[content].name
    _rename(graph, name, names)
    answered = {value.name for value in graph.output}
    made = list(graph.node)
    infos = []
    for value in outputs:
        inside = f"{name}.{value.name}"
        info = ValueInfoProto()
        info.CopyFrom(value)
        info.name = inside
        if value.name in answered:
            made.append(helper.make_node("Identity", [names[value.name]], [inside]))
        else:
            made.append(_empty(value, inside, info))
        infos.append(info)
    return helper.make_graph(made, name, [], infos)


def _rename(graph: GraphProto, prefix: str, names: dict[str, str]) -> None:
    for node in graph.node:
        for values in (node.input, node.output):
            own = [names.setdefault(value, f"{prefix}/{value}") for value in values]
            del values[:]
            values.extend(own)
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.GRAPH:
                _rename(attribute.g, prefix, names)
                for value in attribute.g.output:
                    value.name = names.setdefault(value.name, f"{prefix}/{value.name}")


def _empty(value: ValueInfoProto, name: str, info: ValueInfoProto) -> NodeProto:
    """A constant whose open axes but the first have length 0."""
    axes = value.type.tensor_type.shape.dim
    shape = [axis.dim_value if axis.HasField("dim_value") else int(i == 0) for i, axis in enumerate(axes)]
    info.CopyFrom(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
    return helper.make_node("Constant", [], [name], value=helper.make_tensor(f"{name}.value", TensorProto.FLOAT, shape, []))
