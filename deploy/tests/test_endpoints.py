"""The endpoints stack in each of its forms, its conditions decided. moto can make little of it, so nothing is deployed."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import growth
import template

URL = "s3://models/vitrine/models/{}/0123456789abcdef/model.tar.gz"
MODELS = {f"{name}ModelDataUrl": URL.format(name.lower()) for name in ("Clip", "Interrogator", "Sdxl")}
LATER = {"AnswersBucket": "uploads"}


def made(**parameters):
    """The resources that CloudFormation would make for these parameters, and the outputs."""
    stack = template.read(template.ENDPOINTS)
    values = {name: str(parameters.get(name, rules.get("Default", ""))) for name, rules in stack["Parameters"].items()}
    return template.decided(stack, values)


def endpoints(stack):
    return [name for name, r in stack["Resources"].items() if r["Type"] == "AWS::SageMaker::Endpoint"]


def least_machines(stack):
    return {name.removesuffix("Scaling"): r["Properties"]["MinCapacity"] for name, r in stack["Resources"].items() if name.endswith("Scaling")}


def test_three_real_time_endpoints_are_always_there():
    stack = made(**MODELS, SdxlMode="real-time")

    assert endpoints(stack) == ["ClipEndpoint", "InterrogatorEndpoint", "SdxlEndpoint"]
    assert least_machines(stack) == {"Clip": 1, "Interrogator": 1, "Sdxl": 1}
    assert not [name for name in stack["Resources"] if "Wake" in name or "Sleep" in name]
    assert "AsyncInferenceConfig" not in str(stack) and "AnswersBucket" not in str(stack["Resources"])


def test_asynchronous_endpoints_sleep_and_are_woken():
    stack = made(**MODELS, **LATER, SdxlMode="asynchronous", InterrogatorMode="asynchronous")

    assert least_machines(stack) == {"Clip": 1, "Interrogator": 0, "Sdxl": 0}
    for name in ("Interrogator", "Sdxl"):
        resources = {key.removeprefix(name): r["Properties"] for key, r in stack["Resources"].items() if key.startswith(name)}
        assert "ScalingPolicy" not in resources and "AsyncInferenceConfig" in resources["EndpointConfig"]
        alarm, wake, sleep = (resources[key] for key in ("WakeAlarm", "WakePolicy", "SleepPolicy"))
        assert alarm["MetricName"] == "HasBacklogWithoutCapacity" and alarm["AlarmActions"] == [{"Ref": f"{name}WakePolicy"}]
        assert wake["PolicyType"] == "StepScaling" and wake["ScalingTargetId"] == {"Ref": f"{name}Scaling"}
        followed = sleep["TargetTrackingScalingPolicyConfiguration"]["CustomizedMetricSpecification"]
        assert followed["MetricName"] == "ApproximateBacklogSizePerInstance"
        assert alarm["Dimensions"] == followed["Dimensions"] == [{"Name": "EndpointName", "Value": {"Ref": f"{name}EndpointName"}}]
        (section,) = re.findall(r'docs/operations\.md, "(.+)"', alarm["AlarmDescription"])
        assert f"\n## {section}\n" in (template.ROOT / "docs" / "operations.md").read_text("utf-8")


def test_how_many_requests_are_before_an_endpoint_and_when_it_grows_are_parameters():
    core, stack = template.read()["Resources"], template.read(template.ENDPOINTS)["Resources"]

    for name, function in (("Interrogator", "WritePromptFunction"), ("Sdxl", "RestyleImageFunction")):
        variables = core[function]["Properties"]["Environment"]["Variables"]
        assert variables["VITRINE_ENDPOINT_MOST_UNANSWERED"] == {"Ref": f"{name}UnansweredRequests"}
        policy = stack[f"{name}SleepPolicy"]["Properties"]["TargetTrackingScalingPolicyConfiguration"]
        assert policy["TargetValue"] == {"Ref": "BacklogPerInstance"}


class Notes:
    """The doctor's notes, kept instead of printed."""

    def __init__(self):
        self.texts = []

    def note(self, text):
        self.texts.append(text)


@pytest.mark.parametrize(
    ("asked", "grows", "told"),
    [
        ({}, {}, "1 of 2; for all of them: deploy/up core SdxlConcurrency=6"),
        ({"SdxlConcurrency": "6"}, {}, None),
        ({"SdxlConcurrency": "20"}, {"MostInstances": "4"}, "2 of 4; for all of them: deploy/up core SdxlUnansweredRequests=16"),
        ({"SdxlConcurrency": "5"}, {"MostInstances": "4"}, "1 of 4; for all of them: deploy/up core SdxlConcurrency=16 SdxlUnansweredRequests=16"),
        ({"SdxlConcurrency": "16", "SdxlUnansweredRequests": "16"}, {"MostInstances": "4"}, None),
        ({}, {"BacklogPerInstance": "1"}, None),
        ({}, {"MostInstances": "1"}, None),
        ({}, {"SdxlMode": "real-time"}, None),
        ({"InterrogatorConcurrency": "6"}, {"SdxlMode": "real-time", "InterrogatorMode": "asynchronous", "MostInstances": "3"}, "vitrine-interrogator has at most 6 requests before it"),
    ],
)
def test_the_doctor_says_that_too_few_requests_are_asked_for_all_machines(asked, grows, told):
    stack, said = template.read(template.ENDPOINTS), Notes()

    growth.tell_sleeping(template.defaults(template.read()) | asked, stack, template.defaults(stack) | MODELS | LATER | grows, said)

    assert bool(said.texts) == (told is not None), said.texts
    assert told is None or told in said.texts[0]


def test_the_core_stack_can_be_told_to_ask_for_as_many_machines_as_an_endpoint_may_have():
    core, stack = template.read()["Parameters"], template.read(template.ENDPOINTS)["Parameters"]
    most = stack["BacklogPerInstance"]["MaxValue"] * (stack["MostInstances"]["MaxValue"] - 1) + 1

    for name in ("Interrogator", "Sdxl"):
        assert min(core[f"{name}{what}"]["MaxValue"] for what in ("Concurrency", "UnansweredRequests")) >= most


def test_one_gpu_serves_clip_and_the_interrogator():
    stack = made(**MODELS, DescribeModelDataUrl=URL.format("describe"))

    assert endpoints(stack) == ["ClipEndpoint", "SdxlEndpoint"]
    assert stack["Outputs"]["ClipEndpointName"]["Value"] == stack["Outputs"]["InterrogatorEndpointName"]["Value"]
    assert stack["Resources"]["ClipModel"]["Properties"]["PrimaryContainer"]["ModelDataUrl"] == {"Ref": "DescribeModelDataUrl"}


def test_the_default_is_one_gpu_that_is_always_there_and_an_sdxl_that_sleeps():
    stack = made(DescribeModelDataUrl=URL.format("describe"), SdxlModelDataUrl=URL.format("sdxl"), **LATER)
    core = template.defaults(template.read())

    assert endpoints(stack) == ["ClipEndpoint", "SdxlEndpoint"] and least_machines(stack) == {"Clip": 1, "Sdxl": 0}
    ours = template.defaults(template.read(template.ENDPOINTS))
    assert core["ClipEndpointName"] == core["InterrogatorEndpointName"] == ours["ClipEndpointName"]
    assert all(core[name] == ours[name] for name in ("SdxlEndpointName", "SdxlMode", "InterrogatorMode"))


def test_by_default_no_more_questions_are_asked_at_once_than_the_shared_gpu_lets_wait():
    core = template.defaults(template.read())
    properties = (template.ROOT / "model-artifacts" / "describe" / "serving.properties").read_text("utf-8")
    (waiting,) = re.findall(r"^job_queue_size=(\d+)$", properties, re.MULTILINE)

    of_people = 2 + 2
    assert int(core["ClipConcurrency"]) + int(core["InterrogatorConcurrency"]) + of_people <= int(waiting) + 1


def test_clip_runs_without_a_gpu_when_told():
    stacks = {serving: made(**MODELS, ClipServing=serving)["Resources"] for serving in ("gpu", "cpu")}
    variants = {serving: stack["ClipEndpointConfig"]["Properties"]["ProductionVariants"][0] for serving, stack in stacks.items()}
    containers = {serving: stack["ClipModel"]["Properties"]["PrimaryContainer"] for serving, stack in stacks.items()}

    assert variants["gpu"]["InstanceType"] == {"Ref": "ClipInstanceType"} and "InferenceAmiVersion" in variants["gpu"]
    assert variants["cpu"]["InstanceType"] == {"Ref": "ClipCpuInstanceType"} and "InferenceAmiVersion" not in variants["cpu"]
    assert containers["cpu"]["Environment"] == {"NO_OMP_NUM_THREADS": "true"} and "ClipScaling" in stacks["cpu"]
    assert containers["cpu"]["Image"] == containers["gpu"]["Image"]  # DJL Serving's images for a CPU have no torch for Python


def test_a_marketplace_endpoint_takes_the_place_of_ours():
    del (others := dict(MODELS))["SdxlModelDataUrl"]

    assert endpoints(made(**others, **LATER)) == ["ClipEndpoint", "InterrogatorEndpoint"]


def test_containers_are_isolated_when_told():
    for isolated in ("true", "false"):
        resources = made(**MODELS, NetworkIsolation=isolated)["Resources"]
        for name in ("Clip", "Interrogator", "Sdxl"):
            model, url = resources[f"{name}Model"]["Properties"], {"Ref": f"{name}ModelDataUrl"}
            container = model["PrimaryContainer"]
            assert model["EnableNetworkIsolation"] is (isolated == "true")
            if isolated == "true":
                folder = {"S3Uri": url, "S3DataType": "S3Prefix", "CompressionType": "None"}
                assert container["ModelDataSource"] == {"S3DataSource": folder}
                assert container["Environment"] == {"PIP_NO_INDEX": "1"} and "ModelDataUrl" not in container
            else:
                assert container["ModelDataUrl"] == url and "ModelDataSource" not in container


@pytest.mark.parametrize(
    "parameters", [{}, {"ClipServing": "cpu"}, {"SdxlMode": "asynchronous", "InterrogatorMode": "asynchronous"}, {"DescribeModelDataUrl": URL.format("describe"), "NetworkIsolation": "true"}]
)
def test_each_form_is_sound_by_itself(tmp_path, parameters):
    form = tmp_path / "form.json"
    form.write_text(json.dumps(made(**MODELS, **LATER, **parameters)))
    linter = Path(sys.executable).parent / "cfn-lint"
    unused = ["W2001", "W7001", "W1030", "W1031"]  # parameters of what this form has not
    done = subprocess.run([linter, "-r", "eu-west-1", "-i", *unused, "-t", form], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_containers_may_decrypt_with_the_models_key_alone():
    key = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d"

    def statements(**parameters):
        return {s["Sid"]: s for s in made(**MODELS, **parameters)["Resources"]["ModelRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]}

    assert "DecryptModels" not in statements()
    decrypts = statements(ModelKeyArn=key)["DecryptModels"]
    assert decrypts["Action"] == "kms:Decrypt" and decrypts["Resource"] == {"Ref": "ModelKeyArn"}
    assert decrypts["Condition"] == {"StringEquals": {"kms:ViaService": {"Fn::Sub": "s3.${AWS::Region}.${AWS::URLSuffix}"}}}


def test_what_an_endpoint_writes_is_where_the_core_stack_allows_and_expects_it():
    stack = template.read(template.ENDPOINTS)["Resources"]
    rights = str(stack["ModelRole"])
    for name in ("InterrogatorEndpointConfig", "SdxlEndpointConfig"):
        later = stack[name]["Properties"]["AsyncInferenceConfig"]["Fn::If"][1]
        for key in ("S3OutputPath", "S3FailurePath"):
            place = later["OutputConfig"][key]["Fn::Sub"].removeprefix("s3://${AnswersBucket}/")
            assert place.startswith(".vitrine/.later/") and f"${{AnswersBucket}}/{place}*" in rights
