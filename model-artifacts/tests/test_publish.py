"""Packing gives the same bytes; publishing brings pinned weights from a hub to S3, once, and goes on after a cut."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import boto3
import pack
import pytest
import torch
import upload
from loopback_hub import COMMIT, Hub
from moto.server import ThreadedMotoServer
from safetensors.torch import load_file, save_file

ROOT = Path(__file__).resolve().parent.parent
REVISION = "0123456789abcdef" * 2 + "01234567"
BUCKET = "models"


@pytest.fixture(scope="module")
def s3_address():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_address, monkeypatch):
    for name, value in aws(s3_address).items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    for bucket in client.list_buckets()["Buckets"]:
        for item in client.list_objects_v2(Bucket=bucket["Name"]).get("Contents", []):
            client.delete_object(Bucket=bucket["Name"], Key=item["Key"])
    client.create_bucket(Bucket=BUCKET)
    return client


def aws(address):
    names = {"AWS_ENDPOINT_URL_S3": address, "AWS_DEFAULT_REGION": "us-east-1"}
    return names | {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any"}


@pytest.fixture
def hub(tmp_path, tiny):
    """Two repositories: the tiny captioner and the tiny CLIP."""
    folder = tmp_path / "hub"
    shutil.copytree(tiny("blip"), folder / "someone" / "captions")
    shutil.copytree(tiny("open_clip_folder"), folder / "someone" / "clip")
    server = Hub(folder)
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def catalog(hub, tmp_path):
    """What weights.json is, for the two repositories."""

    def source(repository, into):
        names = [p.name for p in (hub.folder / repository).iterdir()]
        return {"repository": repository, "revision": REVISION, "files": {n: into + n for n in names}}

    sources = [source("someone/captions", ""), source("someone/clip", "clip/")]
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"clip-interrogator": {"name": "someone/captions", "sources": sources}}))
    return path


@pytest.fixture
def publish(hub, catalog, tmp_path, s3_address):
    def run(*arguments, check=True, name="clip-interrogator", **environment):
        command = [sys.executable, str(ROOT / "publishing" / "publish.py"), name, "--without-tables"]
        command += ["--names", str(tmp_path / "names.json"), "--weights", str(catalog), "--cache", str(tmp_path / "cache"), "--out", str(tmp_path / "out")]
        names = {"HF_ENDPOINT": hub.address, "HF_HUB_OFFLINE": "0", "HF_HUB_DISABLE_XET": "1"}
        names |= aws(s3_address) | {"HF_HOME": str(tmp_path / "hf")} | environment
        done = subprocess.run(
            [*command, *arguments], env=os.environ | names, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0 or not check, done.stderr
        return done

    return run


def published(said):
    """What the publisher printed: where each artifact is."""
    return json.loads(said[said.index("{") :])


def published_archive(s3, told, folder):
    """The artifact's model.tar.gz, downloaded and open."""
    s3.download_file(BUCKET, told["ModelDataUrl"].removeprefix(f"s3://{BUCKET}/"), str(folder / "model.tar.gz"))
    return tarfile.open(folder / "model.tar.gz")


@pytest.mark.parametrize("name", sorted(pack.SHARED))
def test_the_same_input_gives_the_same_bytes(name, tmp_path, monkeypatch):
    first = pack.pack(name, tmp_path / "a.tar.gz")
    copy = tmp_path / "elsewhere"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("target", "tests"), copy_function=shutil.copyfile)
    (copy / name / "__pycache__").mkdir(exist_ok=True)
    (copy / name / "__pycache__" / "model.cpython-311.pyc").write_bytes(b"x")
    for i, path in enumerate(sorted(copy.rglob("*"))):
        os.utime(path, (i, i))
    monkeypatch.setattr(pack, "HERE", copy)
    assert pack.pack(name, tmp_path / "b.tar.gz") == first
    assert (tmp_path / "a.tar.gz").read_bytes() == (tmp_path / "b.tar.gz").read_bytes()
    with (copy / name / "model.py").open("a") as file:
        file.write("#")
    assert pack.pack(name, tmp_path / "c.tar.gz") != first


@pytest.mark.parametrize("name", sorted(pack.SHARED))
def test_an_artifact_has_what_the_server_needs_at_its_root_and_nothing_of_ours(name, tmp_path):
    pack.pack(name, tmp_path / "model.tar.gz", {"model_id": "s3://somewhere/"})
    with tarfile.open(tmp_path / "model.tar.gz") as archive:
        members = archive.getmembers()
        properties = archive.extractfile("serving.properties").read().decode()
    names = {member.name for member in members}
    assert {"model.py", "serving.properties", "requirements.txt", "README.md", "pictures.py"} <= names
    assert all((m.uid, m.gid, m.uname, m.mtime, m.mode) == (0, 0, "", 0, 0o644) for m in members)
    assert properties.splitlines()[-1] == "option.model_id=s3://somewhere/"
    assert not [n for n in names if n.startswith((".", "/")) or n.endswith(".pyc")]


def test_packing_needs_no_library(tmp_path):
    command = [sys.executable, "-I", "-S", str(ROOT / "publishing" / "publish.py"), "--out", str(tmp_path)]
    code = f"import sys, runpy; sys.path.insert(0, {str(ROOT / 'publishing')!r}); sys.argv = {command[3:]!r}; "
    code += "runpy.run_path(sys.argv[0], run_name='__main__')"
    subprocess.run([*command[:3], "-c", code], check=True, capture_output=True)
    assert sorted(p.parent.name for p in tmp_path.rglob("model.tar.gz")) == ["describe", "sdxl"]


def test_asking_the_hub_and_s3_imports_no_torch():
    """It takes seconds, in which a wrong name or bucket is said already."""
    asked = "import sys, hub, named, upload; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", asked], cwd=ROOT / "publishing", check=True)


def test_a_dry_run_tells_the_sizes_and_does_nothing(publish, hub, s3):
    said = publish("--dry-run", "--bucket", BUCKET).stdout
    size = (hub.folder / "someone" / "clip" / "open_clip_model.safetensors").stat().st_size
    assert f"{size / 1e6:,.1f} MB  open_clip_model.safetensors -> clip/open_clip_model.safetensors" in said
    assert f"download someone/captions at {REVISION}" in said
    assert f"s3://{BUCKET}/vitrine/models/clip-interrogator/HASH/model.tar.gz" in said
    assert hub.gets == [] and "Contents" not in s3.list_objects_v2(Bucket=BUCKET)


def test_a_dry_run_works_when_the_hub_is_not_reached(publish):
    assert "sizes unknown" in publish("--dry-run", HF_ENDPOINT="http://127.0.0.1:9").stdout


@pytest.mark.parametrize("isolated", [False, True])
def test_a_deadline_is_set_in_the_artifact_and_told(publish, s3, tmp_path, isolated):
    arguments = ["--isolated"] if isolated else []
    shelf = shelf_of_wheels(tmp_path) if isolated else {}
    told = published(publish("--bucket", BUCKET, "--deadline", "300", *arguments, **shelf).stdout)["clip-interrogator"]
    if isolated:
        key = told["ModelDataUrl"].removeprefix(f"s3://{BUCKET}/") + "serving.properties"
        properties = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode()
    else:
        with published_archive(s3, told, tmp_path) as archive:
            properties = archive.extractfile("serving.properties").read().decode()
    options = [line for line in properties.splitlines() if line.startswith(("option.deadline_seconds", "option.predict_timeout"))]
    assert sorted(options) == ["option.deadline_seconds=300", "option.predict_timeout=310"]
    assert re.search(r"/clip-interrogator/(isolated-)?[0-9a-f]{16}-deadline-300/(model\.tar\.gz)?$", told["ModelDataUrl"])
    key = told["ModelDataUrl"].removeprefix(f"s3://{BUCKET}/") + ("serving.properties" if isolated else "")
    assert s3.head_object(Bucket=BUCKET, Key=key)["Metadata"] == {"models": "someone/captions + someone/clip"}


def test_what_was_published_is_not_forgotten_when_something_else_is_published_alone(publish, names, s3, tmp_path):
    first = published(publish("--bucket", BUCKET, "--deadline", "300").stdout)["clip-interrogator"]
    publish("--bucket", BUCKET, "--clip", "ViT-L-14/openai", name="clip")
    told = json.loads((tmp_path / "out" / "published.json").read_text())
    assert list(told) == ["clip", "clip-interrogator"] and told["clip-interrogator"] == first
    assert "-deadline-300/" in first["ModelDataUrl"] and "-deadline-" not in told["clip"]["ModelDataUrl"]


@pytest.mark.parametrize(
    ("before", "now", "left"),
    [
        (["sdxl", "describe"], ["describe"], ["describe", "sdxl"]),
        (["describe", "sdxl"], ["edit"], ["edit", "describe"]),
        (["edit"], ["sdxl", "edit"], ["sdxl", "edit"]),  # somebody has to choose
        (["describe", "sdxl"], ["clip", "clip-interrogator"], ["clip", "clip-interrogator", "sdxl"]),
        (["describe"], ["clip"], ["clip", "describe"]),
        (["clip", "describe"], ["clip-interrogator"], ["clip-interrogator", "clip"]),
        (["clip", "clip-interrogator"], ["describe"], ["describe"]),
        ([], ["clip"], ["clip"]),
    ],
)
def test_what_is_published_for_the_same_endpoint_replaces_what_was(tmp_path, before, now, left):
    import publish as module

    path = tmp_path / "out" / "published.json"
    if before:
        module.keep(path, {name: {"ModelDataUrl": f"old {name}"} for name in before})
    module.keep(path, {name: {"ModelDataUrl": f"new {name}"} for name in now})
    told = json.loads(path.read_text())
    assert list(told) == left
    assert all(model["ModelDataUrl"] == f"{'new' if name in now else 'old'} {name}" for name, model in told.items())


def test_a_deadline_leaves_alone_what_is_asked_in_real_time_only(tmp_path):
    command = [sys.executable, str(ROOT / "publishing" / "publish.py"), "--out", str(tmp_path), "--deadline", "300"]
    subprocess.run(command, check=True, capture_output=True)  # describe and sdxl
    for name, options in {"sdxl": ("300", "310"), "describe": ("45", "55")}.items():
        with tarfile.open(tmp_path / name / "model.tar.gz") as archive:
            lines = archive.extractfile("serving.properties").read().decode().splitlines()
        assert f"option.deadline_seconds={options[0]}" in lines and f"option.predict_timeout={options[1]}" in lines


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["sdxl", "--deadline", "3591"], "--deadline 3591 is not between 1 and 3590"),
        (["sdxl", "--deadline", "0"], "--deadline 0 is not between 1 and 3590"),
        (["describe", "--deadline", "60"], "describe is asked in real time"),
    ],
)
def test_a_deadline_that_cannot_be_is_refused(arguments, sentence, tmp_path):
    command = [sys.executable, str(ROOT / "publishing" / "publish.py"), *arguments, "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and sentence in done.stderr and not list(tmp_path.iterdir())


def test_a_deadline_leaves_the_server_time_to_give_the_answer_on():
    """Without --deadline too: serving.properties has both in the same distance, and SageMaker waits longer than either."""
    import publish as module

    for name in pack.SHARED:
        lines = (ROOT / name / "serving.properties").read_text("utf-8").splitlines()
        options = dict(line.split("=", 1) for line in lines if line.startswith("option."))
        assert int(options["option.deadline_seconds"]) == module.IN_REAL_TIME
        assert int(options["option.predict_timeout"]) == module.IN_REAL_TIME + module.RESERVE < 60
    assert module.LONGEST + module.RESERVE <= 3600


@pytest.mark.parametrize(
    ("bucket", "environment", "sentence"),
    [
        ("nobodys", {}, "there is no bucket nobodys; make it in the region of the endpoints: aws s3 mb s3://nobodys"),
        (BUCKET, {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_EC2_METADATA_DISABLED": "true"}, f"bucket {BUCKET} cannot be used: Unable to locate credentials"),
    ],
)
def test_a_bucket_that_cannot_be_used_is_said_before_anything_is_downloaded(publish, hub, s3, tmp_path, bucket, environment, sentence):
    done = publish("--bucket", bucket, check=False, **environment | {"HOME": str(tmp_path)})
    assert done.returncode == 1 and done.stderr.strip() == sentence
    assert hub.gets == []


def test_publishing_brings_weights_and_artifact_to_s3_once(publish, hub, s3, tmp_path):
    hub.cut_once = {"open_clip_model.safetensors"}
    told = published(publish("--bucket", BUCKET).stdout)["clip-interrogator"]
    starts = [start for name, start in hub.gets if name == "open_clip_model.safetensors"]
    assert len(starts) == 2 and starts[0] == 0 < starts[1]
    keys = {o["Key"]: o["ETag"] for o in s3.list_objects_v2(Bucket=BUCKET)["Contents"]}
    base = told["ModelId"].removeprefix(f"s3://{BUCKET}/")
    assert {base + n for n in ("config.json", "model.safetensors", "clip/open_clip_config.json")} <= set(keys)
    s3.download_file(BUCKET, base + "clip/open_clip_model.safetensors", str(tmp_path / "half"))
    half, full = load_file(tmp_path / "half"), load_file(hub.folder / "someone/clip/open_clip_model.safetensors")
    assert set(half) == set(full)
    for name, tensor in full.items():
        assert half[name].dtype == (torch.float16 if tensor.dim() else torch.float32)
        assert torch.allclose(half[name].float(), tensor, atol=1e-3)
    with published_archive(s3, told, tmp_path) as archive:
        properties = archive.extractfile("serving.properties").read().decode()
    assert f"option.model_id={told['ModelId']}\n" in properties
    gets = len(hub.gets)
    again = publish("--bucket", BUCKET)
    assert len(hub.gets) == gets and again.stderr.count("is there") == len(keys)
    assert {o["Key"]: o["ETag"] for o in s3.list_objects_v2(Bucket=BUCKET)["Contents"]} == keys


def test_an_artifact_of_both_uses_weights_that_are_there_already(publish, s3):
    publish("--bucket", BUCKET)
    before = {o["Key"] for o in s3.list_objects_v2(Bucket=BUCKET)["Contents"]}
    said = publish("--bucket", BUCKET, name="describe").stdout
    told = published(said)["describe"]
    after = {o["Key"] for o in s3.list_objects_v2(Bucket=BUCKET)["Contents"]}
    assert after - before == {told["ModelDataUrl"].removeprefix(f"s3://{BUCKET}/")}
    assert "/clip-interrogator/weights-" in told["ModelId"]


def test_an_isolated_artifact_has_weights_and_wheels_and_installs_without_an_index(publish, s3, tmp_path):
    told = json.loads(publish("--bucket", BUCKET, "--isolated", **shelf_of_wheels(tmp_path)).stdout)["clip-interrogator"]
    prefix = told["ModelDataUrl"].removeprefix(f"s3://{BUCKET}/")
    place = tmp_path / "model"
    for item in s3.list_objects_v2(Bucket=BUCKET, Prefix=prefix)["Contents"]:
        file = place / item["Key"].removeprefix(prefix)
        file.parent.mkdir(parents=True, exist_ok=True)
        s3.download_file(BUCKET, item["Key"], str(file))
    assert "option.model_id=/opt/ml/model/weights\n" in (place / "serving.properties").read_text()
    assert (place / "weights" / "clip" / "open_clip_config.json").is_file()
    # as the server calls it; PIP_NO_INDEX is in the endpoint's environment
    command = [sys.executable, "-m", "pip", "install", "-q", "-r", place / "requirements.txt", "-f", place / "requirements"]
    isolated = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PATH": os.environ["PATH"]}
    subprocess.run([*command, "--target", tmp_path / "site"], check=True, env=isolated)
    assert len(list((tmp_path / "site").glob("*.dist-info"))) == len(pins())


def pins():
    """What the interrogator's container installs."""
    return [line for line in (ROOT / "clip-interrogator" / "requirements.txt").read_text().split() if "==" in line]


def shelf_of_wheels(folder):
    """The environment in which pip finds the interrogator's wheels in a folder, and nothing else."""
    shelf = folder / "shelf"
    shelf.mkdir()
    for name, version in (pin.replace("-", "_").split("==") for pin in [*pins(), "wcwidth==0.9.4"]):
        wheel(shelf, name, version)
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(shelf)}


def wheel(folder, name, version):
    """A wheel with nothing in it."""
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


def test_what_was_published_serves(publish, s3, artifact, tmp_path):
    """The handler starts with the converted weights, and tells them by the publisher's name."""
    publish("--bucket", BUCKET)
    folder = tmp_path / "cache" / "clip-interrogator" / "clip"
    shutil.copyfile(tmp_path / "cache" / "clip-interrogator" / "vitrine-model.json", folder / "vitrine-model.json")
    module = artifact("clip").started(model_id=str(folder), label_sets=str(tmp_path / "sets"))
    assert module._model.name == f"someone/captions@{REVISION[:12]}, {REVISION[:12]}"


@pytest.fixture
def names(hub, tmp_path, tiny):
    """names.json for the two repositories, and for one with pickled weights in two files; the CLIP has no commit in it."""
    pickled = hub.folder / "someone" / "pickled"
    shutil.copytree(tiny("blip"), pickled)
    tensors = load_file(pickled / "model.safetensors")
    (pickled / "model.safetensors").unlink()
    places = {name: f"pytorch_model-0000{1 + i % 2}-of-00002.bin" for i, name in enumerate(tensors)}
    for file in set(places.values()):
        torch.save({name: tensors[name] for name in tensors if places[name] == file}, pickled / file)
    (pickled / "pytorch_model.bin.index.json").write_text(json.dumps({"metadata": {}, "weight_map": places}))
    (pickled / "README.md").write_text("not wanted")
    path = tmp_path / "names.json"
    known = {
        "captioners": {
            "blip-base": {"repository": "someone/pickled", "revision": REVISION},
            "blip-large": {"repository": "someone/captions", "revision": REVISION},
        },
        "clips": {"ViT-L-14/openai": {"repository": "someone/clip", "revision": None, "note": "none"}},
    }
    path.write_text(json.dumps(known))
    return path


def test_names_bring_their_weights_and_what_they_resolve_to_is_written_down(publish, names, s3, tmp_path):
    done = publish("--bucket", BUCKET, "--caption", "blip-base", "--clip", "ViT-L-14/openai")
    told = published(done.stdout)["clip-interrogator"]
    known = json.loads(names.read_text())
    assert known["clips"]["ViT-L-14/openai"] == {"repository": "someone/clip", "revision": COMMIT}
    assert known["captioners"]["blip-base"]["revision"] == REVISION
    assert len(names.read_text().splitlines()) == 9
    with published_archive(s3, told, tmp_path) as archive:
        chosen = json.loads(archive.extractfile("model_name.json").read())
    assert chosen == {
        "caption_model_name": "blip-base", "clip_model_name": "ViT-L-14/openai", "clip_folder": "clip", "words": "seller",
    }  # fmt: skip
    (folder,) = (tmp_path / "cache").glob("clip-interrogator-*[!e]")
    about = json.loads((folder / "vitrine-model.json").read_text())
    assert (about["caption_model_name"], about["clip_model_name"]) == ("blip-base", "ViT-L-14/openai")
    assert not list(folder.rglob("*.bin")) and not (folder / "README.md").exists()
    index = json.loads((folder / "model.safetensors.index.json").read_text())["weight_map"]
    assert {file for file in index.values()} == {"model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"}


def test_a_captioner_with_pickled_weights_writes_captions_as_before(publish, names, s3, artifact, tiny, tmp_path):
    publish("--bucket", BUCKET, "--caption", "blip-base", "--clip", "ViT-L-14/openai")
    (folder,) = (tmp_path / "cache").glob("clip-interrogator-*[!e]")
    artifact("clip-interrogator")
    import captions
    import hardware
    from asking import picture

    said = [
        captions.Captioner(place, hardware.choose({"device_id": "-1"})).caption(picture(), float("inf"))
        for place in (folder, tiny("blip"))
    ]
    assert said[0].split()[:4] == said[1].split()[:4]  # the published one has the weights in half precision


def test_a_second_publication_by_the_same_names_asks_for_nothing_new(publish, names, hub, s3):
    publish("--bucket", BUCKET, "--caption", "blip-base")
    gets = len(hub.gets)
    publish("--bucket", BUCKET, "--caption", "blip-base")
    assert len(hub.gets) == gets


def test_a_clip_endpoint_is_published_by_name_too(publish, names, s3, tmp_path):
    done = publish("--bucket", BUCKET, "--clip", "ViT-L-14/openai", name="clip")
    told = published(done.stdout)["clip"]
    with published_archive(s3, told, tmp_path) as archive:
        assert json.loads(archive.extractfile("model_name.json").read()) == {"clip_model_name": "ViT-L-14/openai"}
    keys = {o["Key"].rsplit("/", 1)[1] for o in s3.list_objects_v2(Bucket=BUCKET)["Contents"]}
    assert {"open_clip_config.json", "open_clip_model.safetensors"} <= keys


def test_an_editing_model_is_published_with_all_its_folders(publish, names, hub, s3, tiny):
    shutil.copytree(tiny("edit"), hub.folder / "someone" / "edit")
    known = json.loads(names.read_text()) | {"editors": {"qwen-image-edit": {"repository": "someone/edit", "revision": None, "half": "bf16"}}}
    names.write_text(json.dumps(known))
    publish("--bucket", BUCKET, name="edit")
    assert json.loads(names.read_text())["editors"]["qwen-image-edit"]["revision"] == COMMIT
    keys = {o["Key"].partition("weights-")[2].partition("/")[2] for o in s3.list_objects_v2(Bucket=BUCKET)["Contents"]}
    assert {"model_index.json", "transformer/config.json", "vae/diffusion_pytorch_model.safetensors"} <= keys
    assert {"tokenizer/tokenizer_config.json", "processor/preprocessor_config.json", "text_encoder/model.safetensors"} <= keys


@pytest.mark.parametrize("option, name", [("--caption", "blip-lage"), ("--clip", "ViT-L-14/opensi")])
def test_a_name_that_is_not_known_is_refused_before_anything_is_brought(publish, names, hub, s3, option, name):
    done = publish("--bucket", BUCKET, option, name, check=False)
    assert done.returncode != 0 and f"called {name}" in done.stderr
    assert hub.gets == []


def test_without_the_hub_a_name_without_a_commit_says_what_to_do(publish, names, s3):
    nobody = {"HF_ENDPOINT": "http://127.0.0.1:9"}
    done = publish("--bucket", BUCKET, "--clip", "ViT-L-14/openai", name="clip", check=False, **nobody)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "names.json has no commit for ViT-L-14/openai, and http://127.0.0.1:9 does not tell about someone/clip at main: Conn" in done.stderr


def test_without_the_hub_a_commit_is_not_looked_up_either():
    import hub as module

    source = {"repository": "someone/captions", "revision": REVISION, "files": {}}
    with pytest.raises(module.Unreachable, match=f"does not tell about someone/captions at {REVISION}: (Offline|Conn)"):
        module.files(source, "http://127.0.0.1:9")


def test_every_name_has_a_commit_or_says_that_it_has_none():
    import hub as module

    known = json.loads((ROOT / "publishing" / "names.json").read_text())
    for entry in (entry for names in known.values() for entry in names.values()):
        if entry["revision"] is None:
            assert "not known here" in entry["note"]
        else:
            module.check_pinned(entry)


def test_pickled_weights_that_hold_code_are_not_run(tmp_path):
    import hub as module

    class Evil:
        def __reduce__(self):
            return (open, (str(tmp_path / "run"), "w"))

    torch.save({"w": Evil()}, tmp_path / "pytorch_model.bin")
    with pytest.raises(Exception, match="[Ww]eights"):
        module.convert(tmp_path / "pytorch_model.bin", tmp_path / "model.safetensors")
    assert not (tmp_path / "run").exists()


def test_weights_made_for_bf16_stay_in_it(tmp_path):
    import hub as module

    save_file({"w": torch.full((2,), 1e5)}, tmp_path / "w.safetensors")
    module.convert(tmp_path / "w.safetensors", tmp_path / "half.safetensors", "bf16")
    assert load_file(tmp_path / "half.safetensors")["w"].dtype == torch.bfloat16


def test_open_clips_own_names_are_resolved_by_its_list(tmp_path):
    import named

    assert named._of_open_clip("ViT-H-14/laion2b_s32b_b79k") == "laion/CLIP-ViT-H-14-laion2B-s32B-b79K"
    assert named._of_open_clip("ViT-B-16-SigLIP2/webli") == "timm/ViT-B-16-SigLIP2"
    files = ["open_clip_config.json", "open_clip_pytorch_model.bin", "tokenizer.json", "config.json", "README.md"]
    kept = {"open_clip_config.json", "tokenizer.json"}
    assert named.chosen(files, named.KEPT_OF_CLIP, named.WEIGHTS_OF_CLIP) == {
        "open_clip_pytorch_model.bin": "open_clip_model.safetensors"
    } | {name: name for name in kept}
    assert named.chosen(files[:1], named.KEPT_OF_CLIP, named.WEIGHTS_OF_CLIP) == {}


@pytest.mark.parametrize("revision", ["main", "v1.0", REVISION[:39], REVISION.upper()])
def test_weights_that_are_not_pinned_are_refused(publish, catalog, s3, revision):
    catalog.write_text(catalog.read_text().replace(REVISION, revision))
    done = publish("--bucket", BUCKET, check=False)
    assert done.returncode != 0 and "must be pinned" in done.stderr


def test_a_file_that_the_hub_lacks_is_named(publish, catalog, s3):
    catalog.write_text(catalog.read_text().replace('"config.json": "config.json"', '"nowhere.json": "config.json"'))
    done = publish("--bucket", BUCKET, check=False)
    assert done.returncode != 0 and "has no nowhere.json" in done.stderr


def test_the_shipped_weights_are_pinned_and_become_what_the_handlers_read():
    import hub as module

    models = json.loads((ROOT / "publishing" / "weights.json").read_text())
    assert set(models) == {"clip", "clip-interrogator", "sdxl"}  # describe has the second one's, edit is resolved by its name
    for model in models.values():
        for source in model["sources"]:
            module.check_pinned(source)
    targets = {name: {t for s in m["sources"] for t in s["files"].values()} for name, m in models.items()}
    assert {"config.json", "model.safetensors", "preprocessor_config.json"} <= targets["clip"]
    assert {"config.json", "clip/open_clip_config.json"} <= targets["clip-interrogator"]
    assert {"model_index.json", "unet/config.json", "vae/diffusion_pytorch_model.safetensors"} <= targets["sdxl"]


def test_numbers_too_large_for_half_precision_are_refused(tmp_path):
    import hub as module

    save_file({"w": torch.full((2,), 1e5)}, tmp_path / "w.safetensors")
    with pytest.raises(ValueError, match="half precision"):
        module.convert(tmp_path / "w.safetensors", tmp_path / "half.safetensors")


def test_an_upload_that_was_cut_off_goes_on_with_the_missing_parts(s3, tmp_path, monkeypatch):
    monkeypatch.setattr(upload, "PART", 5 * 1024 * 1024)
    path = tmp_path / "weights"
    path.write_bytes(os.urandom(12 * 1024 * 1024))
    begun = s3.create_multipart_upload(Bucket=BUCKET, Key="w")["UploadId"]
    first, wrong = path.read_bytes()[: upload.PART], bytes(upload.PART)
    for number, data in ((1, first), (2, wrong)):
        s3.upload_part(Bucket=BUCKET, Key="w", UploadId=begun, PartNumber=number, Body=data)
    sent, said = [], []
    s3.meta.events.register(
        "provide-client-params.s3.UploadPart", lambda params, **_: sent.append(params["PartNumber"])
    )
    assert upload.upload(s3, path, BUCKET, "w", said.append)
    assert sent == [2, 3]
    assert s3.get_object(Bucket=BUCKET, Key="w")["Body"].read() == path.read_bytes()
    assert said[-1].endswith("12.6 of 12.6 MB")
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=BUCKET)
    assert not upload.upload(s3, path, BUCKET, "w", said.append) and said[-1].endswith("is there")


def test_the_phrases_are_embedded_once_with_the_published_model(tiny, tmp_path, monkeypatch, artifact, capsys):
    artifact("clip-interrogator")
    import publish as module
    import words

    some = {name: [f"{name} {i}" for i in range(4)] for name in (*words.MERGED, "negative")}
    monkeypatch.setattr(words, "load", lambda kind: some)
    folder = tmp_path / "model"
    shutil.copytree(tiny("clip_interrogator"), folder)
    monkeypatch.setattr(sys, "path", list(sys.path))
    module.embed_phrases(folder)
    made = (folder / "words-full.safetensors").read_bytes()
    module.embed_phrases(folder)
    assert (folder / "words-full.safetensors").read_bytes() == made
    assert load_file(folder / "words-full.safetensors")["embeddings"].shape == (24, 32)

    # An older release had other lists; a machine that was switched off left a part of the file.
    some["negative"].append("one more")
    module.embed_phrases(folder)
    assert load_file(folder / "words-full.safetensors")["embeddings"].shape == (25, 32)
    whole = load_file(folder / "words-full.safetensors")["embeddings"].clone()  # else it is the file, mapped
    (folder / "words-full.safetensors").write_bytes((folder / "words-full.safetensors").read_bytes()[:100])
    module.embed_phrases(folder)
    assert load_file(folder / "words-full.safetensors")["embeddings"].equal(whole)
    assert f"{folder / 'words-full.safetensors'}: " in capsys.readouterr().err
