"""The notebook's cells in their order, and deploy/try, with tiny models behind a loopback SageMaker (which says what it lacks)."""

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from asking import word_lists
from loopback_sagemaker import SageMaker
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "examples" / "restyle.ipynb"
TRY = ROOT.parent / "deploy" / "try"
PICTURE = ROOT.parent / "src" / "main" / "resources" / "META-INF" / "resources" / "samples" / "coffee.jpg"
MAKERS = {"clip": "clip", "clip-interrogator": "clip_interrogator", "sdxl": "sdxl"}


@pytest.fixture(scope="module")
def sagemaker(artifact, tiny, tmp_path_factory):
    lists = word_lists(tmp_path_factory.mktemp("lists"), 30)
    options = {
        "clip": {"label_sets": str(tmp_path_factory.mktemp("sets"))},
        "clip-interrogator": {"words": "full", "data_path": lists, "tables": str(tmp_path_factory.mktemp("tables"))},
        "sdxl": {"sizes": "64x64"},
    }
    handlers = {url(name): artifact(name).started(model_id=str(tiny(maker)), **options[name]) for name, maker in MAKERS.items()}
    sagemaker = SageMaker(handlers)
    yield sagemaker
    sagemaker.stop()


@pytest.fixture
def account(sagemaker, monkeypatch):
    keys = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1"}
    role = {"SAGEMAKER_ROLE_ARN": "arn:aws:iam::000000000000:role/models"}
    for name, value in (keys | role | {"AWS_ENDPOINT_URL": sagemaker.url}).items():
        monkeypatch.setenv(name, value)
    return sagemaker


def url(name):
    return f"s3://models/vitrine/models/{name}/0123456789abcdef/model.tar.gz"


def test_the_notebook_runs_from_the_first_cell_to_the_last(account, tmp_path, monkeypatch):
    published = tmp_path / "published.json"
    published.write_text(json.dumps({name: {"ModelDataUrl": url(name)} for name in MAKERS}))
    others = {"PUBLISHED": str(published), "OUT": str(tmp_path), "SIZE": 64, "STEPS": 4}
    monkeypatch.chdir(NOTEBOOK.parent)
    names, said = {}, io.StringIO()
    cells = [cell for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]

    with contextlib.redirect_stdout(said):
        for i, cell in enumerate(cells):
            exec(compile("".join(cell["source"]), f"cell {i + 1}", "exec"), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= others

    print(said.getvalue())
    assert {"coffee mug", "teapot"} <= {line[7:] for line in said.getvalue().splitlines()}
    assert "caption: " in said.getvalue() and "prompt:  " in said.getvalue()
    assert "starry-night SUCCESS seed 133" in said.getvalue()
    for style in ("starry-night", "great-wave"):
        assert Image.open(tmp_path / f"{style}.png").size == (64, 64)
    assert account.machines == ["ml.g5.xlarge", "ml.g5.xlarge", "ml.g5.2xlarge"]
    assert account.images == {"763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:" + json.loads((ROOT / "versions.json").read_text())["image"]}
    assert not (account.endpoints or account.configs or account.models), "something billed is left"


def test_no_output_is_kept_in_the_notebook():
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        assert not cell.get("outputs") and not cell.get("execution_count")


@pytest.fixture
def deployed(account):
    for name in MAKERS:
        account.CreateModel(f"my-{name}", {"Image": "x", "ModelDataUrl": url(name)})
        account.configs[f"my-{name}"] = account.endpoints[f"my-{name}"] = f"my-{name}"
    yield account
    account.models.clear(), account.configs.clear(), account.endpoints.clear()


def try_out(*arguments):
    environment = os.environ | {"VITRINE_DEPLOY_PYTHON": sys.executable}
    return subprocess.run([TRY, *map(str, arguments)], capture_output=True, text=True, env=environment, timeout=120)


def test_try_prints_what_clip_says(deployed):
    done = try_out("my-clip", PICTURE, "--labels", "coffee mug,teapot")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "coffee mug" in done.stdout and "teapot" in done.stdout and "model " in done.stdout


def test_try_prints_caption_and_prompt(deployed):
    done = try_out("my-clip-interrogator", PICTURE)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "caption " in done.stdout and "prompt " in done.stdout


def test_try_writes_the_painting(deployed, tmp_path):
    Image.open(PICTURE).resize((64, 64)).save(tmp_path / "small.png")

    done = try_out("my-sdxl", tmp_path / "small.png", "--style", "great-wave", "--out", tmp_path / "wave.png")

    assert done.returncode == 0, done.stdout + done.stderr
    assert Image.open(tmp_path / "wave.png").size == (64, 64)


def test_try_prints_the_endpoints_own_error(deployed, tmp_path):
    (tmp_path / "text.jpg").write_text("no picture")

    done = try_out("my-clip", tmp_path / "text.jpg")

    assert done.returncode == 1 and "INVALID_IMAGE" in done.stderr, done.stdout + done.stderr
