"""What was found is given to the endpoints stack once: what a person gives in its place stays, until something else is found."""

import json

import pytest

import artifacts
import stacks as of_stack
from test_artifacts import PLACE, URL, aws, examined, published, stacks  # noqa: F401

MACHINE = {"pictures_a_second": 4.0, "limit_s": 1.0, "measured": "2026-12-01", "on": "a test"}


@pytest.fixture
def measured(tmp_path):
    """Writes a table with such a g5.xlarge; the option that names it."""

    def write(pictures_a_second):
        machine = MACHINE | {"pictures_a_second": pictures_a_second}
        (tmp_path / "capacity.json").write_text(json.dumps({"machines": {"ml.g5.xlarge": {"describe": machine}}}))
        return ["--capacity", str(tmp_path / "capacity.json")]

    return write


@pytest.fixture
def deploy(aws, examined):  # noqa: F811
    """Does what deploy/up endpoints does: what is found, then what is given; the stack's parameters afterwards."""

    def run(stack, *given, options=()):
        status, text = examined(stack, *given, *options)
        assert status == 0, text
        _, printed = examined(stack, "--print-found", *given, *options)
        values = dict(line.split("=", 1) for line in [*printed.splitlines(), *given])
        formation, name = aws.client("cloudformation"), f"{stack}-endpoints"
        before = of_stack.read(formation, name)
        if before is None:
            stacks(aws, stack, {}, values)
        elif values:
            parameters = [{"ParameterKey": n, "ParameterValue": v} for n, v in (before.parameters | values).items()]
            formation.update_stack(StackName=name, UsePreviousTemplate=True, Parameters=parameters)
        return values, of_stack.read(formation, name).parameters

    return run


BUCKET = [f"{name}={value}" for name, value in PLACE.items()]


def test_a_second_deployment_with_nothing_gives_nothing(published, deploy):  # noqa: F811
    published("describe", "sdxl")

    first, made = deploy("twice", *BUCKET)
    second, kept = deploy("twice")

    assert first["DescribeModelDataUrl"] == URL.format("describe") and json.loads(first["Found"])["SdxlModelDataUrl"] == URL.format("sdxl")
    assert second == {} and kept == made


def test_an_endpoint_that_somebody_took_away_stays_away_until_another_is_published(published, deploy, examined):  # noqa: F811
    published("describe", "sdxl")
    deploy("away", *BUCKET)

    _, without = deploy("away", "SdxlModelDataUrl=")
    _, grown = deploy("away", "MostInstances=3")
    _, text = examined("away")
    other = URL.format("sdxl").replace("0123", "4567")
    published("describe", sdxl=other)
    _, printed = examined("away", "--print-found")

    assert without["SdxlModelDataUrl"] == grown["SdxlModelDataUrl"] == ""
    assert grown["MostInstances"] == "3" and grown["DescribeModelDataUrl"] == URL.format("describe")
    assert f"parameter SdxlModelDataUrl: the empty value is kept, which somebody gave in place of {URL.format('sdxl')}" in text, text
    assert [line.partition("=")[0] for line in printed.splitlines()] == ["SdxlModelDataUrl", "Found"] and f"SdxlModelDataUrl={other}" in printed


def test_requests_that_somebody_gave_stay_until_the_machine_is_measured_anew(published, deploy, measured):  # noqa: F811
    published("describe")
    once = measured(5.0)

    _, first = deploy("grown", *BUCKET, "SdxlMode=real-time", options=once)
    _, given = deploy("grown", "ClipRequestsPerMinute=100", options=once)
    _, kept = deploy("grown", options=once)
    _, anew = deploy("grown", options=measured(6.0))

    assert first["ClipRequestsPerMinute"] == "300" and given["ClipRequestsPerMinute"] == kept["ClipRequestsPerMinute"] == "100"
    assert anew["ClipRequestsPerMinute"] == "360"


def test_a_painter_that_somebody_chose_need_not_be_chosen_again(published, deploy):  # noqa: F811
    published("describe", "sdxl", "edit")

    _, chosen = deploy("chosen", *BUCKET, f"SdxlModelDataUrl={URL.format('edit')}")
    _, kept = deploy("chosen")

    assert chosen["SdxlModelDataUrl"] == kept["SdxlModelDataUrl"] == URL.format("edit")


def test_a_memory_that_is_none_is_taken_for_empty(published, deploy):  # noqa: F811
    published("describe")

    _, made = deploy("odd", *BUCKET, "SdxlMode=real-time", "Found=what?")
    again, kept = deploy("odd")

    assert made["Found"] == "what?" and json.loads(again["Found"]) == json.loads(kept["Found"])
    assert kept["DescribeModelDataUrl"] == made["DescribeModelDataUrl"] == artifacts.published()["DescribeModelDataUrl"]
