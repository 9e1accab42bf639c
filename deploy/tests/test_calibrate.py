"""deploy/calibrate, which `deploy/up endpoints` ends with, against an endpoint of planted answers and a stack in moto.

The planted endpoint (quality.PlantedClip) has no limits: a real one throttles, refuses bodies over SageMaker's limit and ends a request
after 60 seconds (https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html). Its scores have the
spread that is planted; they do not say how good a real model's thresholds are. Nobody checks the rights of the caller.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import template
from calibrate import CC0, RETAIL

STACK = {
    "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
    "Outputs": {"ClipEndpointName": {"Value": "my-clip"}},
}


@pytest.fixture(scope="module")
def clip():
    """The address of a CLIP endpoint that knows the shipped pictures."""
    command = [template.ROOT / "src" / "tools" / "run", "quality.PlantedClip", CC0, CC0 / "labels.csv"]
    process = subprocess.Popen([str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield process.stdout.readline().strip()
    process.stdin.close()
    process.wait(60)


@pytest.fixture(scope="module")
def aws(aws):
    aws.client("cloudformation").create_stack(StackName="my-endpoints", TemplateBody=json.dumps(STACK))
    other = {"Resources": STACK["Resources"]}
    aws.client("cloudformation").create_stack(StackName="no-clip", TemplateBody=json.dumps(other))
    return aws


def calibrate(aws, clip, *arguments):
    environment = os.environ | {"AWS_ENDPOINT_URL": aws.url, "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME": clip}
    command = [sys.executable, template.ROOT / "deploy" / "calibrate.py", *arguments]
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, env=environment, timeout=600)


def test_the_stacks_endpoint_is_calibrated_and_the_thresholds_are_kept_for_its_model(aws, clip, tmp_path):
    vocabulary = Path(shutil.copy(RETAIL, tmp_path))
    shipped = json.loads(RETAIL.read_text("utf-8"))["calibrations"]

    done = calibrate(aws, clip, "--stack", "my-endpoints", "--vocabulary", vocabulary)

    assert done.returncode == 0, done.stdout + done.stderr
    kept = json.loads(vocabulary.read_text("utf-8"))["calibrations"]
    assert kept[: len(shipped)] == shipped
    assert {(one["model"], one["attribute"]) for one in kept[len(shipped) :]} == {("planted/clip", "category"), ("planted/clip", "tag")}
    assert "\nbefore: accepted values right 0." in done.stdout and "\nafter:  accepted values right 0." in done.stdout


def test_thresholds_that_somebody_fitted_stay_when_only_missing_ones_are_asked_for(aws, clip, tmp_path):
    """As `deploy/up endpoints` asks: they may be of other pictures than the shipped ones."""
    vocabulary = Path(shutil.copy(RETAIL, tmp_path))
    calibrate(aws, clip, "--stack", "my-endpoints", "--vocabulary", vocabulary)
    before, changed = re.subn(r'("planted/clip".*"accept":)[0-9.]+', r"\g<1>0.987", vocabulary.read_text("utf-8"))
    vocabulary.write_text(before, "utf-8")

    done = calibrate(aws, clip, "--stack", "my-endpoints", "--vocabulary", vocabulary, "--missing")

    assert done.returncode == 0 and "they stay as they are" in done.stdout, done.stdout + done.stderr
    assert changed == 2 and vocabulary.read_text("utf-8") == before


def test_a_stack_without_clip_needs_no_calibration(aws):
    done = calibrate(aws, "http://127.0.0.1:9", "--stack", "no-clip")

    assert done.returncode == 0 and "nothing to calibrate" in done.stdout, done.stdout + done.stderr


def test_an_endpoint_that_does_not_answer_is_said(aws, tmp_path):
    vocabulary = shutil.copy(RETAIL, tmp_path)
    rows = (CC0 / "labels.csv").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "labels.csv").write_text("".join(rows[:2]), "utf-8")

    done = calibrate(aws, "http://127.0.0.1:9", "--endpoint", "none", "--labels", tmp_path / "labels.csv", "--vocabulary", vocabulary)

    assert done.returncode == 2, done.stdout + done.stderr


def test_the_deployment_calibrates_after_the_stack_is_made_unless_told_not_to():
    up = (template.ROOT / "deploy" / "up").read_text("utf-8")

    assert up.index('sam" deploy') < up.index('"$here/calibrate" --stack "$stack" --missing') and "VITRINE_CALIBRATE" in up
