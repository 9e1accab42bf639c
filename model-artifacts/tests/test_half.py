"""Half precision, in which a GPU runs all three: the same answers but for its rounding, here on the CPU."""

import base64
import io
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from asking import ask, base64_of, encoded, json_item, picture, word_lists
from diffusers import EulerDiscreteScheduler, StableDiffusionXLImg2ImgPipeline
from PIL import Image

IMAGE = base64_of(encoded(picture(64, 64)))


@pytest.fixture
def both(artifact, tiny, tmp_path):
    """The answers to one request in single and in half precision."""

    def get(name, model, body, **options):
        options |= {"model_id": str(tiny(model))}
        answers = []
        for dtype in ("fp32", "fp16"):
            kept = str(tmp_path / dtype)
            module = artifact(name).started(dtype=dtype, label_sets=kept, tables=kept, **options)
            status, answer = ask(module, json_item(body))
            assert status == 200, answer
            answers.append(answer)
        return answers

    return get


@pytest.mark.parametrize(("major", "dtype"), [(7, torch.float16), (8, torch.bfloat16)], ids=["Turing", "Ampere"])
def test_bf16_is_taken_on_gpus_that_compute_in_it(artifact, monkeypatch, major, dtype):
    """torch counts it as supported where it is emulated, too. What GPUs say of themselves is made up: none is there."""
    artifact("clip-interrogator")
    import hardware

    told = {"is_available": True, "current_device": 0, "get_device_properties": SimpleNamespace(major=major)}
    for name, answer in (told | {"_check_bf16_tensor_supported": True}).items():
        monkeypatch.setattr(torch.cuda, name, lambda *_, answer=answer: answer)
    assert hardware.choose({"device_id": "0"}, half="bf16").dtype == dtype
    assert hardware.choose({"device_id": "0"}).dtype == torch.float16


@pytest.mark.parametrize("model", ["clip", "open_clip_folder"])
def test_clips_scores_are_the_same_to_two_places(both, model):
    body = {"image": IMAGE, "candidate_labels": ["cup", "cat", "red dress"], "hypothesis_template": ["{}", "a {}"]}
    single, half = ({p["label"]: p["score"] for p in answer["predictions"]} for answer in both("clip", model, body))
    assert half == pytest.approx(single, abs=0.01)
    assert half != single


def test_the_interrogators_similarities_are_the_same_to_two_places(both, tmp_path):
    body = {"image": IMAGE, "mode": "fast", "caption": "a cup", "max_flavors": 8}
    options = {"words": "full", "data_path": word_lists(tmp_path, 30)}
    single, half = (a["terms"] for a in both("clip-interrogator", "clip_interrogator", body, **options))
    assert [t["similarity"] for t in half] == pytest.approx([t["similarity"] for t in single], abs=0.01)


def test_sdxls_picture_is_the_one_diffusers_makes_in_half_precision(artifact, tiny):
    """With the same seed; single precision draws other noise."""
    module = artifact("sdxl").started(model_id=str(tiny("sdxl")), sizes="64x64", dtype="fp16")
    body = {"init_image": IMAGE, "text_prompts": [{"text": "a cup"}], "seed": 5, "steps": 6, "sampler": "K_EULER"}
    _, answer = ask(module, json_item(body))
    got = np.asarray(Image.open(io.BytesIO(base64.b64decode(answer["artifacts"][0]["base64"]))), dtype=int)
    library = StableDiffusionXLImg2ImgPipeline.from_pretrained(tiny("sdxl"), torch_dtype=torch.float16)
    library.scheduler = EulerDiscreteScheduler.from_config(library.scheduler.config)
    seed = {"generator": torch.Generator("cpu").manual_seed(5), "strength": 0.65, "num_inference_steps": 6}
    made = library("a cup", image=picture(64, 64), guidance_scale=7, **seed).images[0]
    assert np.abs(got - np.asarray(made, dtype=int)).max() <= 1
