"""The artifacts as the packer lays them out, the tiny models, DJL's Python side: made once a run."""

import importlib.util
import os
import shutil
import socket
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "publishing"), str(ROOT / "tests")]

import pack  # noqa: E402
import serve  # noqa: E402

sys.path.append(str(serve.djl_python()))
os.environ.setdefault("VITRINE_CORES", "1")  # tiny models lose more by waiting for each other's threads than they win


# The files that take longest, the longest first. Of two processes one would else have nothing to do while the other is at the last of them.
LONGEST = ["test_served", "test_publish", "test_determinism", "test_start", "test_edit", "test_sdxl", "test_hub_id", "test_contract", "test_captioners", "test_florence", "test_interrogator", "test_export"]


def pytest_collection_modifyitems(items):
    assert all((Path(__file__).parent / f"{name}.py").is_file() for name in LONGEST)
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


class Artifact:
    """One artifact laid out in a folder, its modules importable; `model` is its model.py, loaded anew."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = pack.assemble(name, folder)
        if str(self.folder) not in sys.path:
            sys.path.insert(0, str(self.folder))

    def module(self):
        name = f"model_of_{self.name.replace('-', '_')}"
        spec = importlib.util.spec_from_file_location(name, self.folder / "model.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module

    def started(self, **options):
        """model.py after the server's first call."""
        from djl_python import Input

        module = self.module()
        first = Input()
        patient = {"deadline_seconds": "3600"}  # a busy machine must not change an answer
        names = serve.NAMES if self.name in ("clip-interrogator", "describe") else {}
        first.properties = {"model_dir": str(self.folder), "device_id": "-1"} | patient | names | options
        assert module.handle(first) is None
        return module


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Whoever asks another machine for anything, at the start or for a request, fails."""
    connect = socket.socket.connect

    def only_here(self, address):
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "localhost", "::1"):
            raise AssertionError(f"a connection to {address[0]} was tried")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(scope="session")
def artifact(tmp_path_factory):
    made = {}

    def get(name):
        if name not in made:
            made[name] = Artifact(name, tmp_path_factory.mktemp("artifacts") / name)
        return made[name]

    return get


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """The folder of a tiny model by the name of its maker."""
    import tiny_models  # seconds, of which the processes that tests start need none

    root = tmp_path_factory.mktemp("tiny")

    def get(name):
        folder = root / name
        if not folder.is_dir():
            getattr(tiny_models, name)(folder)
        return folder

    yield get
    shutil.rmtree(root, ignore_errors=True)
