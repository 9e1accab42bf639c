"""SigLIP and SigLIP 2, of random weights: open_clip's own numbers, and the score that they were trained with."""

import json
import shutil

import open_clip
import pytest
import torch
from asking import ask, base64_of, encoded, json_item, picture, word_lists

LABELS = ["coffee mug", "Teapot!", "a pair of very old leather shoes for winter", "cat"]
IMAGE = base64_of(encoded(picture()))
MODELS = ("siglip", "siglip2")


@pytest.fixture(scope="module")
def handlers(artifact, tiny, tmp_path_factory):
    kept = str(tmp_path_factory.mktemp("sets"))
    return {name: artifact("clip").started(model_id=str(tiny(name)), label_sets=kept) for name in MODELS}


def logits_of(folder, texts):
    """open_clip's own: scale x cosine + bias, float32 [N]."""
    library, preprocess = open_clip.create_model_from_pretrained(f"local-dir:{folder}")
    tokens = open_clip.get_tokenizer(f"local-dir:{folder}")(texts)
    with torch.no_grad():
        _, logits = library.eval().get_logits(preprocess(picture()).unsqueeze(0), tokens)
    return logits[:, 0]


@pytest.mark.parametrize("name", MODELS)
def test_a_label_alone_has_the_models_own_score(handlers, tiny, name):
    body = {"image": IMAGE, "candidate_labels": LABELS, "hypothesis_template": "a photo of {}", "multi_label": True}
    status, answer = ask(handlers[name], json_item(body))
    assert status == 200
    expected = torch.sigmoid(logits_of(tiny(name), [f"a photo of {label}" for label in LABELS])).tolist()
    got = {p["label"]: p["score"] for p in answer["predictions"]}
    assert [got[label] for label in LABELS] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("name", MODELS)
def test_labels_together_are_a_softmax_as_with_any_clip(handlers, tiny, name):
    prompts = [f"a photo of {label}" for label in LABELS]
    _, ((*row,),) = ask(handlers[name], json_item({"image": IMAGE, "prompt": prompts}))
    assert row == pytest.approx(logits_of(tiny(name), prompts).softmax(0).tolist(), abs=1e-5)


@pytest.mark.parametrize("name", MODELS)
def test_hugging_faces_call_is_scored_by_sigmoid_as_its_pipeline_does(handlers, tiny, name):
    _, answer = ask(handlers[name], json_item({"inputs": IMAGE, "parameters": {"candidate_labels": LABELS}}))
    expected = torch.sigmoid(logits_of(tiny(name), [f"This is a photo of {label}." for label in LABELS])).tolist()
    got = {p["label"]: p["score"] for p in answer}
    assert [got[label] for label in LABELS] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("name", MODELS)
def test_the_interrogator_writes_prompts_with_it(artifact, tiny, tmp_path, name):
    shutil.copytree(tiny("blip"), tmp_path / "model")
    shutil.copytree(tiny(name), tmp_path / "model" / "clip")
    lists = word_lists(tmp_path, 12, lambda table, i: f"{table} cup {'red ' * i}")
    options = {"model_id": str(tmp_path / "model"), "data_path": lists, "tables": str(tmp_path), "words": "full"}
    module = artifact("clip-interrogator").started(**options)
    body = {"image": IMAGE, "mode": "best", "caption": "a cup", "max_flavors": 3, "min_flavors": 2}
    status, answer = ask(module, json_item(body))
    assert status == 200 and answer["prompt"].startswith("a cup, ")
    texts = module._model.clip.texts
    assert texts.fits(answer["prompt"]) and not texts.fits("cup " * 64)
    library = logits_of(tiny(name), [t["text"] for t in answer["terms"]])
    clip = module._model.clip
    expected = (library - clip.logit_bias) / clip.logit_scale
    assert [t["similarity"] for t in answer["terms"]] == pytest.approx(expected.tolist(), abs=2e-3)


def test_a_siglip_in_transformers_layout_is_named_as_the_cause(artifact, tiny, tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "siglip2"}))
    with pytest.raises(ValueError, match="open_clip's layout"):
        artifact("clip").started(model_id=str(tmp_path))
