"""Batches: read in threads while the model computes, answered in their order, each as if it were alone.

The batches are made here, in the layout of DJL's PyPredictor, which test_served.py asks in earnest. DJL Serving's front end, which
gathers them by batch_size, max_batch_delay and job_queue_size, does not run here; of these only the numbers are looked at
(https://docs.djl.ai/master/docs/serving/serving/docs/configurations_model.html). No GPU is there, on which torch would have to let
the threads run while it waits.
"""

import json
import threading
from pathlib import Path

import pytest
from asking import ask, ask_batch, base64_of, encoded, item, json_item, name_of, picture

LABELS = ["cup", "cat", "red dress"]


@pytest.fixture(scope="module")
def clip(artifact, tiny, tmp_path_factory):
    module = artifact("clip").started(model_id=str(tiny("open_clip_folder")), label_sets=str(tmp_path_factory.mktemp("sets")))
    ask(module, json_item({"image": base64_of(encoded(picture())), "candidate_labels": LABELS}))
    return module


def serve(decode, predict, count):
    """The answers to a batch of so many items, which are the numbers from 0; `decode` and `predict` stand in for pictures and model."""
    import invocations
    from djl_python import Input

    batch = Input()
    batch.properties["batch_size"] = str(count)
    for i in range(count):
        batch.content.add(f"batch_{i:03d}.data", str(i).encode())
    output = invocations.serve(batch, lambda one: decode(int(one.get_as_bytes())), predict, lambda result: result)
    return [json.loads(bytes(output.content.value_at(i))) for i in range(count)]


def test_the_model_computes_before_the_last_picture_is_decoded(clip):
    begun = threading.Event()

    def decode(number):
        if number >= clip.invocations.TASKS_AT_ONCE and not begun.wait(30):
            raise TimeoutError("the model waits for all")
        return number

    def predict(tasks):
        begun.set()
        return tasks

    assert serve(decode, predict, 16) == list(range(16))


def test_pictures_of_a_batch_are_decoded_by_several_cores(clip, monkeypatch):
    import threads

    monkeypatch.setattr(threads, "cores", lambda: 2)
    threads._pool.cache_clear()
    both = threading.Barrier(2, timeout=30)
    try:
        assert serve(lambda number: number + 0 * both.wait(), lambda tasks: tasks, 4) == [0, 1, 2, 3]
    finally:
        threads._pool.cache_clear()


def test_each_item_of_a_large_batch_gets_its_own_answer(clip):
    name = name_of(LABELS)
    pictures = [encoded(picture(seed=seed), "JPEG") for seed in range(11)]
    items = [item("image/jpeg", data[:200] if i in (3, 8) else data, label_set=name) for i, data in enumerate(pictures)]
    answers = ask_batch(clip, items)
    assert [answer.get("error", {}).get("code") for answer in answers] == ["INVALID_IMAGE" if i in (3, 8) else None for i in range(11)]
    for i in (0, 7, 9, 10):
        alone = {p["label"]: p["score"] for p in ask(clip, items[i])[1]["predictions"]}
        assert {p["label"]: p["score"] for p in answers[i]["predictions"]} == pytest.approx(alone, abs=1e-5)


def test_a_batch_can_fill_and_another_one_can_wait(clip):
    lines = Path(clip.__file__).with_name("serving.properties").read_text("utf-8").splitlines()
    serving = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert 16 <= int(serving["batch_size"]) <= 32 and int(serving["job_queue_size"]) >= 2 * int(serving["batch_size"])


def test_a_decoded_picture_is_as_small_as_the_model_sees_it(clip):
    """A batch of the largest pictures would otherwise take gigabytes."""
    task = clip.decode(clip._model, item("image/png", encoded(picture(640, 480)), label_set=name_of(LABELS)))
    assert task.subject.picture is None and tuple(task.subject.pixels.shape) == (3, 64, 64)
