"""The native build, up to the compiler: what Quarkus would have it compile, given a stand-in in the compiler's place."""

import functools
import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

import template

BUILD = template.ROOT / "target" / "native"
CLASSES = BUILD / "classes"
OURS = re.compile(r"dev\.vitrine\.[a-z]+\.[A-Z][\w$]*")

# What is read or written inside handlers, so that no signature names it.
WITHIN = {
    "dev.vitrine.api.ProblemBody",
    "dev.vitrine.endpoint.OpenQuestion",
    "dev.vitrine.query.VocabularyResource$Put",
    "dev.vitrine.query.VocabularyResource$Rollback",
    "dev.vitrine.upload.S3Notification",
    "dev.vitrine.vocabulary.Vocabulary",
    "dev.vitrine.vocabulary.VocabularyVersion",
    "dev.vitrine.workflow.WorkflowInput",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """(what the compiler was asked, the files in the zip); the zip itself is no use and goes."""
    asked = tmp_path_factory.mktemp("native") / "asked"
    graal = Path(__file__).parent / "stand-in-graal"
    command = ["mvn", "-q", "-B", "-ntp", "-Dlambda", "-Dnative", "-Dquarkus.native.container-build=false", "-Dmaven.test.skip", "-Dchecked", "package"]
    environment = os.environ | {"GRAALVM_HOME": str(graal), "STAND_IN_ASKED": str(asked)}
    done = subprocess.run(command, cwd=template.ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(BUILD / "function.zip") as archive:
        names = archive.namelist()
    (BUILD / "function.zip").unlink()
    return asked.read_text().splitlines(), names


@pytest.fixture(scope="module")
def registered(built):
    (jar,) = BUILD.glob("*-native-image-source-jar/*-runner.jar")
    with zipfile.ZipFile(jar) as archive:
        entries = json.loads(archive.read("META-INF/native-image/reflect-config.json"))
    return {entry["name"]: entry for entry in entries}


def test_the_zip_is_one_program_named_as_lambda_wants_it(built):
    assert built[1] == ["bootstrap"]


def test_https_is_compiled_in(built):
    protocols = next(argument for argument in built[0] if argument.startswith("--enable-url-protocols="))

    assert "https" in protocols.partition("=")[2].split(",")


def test_files_that_are_read_at_run_time_are_compiled_in(built):
    (jar,) = BUILD.glob("*-native-image-source-jar/*-runner.jar")
    with zipfile.ZipFile(jar) as archive:
        config = archive.read("META-INF/native-image/resource-config.json").decode()

    for file in ("vocabulary/retail.json", "image-to-text.asl.json", "META-INF/resources/index.html"):
        patterns = [re.sub(r"\\Q(.*?)\\E", lambda quoted: re.escape(quoted[1]), p) for p in _patterns(json.loads(config))]
        assert any(re.fullmatch(pattern, file) for pattern in patterns), file


def test_every_class_that_crosses_json_can_be_made_by_its_name(built, registered):
    messages = _closure(_signatures() | WITHIN)

    assert len(messages) > 40
    missing = {name for name in messages if not _usable(registered.get(name))}
    assert not missing


def _patterns(config):
    if isinstance(config, dict):
        own = [config["pattern"]] if "pattern" in config else []
        return own + [p for value in config.values() for p in _patterns(value)]
    return [p for value in config for p in _patterns(value)] if isinstance(config, list) else []


def _usable(entry):
    return entry is not None and entry.get("allDeclaredConstructors", False)


def _signatures():
    """The messages of all handlers."""
    found = set()
    for file in CLASSES.rglob("*Handler.class"):
        signature = re.search(r"RequestHandler<([^{]*)>", _javap(_name(file)))
        found |= set(OURS.findall(signature[1])) if signature else set()
    return found


def _closure(names):
    """The classes, what their fields are made of, and what is declared within them or permitted by them."""
    seen, open_ = set(), set(names)
    while open_:
        name = open_.pop()
        seen.add(name)
        text = _javap(name)
        fields = [line for line in text.splitlines() if line.strip().endswith(";") and "(" not in line and "static" not in line]
        nested = [_name(f) for f in CLASSES.rglob(name.rpartition(".")[2] + "$*.class") if _name(f).startswith(name + "$")]
        found = set(OURS.findall("\n".join(fields))) | {n for n in nested if _is_message(n)}
        open_ |= found - seen
    return {name for name in seen if not _is_interface(name)}


def _is_message(name):
    text = _javap(name)
    return "extends java.lang.Record" in text or "extends java.lang.Enum" in text or _is_interface(name)


def _is_interface(name):
    return re.search(r"\binterface \S*" + re.escape(name), _javap(name)) is not None


def _name(file):
    return ".".join(file.relative_to(CLASSES).with_suffix("").parts)


def _javap(name):
    return _declarations()[name]


@functools.cache
def _declarations():
    """{class: what javap says of it}, of all of ours at once: a start of javap takes half a second."""
    files = sorted(CLASSES.rglob("dev/vitrine/**/*.class"))
    said = subprocess.run(["javap", "-p", *files], capture_output=True, text=True, check=True).stdout
    one_each = re.split(r"^Compiled from ", said, flags=re.MULTILINE)[1:]
    assert len(one_each) == len(files)
    return {_name(file): text for file, text in zip(files, one_each)}
