"""Each artifact packed, unpacked, and served over HTTP by the real DJL Python engine, as SageMaker does."""

import concurrent.futures
import hashlib
import json
import re
import shutil
import tarfile
import time
import urllib.error
import urllib.request

import pack
import pytest
import serve
from asking import base64_of, encoded, picture, word_lists

DATA = encoded(picture(), "JPEG")
IMAGE = base64_of(DATA)
ATTRIBUTES = "X-Amzn-SageMaker-Custom-Attributes"
FULL = {"words": "full"} | serve.NAMES
SMALL = {"sizes": "64x64"}
OPTIONS = {"clip": {}, "clip-interrogator": FULL, "sdxl": SMALL, "describe": FULL, "edit": SMALL}
MODELS = {"clip": "clip", "clip-interrogator": "clip_interrogator", "sdxl": "sdxl", "describe": "clip_interrogator", "edit": "edit"}


@pytest.fixture(scope="module")
def folder(tiny, tmp_path_factory):
    """A model.tar.gz made and unpacked, so that what is served is what is published."""

    def get(name, **options):
        place = tmp_path_factory.mktemp("served")
        options = {"model_id": str(tiny(MODELS[name])), "deadline_seconds": "3600"} | OPTIONS[name] | options
        pack.pack(name, place / "model.tar.gz", options)
        with tarfile.open(place / "model.tar.gz") as archive:
            archive.extractall(place / "model", filter="data")
        _be_patient(place / "model" / "serving.properties")
        return place / "model"

    return get


def _be_patient(properties):
    """A busy machine must not make the engine give up; several callers must meet in one batch."""
    text = properties.read_text()
    text = text.replace("predict_timeout=55", "predict_timeout=600")
    properties.write_text(re.sub("max_batch_delay=.*", "max_batch_delay=1000", text))


def request(address, body=None, kind=None, attributes=None):
    headers = ({"Content-Type": kind} if kind else {}) | ({ATTRIBUTES: attributes} if attributes else {})
    data = json.dumps(body).encode() if isinstance(body, dict) else body
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data, headers), timeout=300) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def test_clip_is_served(folder):
    labels = {"labels": ["cup", "Größe"], "templates": ["a photo of {}"]}
    name = hashlib.sha256(json.dumps(labels, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
    with serve.served(folder("clip")) as address:
        assert request(f"{address}/ping")[0] == 200
        url = f"{address}/invocations"
        status, answer = request(url, DATA, "image/jpeg", f"label_set={name};top_k=1")
        assert (status, answer["error"]["code"]) == (404, "LABEL_SET_UNKNOWN")
        status, sent = request(url, {"image": IMAGE, "candidate_labels": labels["labels"]}, "application/json")
        assert (status, sent["model"]["label_set"]) == (200, name)
        status, answer = request(url, DATA, "image/jpeg", f"label_set={name};top_k=1;embedding=true")
        assert (status, answer["predictions"]) == (200, sent["predictions"][:1])
        kept = {"embedding_of_image": answer["embedding"], "label_set": name}
        status, answer = request(url, kept, "application/json")
        assert (status, answer["predictions"][0]["label"]) == (200, sent["predictions"][0]["label"])
        assert request(url, DATA[:50], "image/jpeg", f"label_set={name}")[1]["error"]["code"] == "INVALID_IMAGE"
        assert request(url, b"a,b", "text/csv")[1]["error"]["code"] == "UNSUPPORTED_CONTENT_TYPE"
        assert request(url, b"", "application/json")[1]["error"]["code"] == "INVALID_JSON"
        _several_at_once(url, name, sent)
        assert request(f"{address}/ping")[0] == 200


# Appended to model.py: the next request after LOST was made finds CUDA's context gone.
LOSE = """
import os as _os
import torch as _torch
_serve = invocations.serve
def _lose(inputs, decode, predict, encode):
    def lost(tasks):
        if _os.path.exists(LOST):
            _os.remove(LOST)
            error = _torch.AcceleratorError("CUDA error: an illegal memory access was encountered")
            error.error_code = 700
            raise error
        return predict(tasks)
    return _serve(inputs, decode, lost, encode)
invocations.serve = _lose
"""


def test_a_process_without_cuda_is_replaced(folder, tmp_path):
    place, lost = folder("clip"), tmp_path / "lost"
    model = place / "model.py"
    model.write_text(model.read_text() + LOSE.replace("LOST", repr(str(lost))))
    body = {"image": IMAGE, "candidate_labels": ["cup"]}
    with serve.served(place) as address:
        assert request(f"{address}/invocations", body, "application/json")[0] == 200
        lost.touch()
        status, answer = request(f"{address}/invocations", body, "application/json")
        assert (status, answer["type"]) == (500, "EngineException")
        meanwhile, end = [], time.monotonic() + 240
        while (told := request(f"{address}/invocations", body, "application/json"))[0] != 200:
            meanwhile.append((told[0], told[1]["type"]))  # which the application takes for a model that is away: AnswerParser
            assert time.monotonic() < end, "no other process has answered"
            time.sleep(0.5)
        assert set(meanwhile) == {(400, "TranslateException")}


def _several_at_once(url, name, sent):
    """Four callers, one with a broken picture, meet in one batch: three get what they got alone, one its own error."""
    bodies = [DATA, DATA[:50], DATA, DATA]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(request, url, body, "image/jpeg", f"label_set={name}") for body in bodies]
        answers = [call.result() for call in calls]
    assert [status for status, _ in answers] == [200] * 4
    assert answers[1][1]["error"]["code"] == "INVALID_IMAGE"
    for i in (0, 2, 3):
        got = {p["label"]: p["score"] for p in answers[i][1]["predictions"]}
        assert got == pytest.approx({p["label"]: p["score"] for p in sent["predictions"]}, abs=1e-5)


def test_every_artifact_is_served():
    assert set(MODELS) == set(pack.SHARED)


@pytest.fixture
def lists(tmp_path):
    """Word lists that are quickly embedded."""
    lists = tmp_path / "lists"
    lists.mkdir()
    return word_lists(lists, 30)


def test_the_interrogator_is_served(folder, lists):
    with serve.served(folder("clip-interrogator", data_path=lists)) as address:
        assert request(f"{address}/ping")[0] == 200
        url = f"{address}/invocations"
        status, answer = request(url, DATA, "image/jpeg", "mode=classic;max_flavors=2")
        assert (status, answer["mode"], len(answer["terms"])) == (200, "classic", 6)
        assert answer["prompt"].startswith(answer["caption"])
        status, answer = request(url, {"image": IMAGE, "mode": "best", "max_flavors": 2}, "application/json")
        assert (status, answer["mode"]) == (200, "best")
        assert request(url, {"image": IMAGE, "mode": "?"}, "application/json")[1]["error"]["code"] == "INVALID_JSON"


def test_both_are_served_as_one_endpoint(folder, lists):
    with serve.served(folder("describe", data_path=lists)) as address:
        url = f"{address}/invocations"
        status, tags = request(url, {"image": IMAGE, "candidate_labels": ["cup", "cat"]}, "application/json")
        assert (status, len(tags["predictions"])) == (200, 2)
        attributes = f"label_set={tags['model']['label_set']};top_k=1"
        assert request(url, DATA, "image/jpeg", attributes)[1]["predictions"] == tags["predictions"][:1]
        assert request(url, DATA, "image/jpeg", "label_set=unknown")[1]["error"]["code"] == "LABEL_SET_UNKNOWN"
        status, prompt = request(url, DATA, "image/jpeg", "mode=fast")
        assert (status, prompt["mode"]) == (200, "fast") and prompt["prompt"].startswith(prompt["caption"])
        assert request(url, {"image": IMAGE, "mode": "caption"}, "application/json")[1]["caption"] == prompt["caption"]
        assert request(url, b"{", "application/json")[1]["error"]["code"] == "INVALID_JSON"
        assert request(url, b"a,b", "text/csv")[1]["error"]["code"] == "UNSUPPORTED_CONTENT_TYPE"
        status, scores = request(url, {"image": IMAGE, "prompt": ["a cup", "a cat"]}, "application/octet-stream")
        assert (status, len(scores[0])) == (200, 2)
        labels = {"inputs": IMAGE, "parameters": {"candidate_labels": ["cup", "cat"]}}
        assert sorted(p["label"] for p in request(url, labels, "application/json")[1]) == ["cat", "cup"]
        article = {"inputs": IMAGE, "parameters": {"max_length": 50, "max_flavors": 2}}
        status, outputs = request(url, article, "application/octet-stream")
        assert status == 200 and outputs["outputs"].startswith(prompt["caption"][:5])
        assert prompt["model"]["clip"] == tags["model"]["name"]


@pytest.mark.parametrize("name", ["sdxl", "edit"])
def test_what_restyles_is_served(folder, name):
    body = {"init_image": base64_of(encoded(picture(64, 64))), "text_prompts": [{"text": "a cup"}], "steps": 4}
    with serve.served(folder(name)) as address:
        assert request(f"{address}/ping")[0] == 200
        url = f"{address}/invocations"
        status, answer = request(url, body | {"seed": 7}, "application/json")
        assert (status, answer["result"], answer["artifacts"][0]["seed"]) == (200, "success", 7)
        assert request(url, body | {"seed": 7}, "application/json")[1]["artifacts"] == answer["artifacts"]
        status, answer = request(url, body | {"width": 128}, "application/json")
        assert (status, answer["error"]["code"]) == (400, "INVALID_IMAGE")


def test_an_endpoint_whose_weights_are_missing_does_not_start(folder):
    place = folder("clip", model_id="/nowhere/at-all")
    with pytest.raises(RuntimeError, match="ended with"), serve.served(place):
        pass
    shutil.rmtree(place)
