"""The contract of the endpoints (../contract) as the tests read it."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

FOLDER = Path(__file__).resolve().parent.parent / "contract"
IDS = "https://vitrine.invalid/contract/"
SCHEMAS = {path.name.split(".")[0]: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.schema.json"))}
REGISTRY = Registry().with_resources([(s["$id"], Resource.from_contents(s)) for s in SCHEMAS.values()])


def problems(schema: str, definition: str, value: object) -> list[str]:
    """What is wrong with a request, an answer or an error; empty when it is as the contract says."""
    reference = {"$ref": f"{IDS}{schema}.schema.json#/$defs/{definition}"}
    return [error.message for error in Draft202012Validator(reference, registry=REGISTRY).iter_errors(value)]


def part(schema: str, path: str) -> object:
    """A part of a schema, such as clip, "labels/maxItems"."""
    value = SCHEMAS[schema]["$defs"]
    for name in path.split("/"):
        value = value[name]
    return value


def cases(endpoint: str) -> list[dict]:
    """The requests of contract/cases, each with `case`, `request`, `code` and perhaps `schema`, `for`, `form` and `sent`."""
    return json.loads((FOLDER / "cases" / f"{endpoint}.json").read_text("utf-8"))


def filled(value: object, picture: str) -> object:
    """The request with its placeholders filled in; see contract/README.md."""
    if isinstance(value, dict):
        return {name: filled(member, picture) for name, member in value.items()}
    if isinstance(value, list):
        return [filled(element, picture) for element in value]
    longest = part("clip", "labelText/maxLength")
    return {
        "PICTURE": picture,
        "WRAPPED PICTURE": "\n".join(picture[i : i + 76] for i in range(0, len(picture), 76)) + "\n",
        "URL PICTURE": picture.translate(str.maketrans("+/", "-_")).rstrip("="),
        "DATA PICTURE": f"data:image/png;base64,{picture}",
        "PAINTABLE": "a cup",
        "LONGEST": "\N{DRESS}" * longest,
        "TOO LONG": "x" * (longest + 1),
        "TOO MANY LABELS": [f"label {i}" for i in range(part("clip", "labels/maxItems") + 1)],
        "TOO MANY TEMPLATES": [f"{i} {{}}" for i in range(part("clip", "templates/maxItems") + 1)],
        "TOO MANY GROUPS": [{"candidate_labels": ["cup"]}] * (part("clip", "groups/maxItems") + 1),
        "TOO MANY TEXTS": ["a cup"] * (part("clip", "textsRequest/properties/texts/maxItems") + 1),
        "TOO MANY PROMPTS": [{"text": "a cup"}] * (part("sdxl", "prompts/maxItems") + 1),
    }.get(value, value) if isinstance(value, str) else value
