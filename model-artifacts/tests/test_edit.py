"""Qwen-Image-Edit's handler: diffusers' own pictures, behind the contract of SDXL's vendor."""

import base64
import dataclasses
import io
import json

import contract
import numpy as np
import pytest
import torch
from asking import ask, base64_of, encoded, json_item, picture
from diffusers import QwenImageEditPipeline
from PIL import Image

SOURCE = picture(64, 64)
PROMPTS = [{"text": "Put the cup on a beach"}, {"text": "keep the cup"}, {"text": "blurry", "weight": -1}]
BODY = {"init_image": base64_of(encoded(SOURCE)), "text_prompts": PROMPTS, "steps": 2, "seed": 5, "width": 64, "height": 64}


@pytest.fixture(scope="module")
def model(artifact, tiny):
    return artifact("edit").started(model_id=str(tiny("edit")), sizes="64x64", max_samples="2")


def test_the_picture_is_the_one_diffusers_makes_with_the_same_seed(model, tiny):
    status, answer = ask(model, json_item(BODY))
    assert status == 200 and contract.problems("sdxl", "answer", answer) == []
    got = np.asarray(Image.open(io.BytesIO(base64.b64decode(answer["artifacts"][0]["base64"]))), dtype=int)
    library = QwenImageEditPipeline.from_pretrained(tiny("edit"))
    library.set_progress_bar_config(disable=True)
    made = library(
        image=SOURCE, prompt="Put the cup on a beach. keep the cup", negative_prompt="blurry", true_cfg_scale=4.0,
        width=64, height=64, num_inference_steps=2, generator=torch.Generator("cpu").manual_seed(5),
    ).images[0]  # fmt: skip
    assert np.abs(got - np.asarray(made, dtype=int)).max() <= 1
    other = ask(model, json_item(BODY | {"text_prompts": [{"text": "in the snow"}], "cfg_scale": 1}))[1]
    assert other["artifacts"] != answer["artifacts"]


def test_it_runs_in_the_half_precision_that_it_gets_on_a_gpu(artifact, tiny):
    half = artifact("edit").started(model_id=str(tiny("edit")), sizes="64x64", dtype="bf16")
    assert ask(half, json_item(BODY))[0] == 200


def test_one_step_is_as_good_as_two(model):
    """diffusers' scheduler makes NaN of one."""
    one, two = (ask(model, json_item(BODY | {"steps": steps}))[1] for steps in (1, 2))
    assert one["artifacts"] == two["artifacts"]


def test_a_request_that_is_stopped_leaves_no_part_where_the_next_one_needs_room(artifact, tiny, monkeypatch):
    """The CPU stands in for a GPU that is too small for all parts; diffusers renews its hooks when it has brought the parts back."""
    artifact("edit")
    import editing

    monkeypatch.setattr(editing, "_offloads", lambda wish, device: True)
    small = artifact("edit").started(model_id=str(tiny("edit")), sizes="64x64")
    hooks = list(small._model.pipe._all_hooks)
    monkeypatch.setattr(small, "_model", dataclasses.replace(small._model, deadline_seconds=0.0))
    assert ask(small, json_item(BODY))[1]["error"]["code"] == "DEADLINE"
    renewed = small._model.pipe._all_hooks
    assert len(renewed) == len(hooks) == 3 and all(new is not old for new in renewed for old in hooks)


REFUSED = [case for case in contract.cases("sdxl") if case["code"] is not None and "sent" not in case]


@pytest.mark.parametrize("case", REFUSED, ids=[case["case"] for case in REFUSED])
def test_what_sdxl_refuses_is_refused(model, case):
    request = contract.filled(case["request"], BODY["init_image"])
    assert ask(model, json_item(request))[1]["error"]["code"] == case["code"]


def test_another_pipeline_is_named_as_the_cause(artifact, tiny):
    with pytest.raises(ValueError, match="not a QwenImageEditPipeline"):
        artifact("edit").started(model_id=str(tiny("sdxl")))


def test_a_file_that_is_missing_is_named_as_the_cause(artifact, tmp_path):
    (tmp_path / "model_index.json").write_text(json.dumps({"_class_name": "QwenImageEditPipeline"}))
    with pytest.raises(FileNotFoundError, match="lacks scheduler/scheduler_config.json; processor/preprocessor_config.json"):
        artifact("edit").started(model_id=str(tmp_path))


def test_an_offload_that_is_none_stops_the_start(artifact, tiny):
    with pytest.raises(ValueError, match="option.offload"):
        artifact("edit").started(model_id=str(tiny("edit")), sizes="64x64", offload="disk")
