"""Which form of request an item is in; each form has a file."""

import time

import article_requests
import bodies
import prompt_requests
from invocations import Item
from prompt_tasks import Task


def decode(item: Item) -> Task:
    """One item of an invocation to a Task, which knows how it is answered; @raises Refused."""
    started = time.monotonic()
    body = bodies.read(item, prompt_requests.ATTRIBUTES)
    if body.fields.get("inputs") is not None:
        return article_requests.decode(body, started)
    return prompt_requests.decode(body, started)
