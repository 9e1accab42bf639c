"""One invocation of the model server: what came in, what goes out, what is said when it cannot be done.

In:  a raw picture (content type image/jpeg, image/png, image/webp or image/gif), its other values in the header
     X-Amzn-SageMaker-Custom-Attributes (name=value;name=value; the server makes them properties of the item),
     or a JSON object (application/json).
Out: a JSON object. An error is {"error": {"code", "message"}} with the status of STATUS; inside a batch of several
     items, which all share one status, it is a 200: callers look for "error" first.
Logs one line an invocation; never a picture, a label or a prompt.
"""

import json
import logging
import time

from djl_python import Output

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
RAW_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")
REQUIRED = object()

log = logging.getLogger(__name__)


class Refused(Exception):
    """A request that is answered with an error; `details` are added to the error object."""

    def __init__(self, code, message, status=None, **details):
        super().__init__(message)
        self.status = status or STATUS[code]
        self.body = {"error": {"code": code, "message": message, **details}}


class Fields:
    """The named values of one request; each reader checks type and bounds and raises Refused (INVALID_JSON)."""

    def __init__(self, values, from_header=False):
        self.values = values
        self.from_header = from_header

    def get(self, name, default=None):
        value = self.values.get(name)
        if value is None and default is REQUIRED:
            raise Refused("INVALID_JSON", f"{name} is missing")
        return default if value is None else value

    def number(self, name, default, low, high, whole=False):
        value = self.get(name, default)
        if self.from_header and isinstance(value, str):
            value = _number_in(value)
        wrong_type = isinstance(value, bool) or not isinstance(value, int if whole else (int, float))
        if wrong_type or not low <= value <= high:  # NaN is in no bounds; an int may have any number of digits
            kind = "a whole number" if whole else "a number"
            raise Refused("INVALID_JSON", f"{name} must be {kind} from {low} to {high}")
        return value

    def flag(self, name, default=False):
        value = self.get(name, default)
        if self.from_header and isinstance(value, str):
            value = {"true": True, "false": False}.get(value.lower(), value)
        if not isinstance(value, bool):
            raise Refused("INVALID_JSON", f"{name} must be true or false")
        return value

    def text(self, name, default, longest):
        value = self.get(name, default)
        if value is not None and not is_text(value, longest):
            raise Refused("INVALID_JSON", f"{name} must be a text of 1 to {longest} characters")
        return value

    def choice(self, name, default, choices):
        value = self.get(name, default)
        if not isinstance(value, str) or value not in choices:
            raise Refused("INVALID_JSON", f"{name} must be one of {', '.join(choices)}")
        return value


def _number_in(text):
    try:
        return int(text) if text.strip().lstrip("+-").isdecimal() else float(text)
    except ValueError:
        return text


def is_text(value, longest):
    """Whether this is a text that can be written as UTF-8, is not blank, and has no control characters."""
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        return False
    return not any(c < " " or "\ud800" <= c <= "\udfff" for c in value)


def read(item, raw_fields=()):
    """(bytes of a raw picture or None, Fields) of one item; `raw_fields` are the values a raw picture may come with."""
    kind = (item.get_property("content-type") or "").split(";")[0].strip().lower()
    body = None if item.is_empty() else item.get_as_bytes()
    if kind in RAW_TYPES and raw_fields:
        values = {name: item.get_property(name) for name in raw_fields}
        return bytes(body or b""), Fields(values, from_header=True)
    if kind != "application/json":
        known = ", ".join(("application/json",) + (RAW_TYPES if raw_fields else ()))
        raise Refused("UNSUPPORTED_CONTENT_TYPE", f"the content type must be one of {known}")
    return None, Fields(_json_object(bytes(body or b"")))


def _json_object(body):
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as e:
        raise Refused("INVALID_JSON", "the body is not valid JSON in UTF-8") from e
    if not isinstance(value, dict):
        raise Refused("INVALID_JSON", "the body must be a JSON object")
    return value


def _no_constant(name):
    raise ValueError(f"{name} is not JSON")


def serve(inputs, decode, predict, encode):
    """Answers one invocation, alone or a batch; a bad item spoils only its own answer.

    decode: item -> task. predict: [task] -> [result or Refused], as many. encode: result -> JSON object. When predict
    fails for several tasks at once it gets each of them alone.
    """
    started = time.monotonic()
    items = inputs.get_batches()
    tasks = [_attempt(decode, item) for item in items]
    good = [task for task in tasks if not isinstance(task, Refused)]
    results = iter(_predicted(predict, good))
    answers = [task if isinstance(task, Refused) else next(results) for task in tasks]
    answers = [a if isinstance(a, Refused) else _attempt(lambda r: _dumps(encode(r)), a) for a in answers]
    refused = [a.body["error"]["code"] for a in answers if isinstance(a, Refused)]
    log.info("answered %d, refused %s, %.0f ms", len(items), refused, 1000 * (time.monotonic() - started))
    return _output(answers, inputs.is_batch())


def _predicted(predict, tasks):
    results = _attempt(predict, tasks) if tasks else []
    if not isinstance(results, Refused):
        return results
    return [results] if len(tasks) == 1 else [one for task in tasks for one in _predicted(predict, [task])]


def _attempt(step, argument):
    try:
        return step(argument)
    except Refused as refused:
        return refused
    except Exception as e:  # anything else would reach the caller as the server's own error, with our words in it
        log.exception("%s failed", getattr(step, "__name__", "a step"))
        memory = type(e).__name__ in ("MemoryError", "OutOfMemoryError")
        return Refused("MODEL_ERROR", "out of memory" if memory else "the model failed", 507 if memory else None)


def _output(answers, batched):
    status = answers[0].status if len(answers) == 1 and isinstance(answers[0], Refused) else 200
    output = Output(code=status, message="OK" if status == 200 else "refused")
    output.add_property("content-type", "application/json")
    for i, answer in enumerate(answers):
        text = _dumps(answer.body) if isinstance(answer, Refused) else answer
        output.add(text, key="data", batch_index=i if batched else None)
    return output


def _dumps(value):
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
