"""Lays out one artifact, gives it a model, and serves it with ../test-server (see ../serve)."""

import argparse
import contextlib
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pack

HERE = Path(__file__).resolve().parent.parent
SERVER = HERE / "test-server"
NAMES = {"caption_model_name": "own:tiny-captioner", "clip_model_name": "own:tiny-clip"}  # of tiny models
TINY: dict[str, dict[str, str]] = {"sdxl": {"sizes": "64x64,128x128,1024x1024"}, "edit": {"sizes": "64x64"}, "clip-interrogator": NAMES, "describe": NAMES}  # the options they need


def jars() -> Path:
    """DJL's jars; Maven fetches them the first time."""
    lib = SERVER / "target" / "lib"
    if not lib.is_dir():
        subprocess.run(["mvn", "-q", "-f", str(SERVER / "pom.xml"), "package"], check=True, stdout=sys.stderr)
    return lib


def djl_python() -> Path:
    """The folder with DJL's Python package, out of its jar."""
    package = SERVER / "target" / "python"
    if not package.is_dir():
        (jar,) = jars().glob("python-*.jar")
        with zipfile.ZipFile(jar) as archive:
            archive.extractall(package, [name for name in archive.namelist() if name.startswith("djl_python/")])
    return package


@contextlib.contextmanager
def served(folder: Path, port: int = 0, **popen: Any) -> Iterator[str]:
    """The address of this artifact's server; it ends with the block."""
    environment = os.environ | {
        "PYTHON_EXECUTABLE": sys.executable,
        "DJL_CACHE_DIR": str(SERVER / "target" / "djl"),
        "HF_HUB_OFFLINE": "1",
        "PYTHONUNBUFFERED": "1",
    }
    sockets = tempfile.mkdtemp(prefix="djl")  # the engine kills whoever holds a socket of the same name
    command = ["java", f"-Djava.io.tmpdir={sockets}", "-cp", f"{jars()}/*"]
    command += [str(SERVER / "ModelServer.java"), str(folder), str(port)]
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **popen
    )
    assert process.stdin and process.stdout
    try:
        address = process.stdout.readline().strip()
        if not address:
            raise RuntimeError(f"the server of {folder} ended with {process.wait()}")
        yield address
    finally:
        process.stdin.close()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(sockets, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="model-artifacts/serve")
    parser.add_argument("name", choices=sorted(pack.SHARED))
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--model", help="a folder of weights; without it a tiny model is made")
    parser.add_argument("--option", action="append", default=[], metavar="name=value")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        options = {} if arguments.model else dict(TINY.get(arguments.name, {}))
        options |= dict(option.split("=", 1) for option in arguments.option)
        options["model_id"] = str(Path(arguments.model).resolve()) if arguments.model else str(Path(scratch, "model"))
        if not arguments.model:
            sys.path.append(str(HERE / "tests"))
            makers: dict[str, Callable[[str], object]] = importlib.import_module("tiny_models").MAKERS
            makers[arguments.name](options["model_id"])
        with served(pack.assemble(arguments.name, Path(scratch, arguments.name), options), arguments.port) as address:
            print(address, flush=True)
            sys.stdin.read()


if __name__ == "__main__":
    main()
