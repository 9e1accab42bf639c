"""deploy/up itself, against a loopback AWS, with a stand-in for the SAM CLI: moto cannot make these stacks."""

import json
import os
import subprocess
import sys

import pytest

import loopback
import template

UP = template.ROOT / "deploy" / "up"
URL = "s3://models/vitrine/models/{}/0123456789abcdef/model.tar.gz"


@pytest.fixture(scope="module")
def aws():
    aws = loopback.Loopback()
    aws.client("s3").create_bucket(Bucket="models", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for name in ("describe", "sdxl"):
        aws.client("s3").put_object(Bucket="models", Key=URL.format(name).removeprefix("s3://models/"), Body=b"x")
    yield aws
    aws.stop()


@pytest.fixture
def up(aws, tmp_path):
    """Runs deploy/up; `sam` is a program that notes its arguments and ends with the status that the file beside it says."""
    requirements = (template.ROOT / "deploy" / "requirements.txt").read_bytes()
    name = "-".join(subprocess.run(["cksum"], input=requirements, capture_output=True, check=True).stdout.decode().split())
    venv = tmp_path / "vitrine" / f"deploy-{name}"
    (venv / "bin").mkdir(parents=True)
    (venv / "complete").touch()
    program(venv / "bin" / "python", f'exec {sys.executable} "$@"')
    program(venv / "bin" / "sam", f'printf "%s\\n" "$@" > {tmp_path}/asked; exit "$(cat {tmp_path}/status)"')

    def run(*arguments, status=0, stack="cut"):
        (tmp_path / "status").write_text(str(status))
        (tmp_path / "asked").unlink(missing_ok=True)
        nowhere = {"AWS_ENDPOINT_URL_IAM": "http://127.0.0.1:9", "AWS_ENDPOINT_URL_SERVICE_QUOTAS": aws.url, "AWS_MAX_ATTEMPTS": "1"}
        ours = {"XDG_CACHE_HOME": str(tmp_path), "VITRINE_STACK": stack, "VITRINE_CALIBRATE": "no", "AWS_ENDPOINT_URL": aws.url}
        done = subprocess.run([UP, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, env=os.environ | ours | nowhere)
        asked = (tmp_path / "asked").read_text().splitlines() if (tmp_path / "asked").exists() else None
        return done, asked

    return run


def program(path, line):
    path.write_text(f"#!/usr/bin/env bash\n{line}\n")
    path.chmod(0o755)


def test_a_deployment_that_was_killed_is_taken_up_by_the_same_command(up):
    killed, first = up("core", "SweepMinutes=5", status=137)
    repeated, second = up("core", "SweepMinutes=5")

    assert killed.returncode == 137 and "old versions" not in killed.stdout, killed.stdout + killed.stderr
    assert repeated.returncode == 0 and "old versions of 0 functions deleted" in repeated.stdout, repeated.stdout + repeated.stderr
    assert first == second and second[second.index("--stack-name") + 1] == "cut" and "SweepMinutes=5" in second


def test_nothing_is_deployed_of_which_the_doctor_says_no(up):
    done, asked = up("core", "SweepMinutes=1")

    assert done.returncode == 1 and asked is None and "NO  parameter SweepMinutes" in done.stdout


def test_a_stack_that_was_made_before_is_deployed_again_with_what_is_given_alone(aws, up):
    body = {"Parameters": {"SweepMinutes": {"Type": "Number"}}, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    given = [{"ParameterKey": "SweepMinutes", "ParameterValue": "7"}]
    aws.client("cloudformation").create_stack(StackName="second", TemplateBody=json.dumps(body), Parameters=given)

    done, asked = up("core", stack="second")

    assert done.returncode == 0 and "0 given, 1 kept from the stack" in done.stdout, done.stdout + done.stderr
    assert "--parameter-overrides" not in asked  # SAM keeps what is not given
