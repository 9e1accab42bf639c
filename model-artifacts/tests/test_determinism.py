"""The same request to two processes, with different seeds of Python's hashes, gets the same bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from asking import word_lists

ASK = """
import sys
sys.path.insert(0, sys.argv[1])
import conftest
from asking import ask, base64_of, encoded, json_item, picture, word_lists
import json, ast

name, folder, model, options, bodies = sys.argv[2:7]
one = conftest.Artifact(name, folder).started(model_id=model, **ast.literal_eval(options))
image = {"init_image" if name == "sdxl" else "image": base64_of(encoded(picture(64, 64)))}
for body in ast.literal_eval(bodies):
    status, answer = ask(one, json_item(body | image))
    answer.pop("timing_ms")
    print(status, json.dumps(answer))
"""
LABELS = {"candidate_labels": ["a", "b", "c"], "hypothesis_template": ["{}", "a {}"]}
CASES = [
    ("clip", "open_clip_folder", {}, [LABELS, LABELS | {"embedding": True}]),
    ("clip-interrogator", "clip_interrogator", {"words": "full"}, [{}, {"mode": "best", "max_flavors": 2}]),
    ("sdxl", "sdxl", {"sizes": "64x64"}, [{"text_prompts": [{"text": "a cup"}], "seed": 5, "steps": 4}]),
]


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    return word_lists(tmp_path_factory.mktemp("lists"), 40)


@pytest.mark.parametrize("name, model, options, bodies", CASES, ids=["clip", "interrogator", "sdxl"])
def test_two_processes_give_the_same_bytes(name, model, options, bodies, tiny, lists, tmp_path):
    if name == "clip-interrogator":
        options = options | {"data_path": lists}
    tests = str(Path(__file__).parent)
    outputs = []
    for seed in ("1", "2"):
        folder = str(tmp_path / seed)
        command = [sys.executable, "-c", ASK, tests, name, folder, str(tiny(model)), repr(options), repr(bodies)]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        outputs.append(done.stdout)
    assert [line[:5] for line in outputs[0].splitlines()] == ["200 {"] * len(bodies)
    assert outputs[0] == outputs[1]
