"""Finds how many pictures a second an endpoint answers while 99 of 100 answers take less than a second.

    deploy/measure ENDPOINT [--kind clip|interrogator|describe] [--pictures FOLDER] [--limit SECONDS]
    deploy/measure ENDPOINT --machine ml.g5.xlarge --on "ViT-L-14/openai in fp16"
    deploy/measure http://127.0.0.1:PORT ...            what model-artifacts/serve serves

Pictures are sent at a steady rate, whether answers come or not, and each one's time counts from the moment when it was due. The
rate is doubled until the answers are late or refused, and then narrowed down to a tenth. Turn scaling off first (one machine), and
let nothing else ask the endpoint. With --machine the result is kept in deploy/capacity.json, by which deploy/up lets endpoints on
such machines grow. Exit status 0: found. 1: it answers no rate in time, or could not be asked; the reason is printed.
"""

import argparse
import base64
import itertools
import json
import math
import statistics
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

import capacities
import growth
from try_endpoint import LABELS

SAMPLES = Path(__file__).resolve().parent.parent / "src" / "main" / "resources" / "META-INF" / "resources" / "samples"
REMEMBERED = 1000  # pictures whose embeddings model-artifacts/describe keeps (its PICTURES_KEPT)
ATTRIBUTES = "X-Amzn-SageMaker-Custom-Attributes"
TRIALS = 16
LEAST = 100  # pictures of a trial: of fewer there are no 99 of 100
LIMITS = 20  # a trial lasts so many times the limit: at a rate that is a tenth too high, answers are then two limits late
THREADS = 256
WAIT_S = 60  # SageMaker's own limit

Ask = Callable[[int], object]  # sends the picture of this number and waits for the answer; raises an exception if there is none
Send = Callable[[str, bytes, str], bytes]  # content type, body and custom attributes to the answer's body


@dataclass(frozen=True)
class Trial:
    """Pictures sent at one rate, a second; times in seconds, infinite for what failed. Not `whole`: it was stopped early."""

    rate: float
    times: Sequence[float]
    limit: float
    whole: bool = True

    @property
    def p99(self) -> float:
        return sorted(self.times)[math.ceil(0.99 * len(self.times)) - 1]

    @property
    def held(self) -> bool:
        return self.whole and self.p99 < self.limit

    @property
    def at_once(self) -> int:
        """Requests that were on their way at the same time, in the mean and rounded up: rate times mean time (Little's law)."""
        answered = [took for took in self.times if math.isfinite(took)]
        return math.ceil(round(self.rate * statistics.fmean(answered), 6)) if answered else 0

    def __str__(self) -> str:
        failed = sum(math.isinf(took) for took in self.times)
        said = f"p50 {statistics.median(self.times):.3f} s, p99 {self.p99:.3f} s, {failed} of {len(self.times)} failed"
        return f"{self.rate:8.2f} pictures/s: {said}{'' if self.whole else ', stopped'}"


class Late:
    """Counts what was late or failed, from several threads."""

    def __init__(self, limit: float) -> None:
        self.limit, self.count, self._lock = limit, 0, threading.Lock()

    def note(self, took: float) -> float:
        with self._lock:
            self.count += took >= self.limit
        return took


def attempt(ask: Ask, rate: float, limit: float, count: int | None = None) -> Trial:
    """A trial of so many pictures; it stops when it is clear that one in a hundred is late."""
    count = count or max(LEAST, round(rate * limit * LIMITS))
    late = Late(limit)
    asked: list[Future[float]] = []

    def one(i: int, due: float) -> float:
        return late.note(_took(ask, i, due))

    with ThreadPoolExecutor(THREADS) as pool:
        started = time.monotonic()
        for i in range(count):
            due = started + i / rate
            time.sleep(max(0.0, due - time.monotonic()))
            asked.append(pool.submit(one, i, due))
            if late.count > count // 100:
                pool.shutdown(cancel_futures=True)
                break
    return Trial(rate, [took.result() for took in asked if not took.cancelled()], limit, whole=len(asked) == count)


def _took(ask: Ask, i: int, due: float) -> float:
    try:
        ask(i)
    except Exception:  # whatever it was, the picture has no answer
        return math.inf
    return time.monotonic() - due


def search(trial: Callable[[float], Trial], first: float) -> Trial | None:
    """The trial of the highest rate that held, to a tenth; None if none did. At most TRIALS.

    @param trial makes a trial of a rate
    """
    best: Trial | None = None
    failed: Trial | None = None
    rate = first
    for _ in range(TRIALS):
        tried = trial(rate)
        best, failed = (tried, failed) if tried.held else (best, tried)
        if best and failed:
            if failed.rate < 1.1 * best.rate:
                break
            rate = math.sqrt(best.rate * failed.rate)
        else:
            rate = 2 * rate if best else rate / 2
    return best


def capacity_of(ask: Ask, limit: float, tell: Callable[[str], object] = print) -> Trial | None:
    """The trial of the highest rate that `ask` holds; None if it holds none, or if even a picture alone takes too long."""
    alone = statistics.median(_took(ask, i, time.monotonic()) for i in range(5))
    tell(f"one alone: {alone:.3f} s")
    if alone >= limit:
        return None

    def trial(rate: float) -> Trial:
        tried = attempt(ask, rate, limit)
        tell(str(tried))
        return tried

    return search(trial, 0.5 / alone)


def keep(trial: Trial, kind: str, machine: str, on: str, table: Path = capacities.TABLE) -> None:
    """Writes a trial's rate into the table of capacities, with today's date; `on` says what was measured."""
    capacities.keep(kind, machine, capacity(trial, on), table)


def capacity(trial: Trial, on: str) -> capacities.Capacity:
    """What a trial says of a machine; `on` says what was measured."""
    return capacities.Capacity(round(trial.rate, 2), trial.limit, date.today().isoformat(), on, trial.at_once)


def proposal(trial: Trial, kind: str) -> str:
    """The parameters of the core stack with which the queues ask an endpoint about as many pictures at once as it answers in time."""
    return " ".join(f"{name}={asked}" for name, asked in growth.concurrency(kind, capacity(trial, ""), machines=1).items())


class Endpoint:
    """Asks for tags, for prompts, or for both, as Vitrine does: a bare picture with custom attributes."""

    def __init__(self, send: Send, kind: str, pictures: Sequence[bytes]) -> None:
        self.send, self.pictures = send, pictures
        self.attributes: list[str] = []
        if kind != "interrogator":
            request = {"image": base64.b64encode(pictures[0]).decode(), "candidate_labels": LABELS.split(",")}
            known = self._answer("application/json", json.dumps(request).encode(), "")
            self.attributes.append(f"label_set={known['model']['label_set']};top_k=20")
        if kind != "clip":
            self.attributes.append("mode=fast")

    def __call__(self, i: int) -> None:
        for attributes in self.attributes:
            self._answer("image/jpeg", self.pictures[i % len(self.pictures)], attributes)

    def _answer(self, kind: str, body: bytes, attributes: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.send(kind, body, attributes))
        if "error" in answer:  # a 200 when the server put several requests into one batch
            raise ValueError(json.dumps(answer["error"]))
        return answer


def sender(endpoint: str) -> Send:
    """What asks an endpoint in AWS by its name, or a container by its address."""
    if endpoint.startswith(("http://", "https://")):
        return lambda kind, body, attributes: _post(f"{endpoint.rstrip('/')}/invocations", kind, body, attributes)
    once = Config(max_pool_connections=THREADS, retries={"total_max_attempts": 1}, read_timeout=WAIT_S)
    client = boto3.client("sagemaker-runtime", config=once)

    def send(kind: str, body: bytes, attributes: str) -> bytes:
        more = {"CustomAttributes": attributes} if attributes else {}
        return bytes(client.invoke_endpoint(EndpointName=endpoint, ContentType=kind, Body=body, **more)["Body"].read())

    return send


def _post(url: str, kind: str, body: bytes, attributes: str) -> bytes:
    headers = {"Content-Type": kind} | ({ATTRIBUTES: attributes} if attributes else {})
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=WAIT_S) as answer:
        return bytes(answer.read())


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy/measure", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("endpoint")
    parser.add_argument("--kind", choices=sorted(capacities.REQUESTS), help="else by the endpoint's name")
    parser.add_argument("--pictures", type=Path, default=SAMPLES, help="a folder of JPEGs, sent in turn")
    parser.add_argument("--limit", type=float, default=1.0, help="seconds")
    parser.add_argument("--machine", help="keep the result in deploy/capacity.json for this type of machine")
    parser.add_argument("--on", default="", help="what was measured, kept with the result")
    parser.add_argument("--table", type=Path, default=capacities.TABLE, help=argparse.SUPPRESS)
    options = parser.parse_args()
    named = (kind for kind in sorted(capacities.REQUESTS, reverse=True) if kind in options.endpoint)  # clip-interrogator is no clip
    options.kind = options.kind or next(named, None)
    if options.kind is None:
        parser.error("the endpoint's name does not tell what it is: give --kind")
    options.pictures = sorted(p for p in options.pictures.iterdir() if p.suffix.lower() in (".jpg", ".jpeg"))
    if not options.pictures or (options.kind == "describe" and len(options.pictures) <= REMEMBERED):
        parser.error(f"--pictures needs JPEGs; for describe, which remembers {REMEMBERED:,} pictures, more than these")
    return options


def main() -> int:
    options = arguments()
    try:
        endpoint = Endpoint(sender(options.endpoint), options.kind, [path.read_bytes() for path in options.pictures])
    except Exception as e:  # of urllib, of boto3, or the endpoint's own
        print(f"{options.endpoint} could not be asked: {e}", file=sys.stderr)
        return 1
    number = itertools.count()  # goes on over all trials, so that no picture is asked about again soon
    best = capacity_of(lambda _: endpoint(next(number)), options.limit)
    if best is None:
        print(f"No rate was answered with 99 of 100 in less than {options.limit:g} s.", file=sys.stderr)
        return 1
    print(f"\n{best.rate:.2f} pictures a second, 99 of 100 in less than {options.limit:g} s")
    print(f"{best.at_once} at once: deploy/up core {proposal(best, options.kind)} (times the machines that the endpoint may have)")
    if options.machine:
        keep(best, options.kind, options.machine, options.on or options.endpoint, options.table)
        print(f"kept in {options.table} for {options.machine} as {options.kind}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
