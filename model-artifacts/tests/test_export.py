"""The exporter, and what local mode's tests compare the JVM with: made anew and compared with what is committed."""

import gzip
import json
import math
import sys
from collections import Counter

import numpy as np
import onnx
import pytest
import tiny_exports
from conftest import ROOT

sys.path.append(str(ROOT / "exporting"))

import checking  # noqa: E402
import export  # noqa: E402

RESOURCES = tiny_exports.RESOURCES


def said(folder):
    return json.loads(gzip.decompress((folder / "expected.json.gz").read_bytes()))


def numbers(text):
    rows = np.frombuffer(tiny_exports.base64.b64decode(text), "<f2").astype(np.float32).reshape(-1, 64)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)  # rounding to half precision left them a little shorter or longer


@pytest.fixture(scope="module")
def anew(tmp_path_factory):
    return tiny_exports.make(tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("scratch"))


def test_the_committed_expectations_are_what_the_libraries_say(anew):
    here, kept = said(anew), said(RESOURCES)
    for name in ("words", "labels", "templates", "pixels"):
        assert here[name] == kept[name]
    for model in ("clip", "siglip"):
        for name in ("ids", "crcs"):
            assert here[model][name] == kept[model][name]
        for name in ("texts", "pictures"):
            assert numbers(here[model][name]) == pytest.approx(numbers(kept[model][name]), abs=1e-3)
        for name in ("together", "alone"):
            assert np.array(here[model][name]) == pytest.approx(np.array(kept[model][name]), abs=1e-4)


@pytest.mark.parametrize("model", ["clip", "siglip"])
def test_the_committed_files_answer_what_the_library_says(model, tmp_path):
    source = getattr(tiny_exports, model)(tmp_path)
    kept = said(RESOURCES)
    words = kept["words"][::80]
    folder = RESOURCES / model
    read = checking.run(folder / "textual" / "model.onnx", checking.saved_ids(source, words))
    assert checking.cosines(read, numbers(kept[model]["texts"])).min() > 0.9999
    pixels = np.stack([source.prepare(tiny_exports.picture(kind)).numpy() for kind in range(50)])
    seen = checking.run(folder / "visual" / "model.onnx", pixels)
    assert checking.cosines(seen, numbers(kept[model]["pictures"])).min() > 0.9999


@pytest.mark.parametrize("model", ["clip", "open_clip_folder", "siglip", "siglip2"])
def test_a_folder_of_either_library_is_exported(model, tiny, tmp_path, capsys):
    export.main([str(tiny(model)), str(tmp_path / "out")])
    assert "least cosine" in capsys.readouterr().out
    files = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*")}
    assert files >= {"config.json", "scores.json", "visual/preprocess_cfg.json", "textual/tokenizer.json"}
    scores = json.loads((tmp_path / "out" / "scores.json").read_text())
    assert ("logit_bias" in scores) == model.startswith("siglip")


def test_half_precision_halves_the_files(tiny, tmp_path):
    for name in ("whole", "half"):
        export.main([str(tiny("clip")), str(tmp_path / name), *(["--fp16"] if name == "half" else [])])
    sizes = [(tmp_path / name / "textual" / "model.onnx").stat().st_size for name in ("whole", "half")]
    assert sizes[1] < 0.52 * sizes[0]


@pytest.mark.parametrize("model", ["clip", "siglip"])
def test_in_8_bits_products_have_weights_of_8_bits_and_all_else_half_precision(model, tiny, tmp_path, capsys):
    export.main([str(tiny(model)), str(tmp_path / "out"), "--int8"])
    assert "least cosine" in capsys.readouterr().out
    for side in ("visual", "textual"):
        kinds = numbers_by_kind(tmp_path / "out" / side / "model.onnx")
        assert kinds[onnx.TensorProto.INT8] > 10_000
        assert kinds[onnx.TensorProto.FLOAT] < 0.2 * kinds[onnx.TensorProto.INT8]


def numbers_by_kind(path):
    """How many numbers of a file's weights are of each kind."""
    kinds = Counter()
    for weight in onnx.load(path).graph.initializer:
        kinds[weight.data_type] += math.prod(weight.dims)
    return kinds


def test_8_bits_are_not_half_precision(tiny, tmp_path):
    with pytest.raises(SystemExit):
        export.main([str(tiny("clip")), str(tmp_path / "out"), "--int8", "--fp16"])


def test_a_folder_of_another_model_is_refused(tiny, tmp_path):
    with pytest.raises(SystemExit, match="holds neither"):
        export.main([str(tiny("blip")), str(tmp_path / "out")])


def test_what_differs_from_the_library_is_not_called_exported(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "run", lambda path, given: np.full((len(given), 32), 32**-0.5, np.float32))
    with pytest.raises(SystemExit, match="differs from the library"):
        export.main([str(tiny("clip")), str(tmp_path / "out")])
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_there_is_left_alone(tiny, tmp_path):
    (tmp_path / "kept").write_text("by somebody")
    with pytest.raises(SystemExit, match="File exists"):
        export.main([str(tiny("clip")), str(tmp_path)])
    assert (tmp_path / "kept").exists()
