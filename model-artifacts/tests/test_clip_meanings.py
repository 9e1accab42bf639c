"""Texts' embeddings, which are compared with those of pictures: a search's text is encoded as a label is."""

import base64
import math

import numpy as np
import pytest
from asking import ask, ask_batch, base64_of, encoded, json_item, picture, word_lists

LABELS = [f"label {i}" for i in range(20)]
SENTENCES = [f"a photo of {label}" for label in LABELS]


@pytest.fixture(scope="module", params=["clip", "open_clip_folder"])
def model(request, artifact, tiny, tmp_path_factory):
    return artifact("clip").started(model_id=str(tiny(request.param)), label_sets=str(tmp_path_factory.mktemp("sets")))


def vectors(answer):
    return np.stack([np.frombuffer(base64.b64decode(one), dtype="<f2").astype(np.float64) for one in answer["embeddings"]])


def meanings(model, texts):
    status, answer = ask(model, json_item({"texts": texts}))
    assert status == 200, answer
    return answer


def image(seed=0):
    return base64_of(encoded(picture(seed=seed)))


def test_cosines_of_texts_and_a_picture_are_what_labels_are_scored_by(model):
    _, scored = ask(model, json_item({"image": image(), "candidate_labels": LABELS, "embedding": True}))
    seen = np.frombuffer(base64.b64decode(scored["embedding"]), dtype="<f2").astype(np.float64)
    answer = meanings(model, SENTENCES)
    found = vectors(answer)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-3)
    scale = scored["model"]["logit_scale"]
    if model._model.towers.logit_bias is None:
        odds = np.exp(scale * (found @ seen))
        by_label = {p["label"]: p["score"] for p in scored["predictions"]}
        worst = 2 * scale / 2048 + 1e-6  # two embeddings rounded to float16
        assert odds / odds.sum() == pytest.approx([by_label[label] for label in LABELS], abs=worst)
    assert answer["model"] == {"name": scored["model"]["name"]}
    assert set(answer["timing_ms"]) == {"decode", "encode"}


def test_each_text_has_its_own_embedding_whatever_else_is_asked(model):
    texts = ["a photo", "a photo of a red summer dress with a very long description", "Größe", "a photo", "\N{DRESS}"]
    together = vectors(meanings(model, texts))
    alone = np.concatenate([vectors(meanings(model, [text])) for text in texts])
    assert together == pytest.approx(alone, abs=2e-3)
    assert (together[0] == together[3]).all()


def test_texts_and_pictures_in_one_batch_are_each_answered_as_alone(model):
    asked = [
        {"texts": SENTENCES[:2]},
        {"image": image(1), "candidate_labels": LABELS},
        {"texts": [" "]},
        {"texts": SENTENCES[2:5]},
        {"image": "no picture", "candidate_labels": LABELS},
    ]
    answers = ask_batch(model, [json_item(one) for one in asked])
    assert vectors(answers[0]) == pytest.approx(vectors(meanings(model, SENTENCES[:2])), abs=2e-3)
    assert vectors(answers[3]) == pytest.approx(vectors(meanings(model, SENTENCES[2:5])), abs=2e-3)
    _, alone = ask(model, json_item(asked[1]))
    assert [p["label"] for p in answers[1]["predictions"]] == [p["label"] for p in alone["predictions"]]
    assert [answers[i]["error"]["code"] for i in (2, 4)] == ["INVALID_JSON", "INVALID_IMAGE"]


def test_no_number_is_left_out_of_the_answer(model):
    assert all(math.isfinite(number) for row in vectors(meanings(model, LABELS)) for number in row)


def test_describe_gives_texts_to_its_clip(artifact, tiny, tmp_path):
    kept = {"words": "full", "data_path": word_lists(tmp_path, 30), "tables": str(tmp_path), "label_sets": str(tmp_path / "sets")}
    describe = artifact("describe").started(model_id=str(tiny("clip_interrogator")), **kept)
    _, tagged = ask(describe, json_item({"image": image(), "candidate_labels": LABELS}))
    answer = meanings(describe, SENTENCES)
    assert answer["model"]["name"] == tagged["model"]["name"]
    assert len(answer["embeddings"]) == len(SENTENCES)
