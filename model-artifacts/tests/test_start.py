"""What starts quickly, what does not start and why; numbers of any length are refused as such."""

import json
import os
import shutil
import subprocess
import sys

import pack
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


HEAVY = ("torch", "transformers", "open_clip", "diffusers", "timm", "torchvision", "safetensors", "huggingface_hub")
IMPORT = f"""
import sys
sys.path[:0] = sys.argv[1:]
import model
print([name for name in {HEAVY} if name in sys.modules])
"""


@pytest.mark.parametrize("name", sorted(pack.SHARED))
def test_the_import_of_model_py_imports_no_heavy_library(name, artifact):
    """The server kills a process whose imports take two minutes, whatever its options say."""
    import djl_python

    folders = [str(artifact(name).folder), os.path.dirname(os.path.dirname(djl_python.__file__))]
    done = subprocess.run([sys.executable, "-c", IMPORT, *folders], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_captioner_that_answers_nan_does_not_start(artifact, tiny, tmp_path):
    weights = "text_decoder.cls.predictions.transform.dense.weight"
    folder = damaged(tiny("clip_interrogator"), tmp_path, "model.safetensors", weights)
    with pytest.raises(ArithmeticError, match="the caption model answers NaN"):
        artifact("clip-interrogator").started(model_id=folder, tables=str(tmp_path / "tables"))


DAMAGES = [
    ("sdxl", "unet", "conv_out.bias"),
    ("sdxl", "vae", "decoder.conv_out.bias"),
    ("edit", "transformer", "proj_out.bias"),
]


@pytest.mark.parametrize("name, part, tensor", DAMAGES, ids=[f"{d[0]}: {d[1]}" for d in DAMAGES])
def test_what_restyles_and_answers_nan_does_not_start(artifact, tiny, tmp_path, name, part, tensor):
    folder = damaged(tiny(name), tmp_path, f"{part}/diffusion_pytorch_model.safetensors", tensor)
    with pytest.raises(ArithmeticError, match="NaN"):
        artifact(name).started(model_id=folder, sizes="64x64")


MISSING = [
    ("clip", "clip", ("vocab.json", "tokenizer.json"), "vocab.json with merges.txt"),
    ("clip", "clip", ("model.safetensors",), "lacks model.safetensors"),
    ("clip", "clip", ("preprocessor_config.json",), "lacks preprocessor_config.json"),
    ("clip", "open_clip_folder", ("open_clip_model.safetensors",), "lacks open_clip_model.safetensors"),
    ("clip-interrogator", "clip_interrogator", ("config.json",), "lacks config.json"),
    ("clip-interrogator", "clip_interrogator", ("vocab.txt", "tokenizer.json"), "lacks tokenizer.json or vocab.txt"),
    ("clip-interrogator", "clip_interrogator", ("model.safetensors",), "lacks model.safetensors"),
    ("clip-interrogator", "clip_interrogator", ("clip/open_clip_model.safetensors",), "lacks open_clip_model.safetensors"),
    ("sdxl", "sdxl", ("model_index.json",), "lacks model_index.json"),
    ("sdxl", "sdxl", ("tokenizer_2/merges.txt", "tokenizer_2/tokenizer.json"), "tokenizer_2/vocab.json with tokenizer_2/merges"),
    ("sdxl", "sdxl", ("unet/diffusion_pytorch_model.safetensors",), r"lacks unet/\*.safetensors"),
]


@pytest.mark.parametrize("name, model, files, message", MISSING, ids=[f"{m[0]}: {m[2][0]}" for m in MISSING])
def test_a_file_that_is_missing_is_named_as_the_cause(artifact, tiny, tmp_path, name, model, files, message):
    copy = tmp_path / "model"
    shutil.copytree(tiny(model), copy)
    for file in files:
        (copy / file).unlink(missing_ok=True)
    with pytest.raises(FileNotFoundError, match=message):
        artifact(name).started(model_id=str(copy), label_sets=str(tmp_path), tables=str(tmp_path))


def test_a_pipeline_of_another_kind_is_named_as_the_cause(artifact, tiny, tmp_path):
    copy = tmp_path / "model"
    shutil.copytree(tiny("sdxl"), copy)
    index = json.loads((copy / "model_index.json").read_text())
    (copy / "model_index.json").write_text(json.dumps(index | {"_class_name": "FluxKontextPipeline"}))
    with pytest.raises(ValueError, match="holds a FluxKontextPipeline"):
        artifact("sdxl").started(model_id=str(copy))


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
