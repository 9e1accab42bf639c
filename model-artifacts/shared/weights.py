"""A folder of weights: which they are, what they are called, and where to keep what is made of them."""

import hashlib
import json
import os
import tempfile
from pathlib import Path

ABOUT = "vitrine-model.json"  # {"name": "repository@revision"}, written by the publisher


def fingerprint(folder):
    """SHA-256 over the names and contents of all files: what two models with different ones give never mixes."""
    total = hashlib.sha256()
    for path in sorted(p for p in Path(folder).rglob("*") if p.is_file() and p.suffix != ".md"):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()


def name_of(folder):
    """The name that the publisher wrote down, else the folder's."""
    about = Path(folder, ABOUT)
    return json.loads(about.read_text("utf-8"))["name"] if about.is_file() else Path(folder).name


def place_beside(folder, name):
    """`name` inside `folder`; where that is read-only, as in SageMaker, a folder that ends with the container."""
    return Path(folder, name) if os.access(folder, os.W_OK) else Path(tempfile.gettempdir(), f"vitrine-{name}")
