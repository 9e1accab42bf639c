"""The containers take, refuse and answer what ../contract says, as local mode's stand-ins do."""

import gzip
import json

import contract
import pytest
from asking import ask, base64_of, encoded, item, picture
from jsonschema import Draft202012Validator

PICTURE = base64_of(encoded(picture(64, 64)))
JPEG = encoded(picture(64, 64), "JPEG")
CODES = "error/properties/error/properties/code"


@pytest.fixture(scope="module")
def model(artifact, tiny):
    """A started handler by the name of its endpoint in the contract; the tiny SDXL's only size is 64 x 64."""
    made = {}
    names = {"clip": ("clip", "clip"), "interrogator": ("clip-interrogator", "clip_interrogator"), "sdxl": ("sdxl", "sdxl")}

    def get(endpoint):
        if endpoint not in made:
            name, tiny_name = names[endpoint]
            options = {"sdxl": {"sizes": "64x64"}}.get(endpoint, {})
            made[endpoint] = artifact(name).started(model_id=str(tiny(tiny_name)), **options)
        return made[endpoint]

    return get


def request_of(case, endpoint):
    request = contract.filled(case["request"], PICTURE)
    if endpoint == "sdxl":  # the case says what SDXL's own sizes are; this one's is smaller
        request |= {side: 64 for side in ("width", "height") if request.get(side) == 1024}
    return request


def sent(request, type="application/json", encoding=None):
    """The request as an item, sent as the case's "sent" says."""
    data = json.dumps(request, ensure_ascii=False).encode()
    encodings = {
        None: lambda: data,
        "gzip": lambda: gzip.compress(data),
        "cut gzip": lambda: gzip.compress(data)[:-20],
        "bom": lambda: b"\xef\xbb\xbf" + data,
        "utf-16": lambda: data.decode().encode("utf-16"),
    }
    return item(type, encodings[encoding]())


ALL = [(endpoint, case) for endpoint in ("clip", "interrogator", "sdxl") for case in contract.cases(endpoint)]


@pytest.mark.parametrize(("endpoint", "case"), ALL, ids=[f"{e}: {c['case']}" for e, c in ALL])
def test_each_case_is_answered_as_the_contract_says(model, endpoint, case):
    request, form = request_of(case, endpoint), case.get("form")
    bare = form == "application"
    one = item(request["contentType"], JPEG, **request["attributes"]) if bare else sent(request, **case.get("sent", {}))
    status, answer = ask(model(endpoint), one)
    code = case["code"]
    assert (answer.get("error", {}).get("code") if isinstance(answer, dict) else None) == code
    assert status == (200 if code is None else contract.part("common", f"{CODES}/x-status")[code])
    answered = f"{form}Answer" if form and not bare else "answer"
    schema, definition = (endpoint, answered) if code is None else ("common", "error")
    assert contract.problems(schema, definition, answer) == []
    accepted = not contract.problems(endpoint, f"{form}Request" if form else "request", request)
    assert accepted == (code is None or case.get("schema") == "accepts")


@pytest.mark.parametrize("name", contract.SCHEMAS)
def test_each_file_is_a_json_schema(name):
    Draft202012Validator.check_schema(contract.SCHEMAS[name])


def test_clip_has_the_limits_of_the_contract(model):
    clip = model("clip")
    import labels

    assert labels.MAX_LABELS == contract.part("clip", "labels/maxItems")
    assert labels.MAX_TEMPLATES == contract.part("clip", "templates/maxItems")
    assert labels.MAX_CHARACTERS == contract.part("clip", "labelText/maxLength")
    assert clip.label_forms.text_requests.MAX_TEXTS == contract.part("clip", "textsRequest/properties/texts/maxItems")
    requests = clip.label_forms.label_requests
    assert requests.MAX_GROUPS == contract.part("clip", "groups/maxItems")
    assert list(requests.ATTRIBUTES) == contract.part("clip", "request/x-attributes")


def test_pictures_and_errors_are_those_of_the_contract(model):
    clip = model("clip")
    limits = contract.part("common", "picture/x-limits")
    import bodies
    import pictures

    own = {"bytes": pictures.MAX_BYTES, "pixels": pictures.MAX_PIXELS}
    assert own | {"shortestSide": pictures.MIN_SIDE, "longestRatio": pictures.MAX_RATIO} == limits
    assert clip.invocations.STATUS == contract.part("common", f"{CODES}/x-status")
    assert sorted(clip.invocations.STATUS) == sorted(contract.part("common", f"{CODES}/enum"))
    assert list(bodies.RAW_TYPES) == contract.part("common", "pictureTypes/enum")
    assert list(bodies.SILENT_TYPES) == contract.part("common", "silentTypes/enum")
    assert list(bodies.OTHER_NAMES) == contract.part("common", "otherTypes/enum")
    assert bodies.LARGEST == contract.part("common", "body/x-limits/unpackedBytes")


def test_the_interrogator_has_the_limits_of_the_contract(model):
    interrogator = model("interrogator").prompt_forms.prompt_requests
    assert list(interrogator.MODES) == contract.part("interrogator", "modes/enum")
    assert list(interrogator.ATTRIBUTES) == contract.part("interrogator", "request/x-attributes")
    assert interrogator.MAX_FLAVORS == contract.part("interrogator", "request/properties/max_flavors/maximum")
    import captions

    assert captions.MOST_LINES == contract.part("interrogator", "answer/properties/text/maxItems")
    assert captions.MOST_BOXES == contract.part("interrogator", "answer/properties/boxes/maxItems")
    assert captions.LONGEST_LABEL == contract.part("interrogator", "answer/properties/boxes/items/properties/label/maxLength")
    assert captions.LONGEST_LINE == contract.part("interrogator", "answer/properties/text/items/maxLength")
    assert interrogator.LONGEST_DEADLINE == contract.part("interrogator", "request/properties/deadline_ms/maximum")


def test_sdxl_has_the_limits_of_the_contract(model):
    sdxl = model("sdxl").restyle_requests
    import restyling

    assert sdxl.SIZES.split(",") == contract.part("sdxl", "request/x-sizes")
    assert list(sdxl.NOT_OFFERED) == contract.part("sdxl", "request/x-refused")
    assert list(sdxl.SAMPLERS) == list(restyling.SCHEDULERS) == contract.part("sdxl", "request/properties/sampler/enum")
    assert sdxl.SEEDS - 1 == contract.part("sdxl", "request/properties/seed/maximum")
