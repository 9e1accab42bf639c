"""The load test behind ./load: deploy/measure's search, against a served artifact with random weights of the real size."""

import argparse
import itertools
import os
import re
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "model-artifacts" / "publishing"), str(ROOT / "model-artifacts" / "tests"), str(ROOT / "deploy")]

import measure  # noqa: E402
import pack  # noqa: E402
import serve  # noqa: E402

sys.path.append(str(serve.djl_python()))

import shapes  # noqa: E402
from asking import encoded, picture  # noqa: E402

PICTURES = 20  # JPEGs of 1024 x 768, all different


def folder_of(architecture: str, place: Path, size: str, delay: str) -> Path:
    """The packed artifact, laid out as the server reads it, with batches of this size that wait `delay` milliseconds to fill."""
    options = {"model_id": str(shapes.weights(architecture)), "label_sets": str(place / "sets")}
    folder = pack.assemble("clip", place / f"clip-{size}-{delay}", options)
    properties = folder / "serving.properties"
    text = properties.read_text("utf-8")
    text = re.sub("(?m)^batch_size=.*$", f"batch_size={size}", text)
    properties.write_text(re.sub("(?m)^max_batch_delay=.*$", f"max_batch_delay={delay}", text), "utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/models/load")
    parser.add_argument("--model", default="ViT-B-32")
    parser.add_argument("--batches", default="4:5,16:5,16:20,32:20")
    parser.add_argument("--limit", type=float, default=1.0, help="seconds")
    parser.add_argument("--machine", help="keep the last batch's result in deploy/capacity.json for this type of machine")
    parser.add_argument("--on", help="what was measured, kept with it")
    options = parser.parse_args()
    pictures = [encoded(picture(1024, 768, seed=seed), "JPEG", quality=90) for seed in range(PICTURES)]
    threads = os.environ.get("VITRINE_CORES", len(os.sched_getaffinity(0)))
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    print(f"{time.strftime('%Y-%m-%d')}, {options.model}, {threads} threads; load when it began: {load}.", flush=True)
    best: measure.Trial | None = None
    with tempfile.TemporaryDirectory() as scratch:
        for size, delay in (batch.split(":") for batch in options.batches.split(",")):
            with serve.served(folder_of(options.model, Path(scratch), size, delay)) as address:
                endpoint, number = measure.Endpoint(measure.sender(address), "clip", pictures), itertools.count()
                best = measure.capacity_of(lambda _: endpoint(next(number)), options.limit, lambda text: print(f"    {text}", flush=True))
            print(f"batch of {size}, {delay} ms: {best}\n", flush=True)
    if options.machine and best:
        measure.keep(best, "clip", options.machine, options.on or options.model)


if __name__ == "__main__":
    main()
