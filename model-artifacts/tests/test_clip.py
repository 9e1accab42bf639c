"""CLIP's handler: the same scores as the reference libraries, and every field and error of its contract."""

import base64
import gzip
import json
import math

import numpy as np
import open_clip
import pytest
import torch
from asking import ask, ask_batch, base64_of, encoded, item, json_item, name_of, picture
from transformers import pipeline

LABELS = ["coffee mug", "teapot", "T-Shirt / Größe", "a pair of very old leather shoes for winter", "cat"]
TEMPLATES = ["a photo of {}", "a drawing of a {}, isolated", "{}"]
DATA = encoded(picture())
IMAGE = base64_of(DATA)
MODELS = ("clip", "open_clip_folder")


@pytest.fixture(scope="module")
def handlers(artifact, tiny, tmp_path_factory):
    kept = str(tmp_path_factory.mktemp("sets"))
    clip = artifact("clip")
    return {name: clip.started(model_id=str(tiny(name)), label_sets=kept) for name in MODELS}


@pytest.fixture(params=MODELS)
def model(request, handlers):
    return handlers[request.param]


@pytest.fixture
def clip(handlers):
    return handlers["clip"]


def scores(answer):
    return {p["label"]: p["score"] for p in answer["predictions"]}


def naive(tiny, name, templates):
    """logits [N] and the picture's embedding [D], with all texts encoded at full length by the library itself."""
    folder = tiny(name)
    texts = [t.replace("{}", label) for label in LABELS for t in templates]
    if name == "clip":
        from transformers import CLIPModel, CLIPProcessor

        library, processor = CLIPModel.from_pretrained(folder), CLIPProcessor.from_pretrained(folder)
        inputs = processor(text=texts, images=picture(), return_tensors="pt", padding="max_length")
        with torch.no_grad():
            seen = library(**inputs)
        vectors, vector = seen.text_embeds, seen.image_embeds
    else:
        library, preprocess = open_clip.create_model_from_pretrained(f"local-dir:{folder}")
        tokens = open_clip.get_tokenizer(f"local-dir:{folder}")(texts)
        with torch.no_grad():
            vectors = library.encode_text(tokens, normalize=True)
            vector = library.encode_image(preprocess(picture()).unsqueeze(0), normalize=True)
    mean = vectors.view(len(LABELS), len(templates), -1).mean(dim=1)
    mean = mean / mean.norm(dim=-1, keepdim=True)
    return (library.logit_scale.exp() * mean @ vector[0]).detach(), vector[0].detach()


def test_scores_are_those_of_the_zero_shot_pipeline(clip, tiny):
    template = "This is a photo of {}."
    reference = pipeline("zero-shot-image-classification", model=str(tiny("clip")), use_fast=False)
    expected = reference(picture(), candidate_labels=LABELS, hypothesis_template=template)
    _, answer = ask(clip, json_item({"image": IMAGE, "candidate_labels": LABELS, "hypothesis_template": template}))
    assert [p["label"] for p in answer["predictions"]] == [p["label"] for p in expected]
    assert [p["score"] for p in answer["predictions"]] == pytest.approx([p["score"] for p in expected], abs=1e-4)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("templates", [TEMPLATES[:1], TEMPLATES])
def test_templates_are_averaged_and_the_mean_brought_back_to_length_one(handlers, tiny, name, templates):
    logits, _ = naive(tiny, name, templates)
    body = {"image": IMAGE, "candidate_labels": LABELS, "hypothesis_template": templates}
    status, answer = ask(handlers[name], json_item(body))
    assert status == 200
    expected = dict(zip(LABELS, logits.softmax(0).tolist(), strict=True))
    assert scores(answer) == pytest.approx(expected, abs=1e-4)
    assert math.isclose(sum(scores(answer).values()), 1, abs_tol=1e-4)


@pytest.mark.parametrize("name", MODELS)
def test_multi_label_scores_each_label_alone_against_the_empty_template(handlers, tiny, name, artifact):
    logits, vector = naive(tiny, name, TEMPLATES[:1])
    model = handlers[name]
    neutral = model._model.towers.encode_texts(["a photo of"])[0]
    expected = torch.sigmoid(logits - model._model.towers.logit_scale * (neutral @ vector))
    _, answer = ask(model, json_item({"image": IMAGE, "candidate_labels": LABELS, "multi_label": True}))
    assert scores(answer) == pytest.approx(dict(zip(LABELS, expected.tolist(), strict=True)), abs=1e-4)


@pytest.mark.parametrize("name", MODELS)
def test_the_articles_call_is_answered_with_the_prompts_scores_in_their_order(handlers, tiny, name):
    prompts = [f"a photo of {label}" for label in LABELS]
    logits, _ = naive(tiny, name, ["a photo of {}"])
    status, answer = ask(handlers[name], item(None, json.dumps({"image": IMAGE, "prompt": prompts}).encode()))
    assert status == 200
    (row,) = answer
    assert row == pytest.approx(logits.softmax(0).tolist(), abs=1e-4)
    assert ask(handlers[name], json_item({"image": IMAGE, "prompt": prompts[0]}))[1] == [[1.0]]


def test_an_error_of_the_articles_call_names_the_articles_own_field(clip):
    _, answer = ask(clip, json_item({"image": IMAGE, "prompt": []}))
    assert answer["error"]["message"].startswith("prompt must be a list")


def test_hugging_faces_call_is_answered_as_its_pipeline_does(clip, tiny):
    reference = pipeline("zero-shot-image-classification", model=str(tiny("clip")), use_fast=False)
    for parameters in ({}, {"hypothesis_template": "a drawing of {}"}):
        expected = reference(picture(), candidate_labels=LABELS, **parameters)
        body = {"inputs": IMAGE, "parameters": {"candidate_labels": LABELS} | parameters}
        status, answer = ask(clip, json_item(body))
        assert status == 200 and [p["label"] for p in answer] == [p["label"] for p in expected]
        assert [p["score"] for p in answer] == pytest.approx([p["score"] for p in expected], abs=1e-4)


@pytest.mark.parametrize("kind", ["image/jpg", "application/x-image", "application/octet-stream", "", None])
def test_a_bare_picture_is_taken_with_any_name_of_its_type_or_none(clip, kind):
    _, sent = ask(clip, json_item({"image": IMAGE, "candidate_labels": LABELS}))
    status, answer = ask(clip, item(kind, DATA, label_set=sent["model"]["label_set"]))
    assert (status, answer["predictions"]) == (200, sent["predictions"])
    status, answer = ask(clip, item(kind, gzip.compress(DATA), label_set=sent["model"]["label_set"]))
    assert (status, answer["predictions"]) == (200, sent["predictions"])


def test_a_body_that_unpacks_to_more_than_any_request_is_refused(clip):
    bomb = gzip.compress(bytes(40 * 1024 * 1024))
    assert ask(clip, item("application/json", bomb))[1]["error"]["code"] == "IMAGE_TOO_LARGE"


@pytest.mark.parametrize("name", MODELS)
def test_the_embedding_is_the_pictures_and_comes_only_when_asked_for(handlers, tiny, name):
    _, vector = naive(tiny, name, TEMPLATES[:1])
    body = {"image": IMAGE, "candidate_labels": LABELS}
    assert "embedding" not in ask(handlers[name], json_item(body))[1]
    _, answer = ask(handlers[name], json_item(body | {"embedding": True}))
    got = np.frombuffer(base64.b64decode(answer["embedding"]), dtype="<f2")
    assert got.astype(float) == pytest.approx(vector.numpy(), abs=1e-3)
    assert np.linalg.norm(got.astype(float)) == pytest.approx(1, abs=1e-3)


def test_an_answer_has_every_field_of_the_contract(model):
    _, answer = ask(model, json_item({"image": IMAGE, "candidate_labels": LABELS, "top_k": 2, "embedding": True}))
    assert list(answer) == ["predictions", "embedding", "model", "timing_ms"]
    assert [list(p) for p in answer["predictions"]] == [["label", "score"]] * 2
    assert list(answer["model"]) == ["name", "logit_scale", "label_set", "labels_sha256"]
    assert answer["model"]["logit_scale"] == pytest.approx(model._model.towers.logit_scale, abs=1e-3)
    assert list(answer["timing_ms"]) == ["decode", "encode", "rank"]


def test_a_label_set_has_the_name_that_all_sides_agreed_on(artifact):
    artifact("clip")
    one = name_of(["coffee mug", "teapot"], ["a photo of {}"])
    two = name_of(['caffè "crema"', "T-Shirt / Größe"], ["a photo of {}", "ein Foto: {}"])
    assert one == "88b67479fdb193c4859fe9f1b6c4407a66725440f2cbfbc81b286c3649d195ff"
    assert two == "c1106c3f3b50d69462ffe92172ad45910455ddaa21d68e3097a1f7dee1351202"


def test_a_raw_picture_is_scored_against_a_set_that_was_sent_once(model):
    name = name_of(LABELS, ["the {}"])
    status, answer = ask(model, item("image/png", DATA, label_set=name))
    assert (status, answer["error"]["code"], answer["error"]["label_sets"]) == (404, "LABEL_SET_UNKNOWN", [name])
    _, sent = ask(model, json_item({"image": IMAGE, "candidate_labels": LABELS, "hypothesis_template": "the {}"}))
    assert sent["model"]["label_set"] == sent["model"]["labels_sha256"] == name
    attributes = {"label_set": name, "top_k": "2", "embedding": "true"}
    status, answer = ask(model, item("image/png; charset=binary", DATA, **attributes))
    assert (status, answer["predictions"]) == (200, sent["predictions"][:2])
    assert answer["embedding"]


def test_labels_may_come_with_their_own_name(clip):
    name = "88b67479fdb193c4859fe9f1b6c4407a66725440f2cbfbc81b286c3649d195ff"
    body = {"image": IMAGE, "candidate_labels": ["coffee mug", "teapot"], "label_set": name}
    assert ask(clip, json_item(body))[1]["model"]["label_set"] == name


def test_a_whole_vocabulary_is_one_set(clip):
    labels = [f"thing {i}" for i in range(5000)]
    body = {"image": IMAGE, "candidate_labels": labels, "multi_label": True, "top_k": 50}
    status, answer = ask(clip, json_item(body))
    assert (status, len(answer["predictions"])) == (200, 50)


def test_several_groups_are_scored_in_one_call(model):
    groups = [
        {"name": "kind", "candidate_labels": LABELS[:2], "top_k": 1},
        {"name": "flags", "candidate_labels": LABELS[2:], "multi_label": True, "hypothesis_template": ["a {}"]},
    ]
    status, answer = ask(model, json_item({"image": IMAGE, "groups": groups, "embedding": True}))
    assert status == 200
    assert [(g["name"], len(g["predictions"])) for g in answer["groups"]] == [("kind", 1), ("flags", 3)]
    names = [g["label_set"] for g in answer["groups"]]
    raw = ask(model, item("image/png", DATA, label_set=",".join(names)))[1]
    assert [g["label_set"] for g in raw["groups"]] == names
    assert raw["groups"][0]["predictions"][0] == answer["groups"][0]["predictions"][0]
    alone = ask(model, json_item({"image": IMAGE} | {k: v for k, v in groups[1].items() if k != "name"}))[1]
    assert answer["groups"][1]["predictions"] == alone["predictions"]


def test_a_request_encodes_only_the_picture_once_the_set_is_known(clip, monkeypatch):
    body = {"image": IMAGE, "candidate_labels": ["known", "labels"]}
    _, first = ask(clip, json_item(body))
    monkeypatch.setattr(clip._model.towers, "encode_texts", None)
    _, second = ask(clip, json_item(body))
    assert second["predictions"] == first["predictions"]


def test_a_set_that_shares_labels_with_another_costs_only_the_rest(clip, monkeypatch):
    encode, asked = clip._model.towers.encode_texts, []
    ask(clip, json_item({"image": IMAGE, "candidate_labels": ["one", "two", "three"]}))
    monkeypatch.setattr(clip._model.towers, "encode_texts", lambda texts: asked.extend(texts) or encode(texts))
    ask(clip, json_item({"image": IMAGE, "candidate_labels": ["four", "two", "one"]}))
    assert asked == ["a photo of four", "a photo of"]


def test_equal_scores_keep_the_labels_order(clip, monkeypatch):
    same = torch.nn.functional.normalize(torch.ones(1, 32), dim=-1)
    monkeypatch.setattr(clip._model.towers, "encode_texts", lambda texts: same.expand(len(texts), -1))
    labels = [f"equal {i}" for i in (5, 3, 9, 1)]
    _, answer = ask(clip, json_item({"image": IMAGE, "candidate_labels": labels}))
    assert [p["label"] for p in answer["predictions"]] == labels
    clip._model.sets.sets.clear()


def test_the_deadline_keeps_what_is_done(clip, monkeypatch):
    import label_sets

    labels = [f"many {i}" for i in range(20)]
    monkeypatch.setattr(label_sets, "TEXTS_PER_STEP", 8)
    ticks = iter(range(1000))
    monkeypatch.setattr(label_sets.time, "monotonic", lambda: next(ticks) * 550.0)
    status, answer = ask(clip, json_item({"image": IMAGE, "candidate_labels": labels}))
    assert (status, answer["error"]["code"]) == (503, "DEADLINE")
    monkeypatch.undo()
    encode, asked = clip._model.towers.encode_texts, []
    monkeypatch.setattr(clip._model.towers, "encode_texts", lambda texts: asked.extend(texts) or encode(texts))
    assert ask(clip, json_item({"image": IMAGE, "candidate_labels": labels}))[0] == 200
    assert 0 < len(asked) < 21


def test_a_bad_item_spoils_only_its_own_answer_in_a_batch(model):
    ask(model, json_item({"image": IMAGE, "candidate_labels": LABELS}))
    name = name_of(LABELS, ["a photo of {}"])
    other = encoded(picture(seed=3), "JPEG")
    items = [
        item("image/png", DATA, label_set=name),
        item("image/png", DATA[:300], label_set=name),
        json_item({"image": base64_of(other), "candidate_labels": LABELS}),
        item("text/csv", b"a,b"),
        item("image/jpeg", other, label_set="0" * 64),
    ]
    answers = ask_batch(model, items)
    codes = [answer.get("error", {}).get("code") for answer in answers]
    assert codes == [None, "INVALID_IMAGE", None, "UNSUPPORTED_CONTENT_TYPE", "LABEL_SET_UNKNOWN"]
    for one, answer in ((items[0], answers[0]), (items[2], answers[2])):
        assert scores(answer) == pytest.approx(scores(ask(model, one)[1]), abs=1e-5)
