"""The exporter of Florence-2, and what local mode's tests compare the JVM with: what is committed, compared with transformers."""

import gzip
import json
import zlib

import numpy as np
import onnx
import pytest
import tiny_captioners
import tiny_florence
import torch
from tiny_exports import picture

import export
import florence

KEPT = json.loads(gzip.decompress((tiny_florence.RESOURCES / "expected.json.gz").read_bytes()))
SOME = (0, 17, 34)  # pictures: fifty answers take the library half a minute


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """Tiny models lose more by waiting for each other's threads than they win."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    return tiny_captioners.florence2(tmp_path_factory.mktemp("other"))


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return tiny_florence.model(tmp_path_factory.mktemp("florence"))


def test_the_committed_answers_are_what_transformers_says(source):
    model, processor = florence.load(source)
    for kind in SOME:
        here, kept = tiny_florence.answers(model, processor, kind), KEPT["answers"][kind]
        for task in tiny_florence.LONGEST:
            assert (here[task]["ids"], here[task]["text"]) == (kept[task]["ids"], kept[task]["text"])


def test_the_committed_token_ids_are_what_transformers_says(source):
    assert tiny_florence.texts(florence.load(source)[1].tokenizer) == KEPT["texts"]


def test_the_committed_pixels_are_what_pillow_makes(source):
    for kind in range(50):
        small = picture(kind).resize((tiny_florence.SIDE, tiny_florence.SIDE), resample=3)
        assert zlib.crc32(np.asarray(small).tobytes()) == KEPT["crcs"][kind]


def test_the_answers_are_sure_and_of_many_kinds():
    answers = [answer for said in KEPT["answers"] for answer in said.values()]
    assert min(answer["gap"] for answer in answers) > 3e-4  # arithmetic in another order moves them less
    assert len({answer["text"] for answer in answers}) > 80
    assert len({len(answer["ids"]) for answer in answers}) > 10


def test_the_committed_graphs_say_what_transformers_says(source):
    assert florence.compare(source, tiny_florence.RESOURCES / tiny_florence.NAME, [picture(7)]).worst < 1e-4


def test_a_florence_of_other_sizes_is_exported(other, tmp_path, capsys):
    export.main([str(other), str(tmp_path / "out")])
    assert "100% of the likeliest tokens" in capsys.readouterr().out
    files = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*")}
    assert files >= {f"onnx/{name}.onnx" for name in florence.GRAPHS} | {"generation_config.json", "tokenizer.json"}
    form = json.loads((tmp_path / "out/preprocessor_config.json").read_text())
    assert form["task_prompts_without_inputs"]["<OCR>"].endswith("?")


def test_a_florence_in_8_bits_still_answers_as_the_library(other, tmp_path, capsys):
    export.main([str(other), str(tmp_path / "out"), "--int8"])
    assert "of the likeliest tokens are the library's" in capsys.readouterr().out
    weights = onnx.load(tmp_path / "out/onnx/decoder_model_merged.onnx").graph.initializer
    products = [onnx.numpy_helper.to_array(weight).tobytes() for weight in weights if weight.data_type == onnx.TensorProto.INT8 and len(weight.dims) == 2]
    assert len(set(products)) == len(products) > 10  # those of both branches once


def test_a_graph_that_answers_otherwise_is_not_called_exported(other, tmp_path, monkeypatch):
    class Wrong:
        def __init__(self, out, model):
            self.words = model.config.text_config.vocab_size

        def steps(self, pixels, question, said):
            return (np.arange(self.words, dtype=np.float32) for _ in said)

    monkeypatch.setattr(florence, "write", lambda folder, out, precision: None)
    monkeypatch.setattr(florence, "Exported", Wrong)
    with pytest.raises(SystemExit, match="tokens are others"):
        export.main([str(other), str(tmp_path / "out")])


def test_a_florence_without_weights_is_refused(other, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/config.json").write_text((other / "config.json").read_text())
    with pytest.raises(SystemExit, match="not exported"):
        export.main([str(tmp_path / "in"), str(tmp_path / "out")])
