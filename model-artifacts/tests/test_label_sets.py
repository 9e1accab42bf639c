"""Label sets outlive the process, stay bounded, and never belong to another model."""

import json
import os

import pytest
import torch
from asking import ask, base64_of, encoded, item, json_item, name_of, picture, until_the_disk_is_full
from safetensors.torch import load_file, save_file

DATA = encoded(picture())
BODY = {"image": base64_of(DATA), "candidate_labels": ["cup", "plate"], "hypothesis_template": "a {}"}


@pytest.fixture
def started(artifact, tiny, tmp_path):
    return lambda **options: artifact("clip").started(
        **{"model_id": str(tiny("clip")), "label_sets": str(tmp_path)} | options
    )


def by_name(module, name):
    return ask(module, item("image/png", DATA, label_set=name))


def test_a_set_survives_a_restart(started, monkeypatch):
    _, first = ask(started(), json_item(BODY))
    again = started()
    monkeypatch.setattr(again._model.towers, "encode_texts", None)
    assert by_name(again, first["model"]["label_set"])[1]["predictions"] == first["predictions"]


def test_another_model_does_not_know_it(started, tiny):
    _, first = ask(started(), json_item(BODY))
    other = started(model_id=str(tiny("open_clip_folder")))
    assert by_name(other, first["model"]["label_set"])[0] == 404


@pytest.mark.parametrize("change", ["model", "labels", "templates", "shape", "dtype", "cut", "bit", "nan", "none"])
def test_a_file_that_does_not_match_is_refused(started, tmp_path, change):
    name = ask(started(), json_item(BODY))[1]["model"]["label_set"]
    (path,) = tmp_path.rglob(f"{name}.safetensors")
    from safetensors import safe_open

    with safe_open(path, framework="pt") as file:
        about = file.metadata()
    tensors = load_file(path)
    assert set(about) == {"model", "labels", "templates", "sha256"}
    if change in ("labels", "templates"):
        about[change] = json.dumps(["other {}", "labels"][: len(json.loads(about[change]))])
    elif change == "model":
        about["model"] = "0" * 64
    elif change == "shape":
        tensors["vectors"] = tensors["vectors"][:1].contiguous()
    elif change == "dtype":
        tensors["vectors"] = tensors["vectors"].half()
    elif change == "bit":
        tensors["vectors"][0, 0] += 1e-6
    elif change == "nan":
        tensors["neutral"][0] = float("nan")
    save_file(tensors, path, about)
    if change == "cut":
        path.write_bytes(path.read_bytes()[:-5])
    status, _ = by_name(started(), name)
    assert status == (200 if change == "none" else 404)


def test_memory_and_disk_are_bounded_and_the_oldest_goes_first(started, tmp_path, monkeypatch):
    module = started()
    import label_sets

    monkeypatch.setattr(label_sets, "ROWS_IN_MEMORY", 4)
    monkeypatch.setattr(label_sets, "SETS_ON_DISK", 3)
    monkeypatch.setattr(label_sets, "LABELS_IN_MEMORY", 5)
    for i in range(6):
        ask(module, json_item(BODY | {"candidate_labels": [f"cup {i}", "plate"]}))
        for age, path in enumerate(sorted(tmp_path.rglob("*.safetensors"), key=lambda p: p.stat().st_mtime_ns)):
            os.utime(path, ns=(age + 10**9 * (i + 1), age + 10**9 * (i + 1)))
    sets = module._model.sets
    assert (len(sets.sets), len(sets.vectors), len(list(tmp_path.rglob("*.safetensors")))) == (2, 5, 3)
    names = [name_of([f"cup {i}", "plate"], ["a {}"]) for i in range(6)]
    assert [by_name(module, name)[0] for name in names] == [404, 404, 404, 200, 200, 200]


def test_labels_of_requests_that_ran_out_of_time_do_not_pile_up(started, monkeypatch):
    module = started()
    import label_sets
    from labels import Labels

    monkeypatch.setattr(label_sets, "LABELS_IN_MEMORY", 6)
    monkeypatch.setattr(label_sets, "TEXTS_PER_STEP", 2)
    sets = module._model.sets
    for i in range(5):
        clock = iter(range(100))
        monkeypatch.setattr(label_sets.time, "monotonic", lambda ticks=clock: next(ticks))
        with pytest.raises(label_sets.Refused, match="4 of 6"):
            sets.of(Labels(tuple(f"request {i} label {n}" for n in range(6)), ("a {}",)), deadline=1.5)
    assert len(sets.vectors) == 6
    monkeypatch.undo()
    wanted = tuple(f"request 4 label {n}" for n in range(6))
    assert sets.of(Labels(wanted, ("a {}",)), deadline=float("inf")).labels == wanted


def test_the_labels_used_last_are_the_last_to_go(started, monkeypatch):
    sets = started()._model.sets
    import label_sets
    from labels import Labels

    monkeypatch.setattr(label_sets, "LABELS_IN_MEMORY", 4)
    for labels in (("a", "b"), ("c", "d"), ("b", "e")):
        sets.of(Labels(labels, ("a {}",)), deadline=float("inf"))
    assert [label for label, _ in sets.vectors] == ["c", "d", "b", "e"]


def test_a_folder_that_cannot_be_written_is_no_failure(started, tmp_path):
    (tmp_path / "file").write_text("in the way")
    module = started(label_sets=str(tmp_path / "file"))
    assert ask(module, json_item(BODY))[0] == 200


def test_a_full_disk_is_no_failure_and_is_not_filled_further(started, tmp_path, monkeypatch):
    module = started()
    files = set(tmp_path.rglob("*"))
    monkeypatch.setattr("safetensors.torch.save_file", until_the_disk_is_full)
    status, answer = ask(module, json_item(BODY))
    assert (status, by_name(module, answer["model"]["label_set"])[0]) == (200, 200)
    assert set(tmp_path.rglob("*")) == files


def test_packed_sets_are_known_from_the_start(artifact, tiny, tmp_path):
    clip = artifact("clip")
    packed = clip.folder / "label_sets.json"
    packed.write_text(json.dumps([{"labels": ["x", "y"], "templates": ["one {}"]}, {"labels": ["z"]}]))
    try:
        module = clip.started(model_id=str(tiny("clip")), label_sets=str(tmp_path))
    finally:
        packed.unlink()
    for labels, templates in ((["x", "y"], ["one {}"]), (["z"], ["a photo of {}"])):
        assert by_name(module, name_of(labels, templates))[0] == 200


def test_packed_labels_that_cannot_be_scored_stop_the_start(artifact, tiny, tmp_path):
    clip = artifact("clip")
    from invocations import Refused

    packed = clip.folder / "label_sets.json"
    packed.write_text(json.dumps([{"labels": ["x", "x"]}]))
    try:
        with pytest.raises(Refused):
            clip.started(model_id=str(tiny("clip")), label_sets=str(tmp_path))
    finally:
        packed.unlink()


@pytest.mark.parametrize("options", [{"model_id": "no/such-folder"}, {"model_id": ""}, {"dtype": "int3"}])
def test_a_wrong_option_stops_the_start(started, options):
    with pytest.raises(ValueError):
        started(**options)


def test_a_folder_that_holds_no_clip_stops_the_start(started, tiny):
    with pytest.raises(ValueError, match="neither"):
        started(model_id=str(tiny("blip")))


def test_the_same_numbers_come_from_memory_and_from_disk(started, tmp_path):
    module = started()
    ask(module, json_item(BODY))
    (kept,) = [s for s in module._model.sets.sets.values() if s.labels == ("cup", "plate")]
    import label_sets

    (path,) = tmp_path.rglob(f"{kept.name}.safetensors")
    read = label_sets.read(path, module._model.towers.fingerprint)
    assert torch.equal(read.vectors, kept.vectors) and torch.equal(read.neutral, kept.neutral)
