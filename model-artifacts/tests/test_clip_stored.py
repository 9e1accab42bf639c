"""A picture's embedding, kept by the caller, scores as the picture did: no picture is decoded or encoded again."""

import base64

import numpy as np
import pytest
from asking import ask, ask_batch, base64_of, encoded, item, json_item, picture

LABELS = [f"label {i}" for i in range(40)]
LOGIT_SCALE = 100.0  # what CLIP is trained up to: the most that rounding can be blown up
MODELS = ("clip", "open_clip_folder")


@pytest.fixture(scope="module")
def handlers(artifact, tiny, tmp_path_factory):
    kept = str(tmp_path_factory.mktemp("sets"))
    started = {name: artifact("clip").started(model_id=str(tiny(name)), label_sets=kept) for name in MODELS}
    for module in started.values():
        module._model.towers.logit_scale = LOGIT_SCALE
    return started


@pytest.fixture(params=MODELS)
def model(request, handlers):
    return handlers[request.param]


@pytest.fixture
def clip(handlers):
    return handlers["clip"]


def floats(numbers):
    return base64_of(np.asarray(numbers, dtype="<f2").tobytes())


def answer(model, **body):
    status, got = ask(model, json_item({"candidate_labels": LABELS} | body))
    assert status == 200, got
    return got


def stored(model, seed=0):
    return answer(model, image=base64_of(encoded(picture(seed=seed))), embedding=True)["embedding"]


def scores(predictions):
    return {p["label"]: p["score"] for p in predictions}


@pytest.mark.parametrize("multi_label", [False, True])
def test_scores_are_the_pictures_up_to_the_rounding_of_the_embedding(model, monkeypatch, multi_label):
    """Logits differ by at most logit_scale / 2048: scores near 0.5 by a quarter of that, and twice for a softmax."""
    image = [base64_of(encoded(picture(seed=seed))) for seed in range(6)]
    seen = [answer(model, image=i, multi_label=multi_label, embedding=True) for i in image]
    monkeypatch.setattr(model._model.towers, "encode_pixels", None)
    monkeypatch.setattr(model.label_forms.label_requests.pictures, "decode", None)
    for one in seen:
        again = answer(model, embedding_of_image=one["embedding"], multi_label=multi_label)
        worst = 2 * LOGIT_SCALE / 2048 / 4
        assert scores(again["predictions"]) == pytest.approx(scores(one["predictions"]), abs=worst, rel=0)
        best = again["predictions"][0]["label"]  # or nearly: two labels may be as likely but for the rounding
        assert scores(one["predictions"])[best] >= one["predictions"][0]["score"] - 2 * worst


def test_groups_are_scored_from_it_too(model):
    groups = [{"name": "a", "candidate_labels": LABELS[:5]}, {"name": "b", "candidate_labels": LABELS, "top_k": 1}]
    embedding = stored(model)
    _, got = ask(model, json_item({"embedding_of_image": embedding, "groups": groups}))
    alone = answer(model, embedding_of_image=embedding, top_k=1)
    assert [g["name"] for g in got["groups"]] == ["a", "b"]
    assert got["groups"][1]["predictions"] == alone["predictions"]
    _, by_name = ask(model, json_item({"embedding_of_image": embedding, "label_set": alone["model"]["label_set"]}))
    assert by_name["predictions"][:1] == alone["predictions"]


def test_its_length_does_not_matter_and_is_1_again_in_the_answer(model):
    rng = np.random.default_rng(3)
    numbers = rng.standard_normal(32).astype("<f2")
    one = answer(model, embedding_of_image=floats(numbers), embedding=True)
    eight = answer(model, embedding_of_image=floats(8 * numbers), embedding=True)
    assert (one["predictions"], one["embedding"]) == (eight["predictions"], eight["embedding"])
    got = np.frombuffer(base64.b64decode(one["embedding"]), dtype="<f2").astype(float)
    expected = numbers.astype(float) / np.linalg.norm(numbers.astype(float))
    assert got == pytest.approx(expected, abs=2**-11)


def test_an_answer_has_every_field_of_the_contract(clip):
    got = answer(clip, embedding_of_image=stored(clip), top_k=2)
    assert list(got) == ["predictions", "model", "timing_ms"]
    assert list(got["timing_ms"]) == ["decode", "encode", "rank"]


def test_pictures_and_embeddings_meet_in_one_batch(model):
    first, second = stored(model), stored(model, seed=4)
    items = [
        {"embedding_of_image": first},
        {"image": base64_of(encoded(picture(seed=4)))},
        {"embedding_of_image": floats([1, 2])},
        {"embedding_of_image": second},
    ]
    answers = ask_batch(model, [json_item({"candidate_labels": LABELS} | one) for one in items])
    assert answers[2]["error"]["code"] == "INVALID_IMAGE"
    assert answers[0]["predictions"] == answer(model, embedding_of_image=first)["predictions"]
    assert answers[3]["predictions"] == answer(model, embedding_of_image=second)["predictions"]
    assert scores(answers[1]["predictions"]) == pytest.approx(scores(answers[3]["predictions"]), abs=0.03)


@pytest.mark.parametrize("body", [{}, {"image": "AAAA", "embedding_of_image": floats([1] * 32)}], ids=["none", "both"])
def test_a_picture_or_its_embedding_but_not_both(clip, body):
    status, got = ask(clip, json_item({"candidate_labels": LABELS} | body))
    assert (status, got["error"]["code"]) == (400, "INVALID_JSON")
    assert "embedding_of_image" in got["error"]["message"]


WRONG = {
    "short": (floats([1] * 31), "has 31 numbers, this model's have 32"),
    "long": (floats([1] * 33), "has 33 numbers, this model's have 32"),
    "half a number": (base64_of(bytes(range(1, 64))), "base64 of little-endian float16"),
    "not base64": ("!" * 88, "base64 of little-endian float16"),
    "a number": (5, "base64 of little-endian float16"),
    "a list": ([1.0] * 32, "base64 of little-endian float16"),
    "infinite": (floats([1] * 31 + [float("inf")]), "finite"),
    "not a number": (floats([float("nan")] + [1] * 31), "finite"),
    "nothing": (floats([0] * 32), "finite numbers, not all of them 0"),
    "empty": ("", "finite numbers, not all of them 0"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_embedding_of_this_model_is_refused(model, kind):
    value, sentence = WRONG[kind]
    status, got = ask(model, json_item({"candidate_labels": LABELS, "embedding_of_image": value}))
    assert (status, got["error"]["code"]) == (400, "INVALID_IMAGE")
    assert sentence in got["error"]["message"]


def test_64_groups_are_scored_in_one_call(clip):
    groups = [{"name": f"group {i}", "candidate_labels": [f"label {i}", "else"]} for i in range(64)]
    _, got = ask(clip, json_item({"embedding_of_image": stored(clip), "groups": groups}))
    assert [g["name"] for g in got["groups"]] == [g["name"] for g in groups]
    names = ",".join(g["label_set"] for g in got["groups"])
    _, raw = ask(clip, item("image/png", encoded(picture()), label_set=names))
    for one, other in zip(got["groups"], raw["groups"], strict=True):
        assert scores(one["predictions"]) == pytest.approx(scores(other["predictions"]), abs=0.03)
