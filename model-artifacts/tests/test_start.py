"""A model that answers NaN does not start; numbers of any length are refused as such."""

import json
import shutil

import pytest
from asking import ask, base64_of, encoded, json_item, picture
from safetensors.torch import load_file, save_file

IMAGE = base64_of(encoded(picture()))


def damaged(folder, place, weights, name):
    """A copy of a model's folder with NaN in one of its tensors."""
    copy = place / folder.name
    shutil.copytree(folder, copy)
    tensors = load_file(copy / weights)
    tensors[name].view(-1)[0] = float("nan")
    save_file(tensors, copy / weights, {"format": "pt"})
    return str(copy)


@pytest.mark.parametrize("side", ["visual_projection.weight", "text_projection.weight"])
def test_a_clip_that_answers_nan_does_not_start(artifact, tiny, tmp_path, side):
    folder = damaged(tiny("clip"), tmp_path, "model.safetensors", side)
    with pytest.raises(ArithmeticError, match="NaN"):
        artifact("clip").started(model_id=folder, label_sets=str(tmp_path / "sets"))


def test_an_interrogator_whose_clip_answers_nan_does_not_start(artifact, tiny, tmp_path):
    weights = "clip/open_clip_model.safetensors"
    folder = damaged(tiny("clip_interrogator"), tmp_path, weights, "visual.proj")
    with pytest.raises(ArithmeticError, match="NaN"):
        artifact("clip-interrogator").started(model_id=folder, tables=str(tmp_path / "tables"))


@pytest.mark.parametrize("digits", [400, 5000])
def test_a_number_of_very_many_digits_is_refused_as_a_number(artifact, tiny, tmp_path, digits):
    clip = artifact("clip").started(model_id=str(tiny("clip")), label_sets=str(tmp_path))
    body = json.dumps({"image": IMAGE, "candidate_labels": ["cup"], "top_k": 0}).replace(" 0}", " " + "9" * digits + "}")
    status, answer = ask(clip, json_item(body.encode()))
    assert (status, answer["error"]["code"]) == (400, "INVALID_JSON")
