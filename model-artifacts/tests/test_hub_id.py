"""option.model_id may also be a hub id, with a pinned revision: for trying models out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from loopback_hub import Hub

REVISION = "0123456789abcdef0123456789abcdef01234567"
START = """
import sys
sys.path.insert(0, sys.argv[1])
import conftest

options = {"revision": sys.argv[3]} if sys.argv[3] else {}
one = conftest.Artifact("clip", sys.argv[2]).started(model_id="someone/clip", **options)
print(len(one._model.towers.encode_texts(["cat"])[0]))
"""


@pytest.mark.parametrize("revision", [REVISION, ""])
def test_a_hub_id_needs_a_revision(tiny, tmp_path, revision):
    (tmp_path / "hub" / "someone").mkdir(parents=True)
    (tmp_path / "hub" / "someone" / "clip").symlink_to(tiny("open_clip_folder"))
    hub = Hub(tmp_path / "hub")
    names = {"HF_ENDPOINT": hub.address, "HF_HUB_OFFLINE": "0", "HF_HUB_DISABLE_XET": "1", "HF_HOME": str(tmp_path)}
    command = [sys.executable, "-c", START, str(Path(__file__).parent), str(tmp_path / "clip"), revision]
    done = subprocess.run(command, env=os.environ | names, capture_output=True, text=True, check=False)
    hub.shutdown()
    hub.server_close()
    if revision:
        assert done.stdout.strip() == "32", done.stderr
    else:
        assert "together with option.revision" in done.stderr
