"""CLIP and the Interrogator in one process: one CLIP for both, which encodes a picture once."""

import pytest
from asking import ask, base64_of, encoded, item, json_item, picture, word_lists

LABELS = ["cup", "cat"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    kept = tmp_path_factory.mktemp("kept")
    return {"words": "full", "data_path": word_lists(kept, 30), "tables": str(kept), "label_sets": str(kept / "sets")}


@pytest.fixture(scope="module")
def describe(artifact, tiny, kept):
    return artifact("describe").started(model_id=str(tiny("clip_interrogator")), **kept)


@pytest.fixture
def encodings(describe, monkeypatch):
    """How many pictures the CLIP below has encoded, call by call."""
    inner = describe._models.clip.towers.towers
    encode, calls = inner.encode_pixels, []
    monkeypatch.setattr(inner, "encode_pixels", lambda pixels: calls.append(len(pixels)) or encode(pixels))
    return calls


def tags(describe, data):
    status, answer = ask(describe, json_item({"image": base64_of(data), "candidate_labels": LABELS, "embedding": True}))
    assert status == 200, answer
    return answer


def prompt(describe, data):
    status, answer = ask(describe, item("image/jpeg", data, mode="fast"))
    assert status == 200, answer
    return answer


def test_both_models_have_the_same_clip(describe):
    assert describe._models.clip.towers is describe._models.interrogator.clip


@pytest.mark.parametrize("first, second", [(tags, prompt), (prompt, tags)], ids=["tags first", "prompt first"])
def test_a_picture_is_encoded_once_for_tags_and_prompt(describe, encodings, first, second):
    data = encoded(picture(seed=5 if first is tags else 6), "JPEG")
    first(describe, data)
    second(describe, data)
    assert encodings == [1]
    first(describe, encoded(picture(seed=7 if first is tags else 8), "JPEG"))
    assert encodings == [1, 1]


def test_what_is_remembered_answers_as_what_is_encoded(describe, artifact, tiny, kept):
    data = encoded(picture(seed=9), "JPEG")
    prompts = artifact("clip-interrogator").started(model_id=str(tiny("clip_interrogator")), **kept)
    labels = artifact("clip").started(model_id=str(tiny("clip_interrogator") / "clip"), label_sets=kept["label_sets"])
    for _ in range(2):
        got, expected = tags(describe, data), tags(labels, data)
        assert (got["predictions"], got["embedding"]) == (expected["predictions"], expected["embedding"])
        assert prompt(describe, data)["terms"] == prompt(prompts, data)["terms"]


def test_only_the_last_pictures_are_remembered(describe, encodings, monkeypatch):
    import seen

    monkeypatch.setattr(seen, "PICTURES_KEPT", 2)
    pictures = [encoded(picture(seed=seed), "JPEG") for seed in (10, 11, 12)]
    for data in (*pictures, pictures[2], pictures[0]):
        tags(describe, data)
    assert encodings == [1, 1, 1, 1]
    assert len(describe._models.clip.towers.known) == 2
