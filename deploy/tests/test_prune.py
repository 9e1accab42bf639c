"""deploy/prune deletes versions that nothing runs, and no others."""

import io
import subprocess
import sys
import zipfile

import pytest

import prune
import template


@pytest.fixture(scope="module")
def functions(aws):
    policy = '{"Version": "2012-10-17", "Statement": []}'
    role = aws.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument=policy)["Role"]["Arn"]
    return aws.client("lambda"), role


def code(text):
    """A zip with one file, so that each publishing has something new."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", text)
    return data.getvalue()


def published(functions, name, versions, alias):
    client, role = functions
    client.create_function(FunctionName=name, Runtime="java21", Role=role, Handler="h", Code={"ZipFile": code("0")})
    for n in range(versions):
        client.update_function_code(FunctionName=name, ZipFile=code(f"{name} {n + 1}"), Publish=True)
    if alias:
        client.create_alias(FunctionName=name, Name="live", FunctionVersion=alias)
    return {v["Version"] for v in client.list_versions_by_function(FunctionName=name)["Versions"]} - {"$LATEST"}


def test_what_an_alias_runs_and_the_newest_other_stay(functions):
    assert published(functions, "f", 5, "5") == {"1", "2", "3", "4", "5"}

    assert prune.superfluous(functions[0], "f", keep=1) == ["1", "2", "3"]
    assert prune.superfluous(functions[0], "f", keep=9) == []


def test_after_a_step_back_the_version_that_runs_stays(functions):
    published(functions, "back", 4, "2")

    assert prune.superfluous(functions[0], "back", keep=1) == ["1", "3"]


def test_without_an_alias_nothing_is_deleted(functions):
    published(functions, "free", 3, None)

    assert prune.superfluous(functions[0], "free", keep=0) == []


def test_the_command_says_that_it_could_not_look(functions):
    command = [sys.executable, template.ROOT / "deploy" / "prune.py", "--stack", "vitrine"]

    done = subprocess.run(command, capture_output=True, text=True, env={"AWS_ENDPOINT_URL": "http://127.0.0.1:9", **environment()})

    assert done.returncode == 2 and "No version is deleted" in done.stderr


def environment():
    import os

    return {name: value for name, value in os.environ.items() if name.startswith(("AWS_", "PATH", "HOME"))} | {"AWS_MAX_ATTEMPTS": "1"}
