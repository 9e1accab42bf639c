"""Size of the zip and start-up of every handler, see run."""

import os
import statistics
import tempfile
import time
import zipfile
from typing import IO

import lambda_runtime
import template

STARTS = 3


def main() -> None:
    path = template.ROOT / "target" / "function.zip"
    functions = [r["Properties"] for r in template.read()["Resources"].values() if r["Type"] == "AWS::Serverless::Function"]
    with tempfile.TemporaryDirectory() as task, zipfile.ZipFile(path) as archive, open(os.devnull, "wb") as log:
        archive.extractall(task)
        unzipped = sum(file.file_size for file in archive.infolist())
        print(f"| zip, MB | unzipped, MB |\n|---|---|\n| {path.stat().st_size / 1e6:.1f} | {unzipped / 1e6:.1f} |\n")
        print("| handler | ready, s |\n|---|---|")
        for function in functions:
            name = function["Environment"]["Variables"]["QUARKUS_LAMBDA_HANDLER"]
            print(f"| {name} | {statistics.median(start(task, name, log) for _ in range(STARTS)):.1f} |", flush=True)


def start(task: str, handler: str, log: IO[bytes]) -> float:
    function = lambda_runtime.Function(task, {"QUARKUS_LAMBDA_HANDLER": handler}, log)
    try:
        while function.init_seconds is None:
            time.sleep(0.02)
        return float(function.init_seconds)
    finally:
        function.stop()


if __name__ == "__main__":
    main()
