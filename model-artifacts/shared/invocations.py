"""One invocation of the model server: what goes out, and what is said when it cannot be done.

Out: JSON. An error is {"error": {"code", "message"}} with the status of STATUS; inside a batch of several items, which
     all share one status, it is a 200: callers look for "error" first.
Logs one line an invocation; never a picture, a label or a prompt.
"""

import functools
import itertools
import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from djl_python import Output

import threads

STATUS = {
    "INVALID_JSON": 400,
    "INVALID_IMAGE": 400,
    "IMAGE_TOO_LARGE": 400,
    "INVALID_LABELS": 400,
    "UNSUPPORTED_CONTENT_TYPE": 400,
    "LABEL_SET_UNKNOWN": 404,
    "DEADLINE": 503,
    "MODEL_ERROR": 500,
}
MODEL_FAILED = "the model failed"
TASKS_AT_ONCE = 8  # of a batch: the model computes these while threads decode the rest
SLOWEST_ANSWER = 45.0  # seconds, unless option.deadline_seconds says otherwise; SageMaker waits 60

# Errors of CUDA 12.8 of which driver_types.h says that "the process must be terminated and relaunched": contained, illegal address,
# launch timeout, assert, hardware stack, illegal instruction, misaligned address, address space, program counter, launch failure,
# tensor memory leak, MPS client terminated, external device. And uncorrectable errors of memory and NVLink (214, 220), after which
# no result of the process is to be trusted.
OUT_OF_MEMORY = 2  # cudaErrorMemoryAllocation
LOST_CONTEXT = frozenset({214, 220, 226, 700, 702, 710, 714, 715, 716, 717, 718, 719, 721, 810, 911})
# Devices unavailable, no device, invalid device, unknown error: how a GPU or a driver that is gone may answer.
LOST_GPU = frozenset({46, 100, 101, 999})
MOST_CUDA_FAILURES = 5  # invocations one after another that end with nothing but errors of CUDA, of whatever kind

Argument = TypeVar("Argument")
Value = TypeVar("Value")
Task = TypeVar("Task")
Result = TypeVar("Result")

log = logging.getLogger(__name__)


class Item(Protocol):
    """What a handler uses of djl_python.Input, of a whole invocation or of one item of a batch."""

    def get_property(self, key: str) -> str | None: ...
    def get_properties(self) -> dict[str, str]: ...
    def get_as_bytes(self) -> bytes | bytearray | None: ...
    def get_batches(self) -> "list[Item]": ...
    def is_batch(self) -> bool: ...
    def is_empty(self) -> bool: ...


class Refused(Exception):
    """A request that is answered with an error; `details` are added to the error object."""

    def __init__(self, code: str, message: str, status: int | None = None, **details: Any) -> None:
        super().__init__(message)
        self.status = status or STATUS[code]
        self.body = {"error": {"code": code, "message": message, **details}}


class CudaFailed(Refused):
    """MODEL_ERROR after an error of CUDA that may pass, other than a lack of memory."""

    def __init__(self) -> None:
        super().__init__("MODEL_ERROR", MODEL_FAILED)


class CudaFailures:
    """How many invocations one after another ended with errors of CUDA and without a result."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, answers: "Sequence[str | Refused]") -> None:
        """Counts an invocation, and ends the process at MOST_CUDA_FAILURES. Requests that never reach the GPU change nothing."""
        if any(isinstance(answer, str) for answer in answers):
            self.count = 0
        elif any(isinstance(answer, CudaFailed) for answer in answers):
            self.count += 1
        if self.count >= MOST_CUDA_FAILURES:
            _end_process()


cuda_failures = CudaFailures()  # of this process, which answers one invocation after another


def serve(
    inputs: Item,
    decode: Callable[[Item], Task],
    predict: Callable[[list[Task]], Sequence[Result | Refused]],
    encode: Callable[[Result], Any],
) -> Output:
    """Answers one invocation, alone or a batch; a bad item spoils only its own answer.

    decode: item -> task, called in threads for all items of a batch. predict: [task] -> [result or Refused], as many, for
    TASKS_AT_ONCE at a time, so that it has something to do before the last item is decoded. encode: result -> JSON value.
    When predict fails for several tasks at once it gets each of them alone.
    """
    started = time.monotonic()
    items = inputs.get_batches()
    decoded = threads.each(functools.partial(_attempt, decode), items)
    answers: list[str | Refused] = []
    for _ in range(0, len(items), TASKS_AT_ONCE):
        tasks = list(itertools.islice(decoded, TASKS_AT_ONCE))
        results = _predicted(predict, [task for task in tasks if not isinstance(task, Refused)])
        answers += [_answer(task, results, encode) for task in tasks]
    cuda_failures.add(answers)
    refused = [a.body["error"]["code"] for a in answers if isinstance(a, Refused)]
    log.info("answered %d, refused %s, %.0f ms", len(items), refused, 1000 * (time.monotonic() - started))
    return _output(answers, inputs.is_batch())


def milliseconds_since(started: float) -> float:
    """How long ago `started` was, a time.monotonic(), to two places."""
    return round(1000 * (time.monotonic() - started), 2)


def deadline_seconds(options: dict[str, str]) -> float:
    """How long an answer may take: option.deadline_seconds."""
    return float(options.get("deadline_seconds", SLOWEST_ANSWER))


def _answer(
    task: Task | Refused, results: Iterator[Result | Refused], encode: Callable[[Result], Any]
) -> str | Refused:
    result = task if isinstance(task, Refused) else next(results)
    return result if isinstance(result, Refused) else _attempt(lambda r: _dumps(encode(r)), result)


def _predicted(
    predict: Callable[[list[Task]], Sequence[Result | Refused]], tasks: list[Task]
) -> Iterator[Result | Refused]:
    results = _attempt(predict, tasks) if tasks else []
    if not isinstance(results, Refused):
        yield from results
    elif len(tasks) == 1:
        yield results
    else:
        for task in tasks:
            yield from _predicted(predict, [task])


def _attempt(step: Callable[[Argument], Value], argument: Argument) -> Value | Refused:
    try:
        return step(argument)
    except Refused as refused:
        return refused
    except Exception as e:  # anything else would reach the caller as the server's own error, with our words in it
        log.exception("%s failed", getattr(step, "__name__", "a step"))
        if _is_lasting(e):
            _end_process()
        if type(e).__name__ in ("MemoryError", "OutOfMemoryError") or getattr(e, "error_code", None) == OUT_OF_MEMORY:
            return Refused("MODEL_ERROR", "out of memory", 507)
        return CudaFailed() if _is_of_cuda(e) else Refused("MODEL_ERROR", MODEL_FAILED)


def _end_process() -> None:
    log.critical("CUDA does not work in this process any more; it ends, and the server starts another")
    logging.shutdown()
    os._exit(1)


def _is_of_cuda(error: Exception) -> bool:
    """Whether a call of CUDA or its libraries failed; the words are those of torch's ATen/cuda/Exceptions.h."""
    words = ("CUDA error", "CUDA driver error", "cuDNN error", "No CUDA GPUs are available")
    return type(error).__name__ == "AcceleratorError" or str(error).startswith(words)


def _is_lasting(error: Exception) -> bool:
    """Whether the GPU fails every later call of this process too: CUDA's context is lost, or the GPU is gone.

    torch raises torch.AcceleratorError with CUDA's number as `error_code` for every call of CUDA that fails (since 2.8:
    c10/cuda/CUDAException.cpp, torch/csrc/Exceptions.cpp), also for those that pass: 2 is a lack of memory, 701 a kernel that
    asks for too much. LOST_CONTEXT and LOST_GPU stay. What cuBLAS says as a RuntimeError may pass; if it does not, or any other
    error of CUDA comes again and again, CudaFailures ends the process. The process must end within a request: the engine starts
    another when a request fails with its connection, and not when it finds the process gone. After retry_threshold failures
    the server calls itself unhealthy.
    """
    return type(error).__name__ == "AcceleratorError" and getattr(error, "error_code", None) in LOST_CONTEXT | LOST_GPU


def _output(answers: Sequence[str | Refused], batched: bool) -> Output:
    first = answers[0]
    status = first.status if len(answers) == 1 and isinstance(first, Refused) else 200
    output = Output(code=status, message="OK" if status == 200 else "refused")
    output.add_property("content-type", "application/json")
    for i, answer in enumerate(answers):
        text = _dumps(answer.body) if isinstance(answer, Refused) else answer
        output.add(text, key="data", batch_index=i if batched else None)
    return output


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
