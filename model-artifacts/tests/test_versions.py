"""versions.json has the one version of the engine and of the image, and of the image's libraries; every other file that names them fits."""

import importlib.metadata
import json
import re
import xml.etree.ElementTree as Xml
from pathlib import Path

import pack
import pytest
import yaml
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = json.loads((ROOT / "versions.json").read_text("utf-8"))
IMAGE = VERSIONS["image"]
FRONT_END = VERSIONS["front_end"]["version"]
REQUIRES = VERSIONS["libraries"]["requires"]  # of the libraries that the image brings


class Template(yaml.SafeLoader):
    """Reads CloudFormation's short forms, such as !Ref, as their plain argument."""


Template.add_multi_constructor("!", lambda loader, tag, node: getattr(node, "value", None))


def test_the_image_has_the_front_end_whose_rule_is_tested():
    assert IMAGE.startswith(f"{FRONT_END}-lmi")
    assert VERSIONS["front_end"]["source"].split("/tree/")[1].startswith(f"v{FRONT_END}/")


def test_the_endpoints_run_the_image():
    template = yaml.load((ROOT / "endpoints.yaml").read_text("utf-8"), Template)
    assert template["Parameters"]["ContainerTag"]["Default"] == IMAGE


def pinned(path: Path) -> dict[str, str]:
    """{library: version} of a file of requirements that pins each."""
    lines = path.read_text("utf-8").splitlines()
    return dict(re.fullmatch(r"([\w-]+)(?:\[\w+\])?==([\w.]+)", line).groups() for line in lines if line and not line.startswith("#"))


@pytest.mark.parametrize("library", sorted(REQUIRES))
def test_the_tests_run_with_libraries_that_the_image_may_have(library):
    tested = pinned(ROOT / "requirements.in")[library]
    assert SpecifierSet(REQUIRES[library]).contains(tested), f"{library} {tested}"
    assert importlib.metadata.version(library).split("+")[0] == tested


@pytest.mark.parametrize("name", sorted(name for name in pack.SHARED if pack.SHARED[name]))
def test_what_a_container_installs_is_what_the_tests_run_with(name):
    """Of another diffusers nobody would know whether it works with the image's transformers."""
    tested = pinned(ROOT / "requirements.in")
    installed = pinned(ROOT / name / "requirements.txt")
    assert not installed.keys() & REQUIRES.keys()
    assert {library: tested[library] for library in installed} == installed


def test_the_test_server_runs_the_engine():
    pom = Xml.parse(ROOT / "test-server" / "pom.xml")
    names = {"m": "http://maven.apache.org/POM/4.0.0"}
    found = {d.find("m:artifactId", names).text: d.find("m:version", names).text for d in pom.findall(".//m:dependency", names)}
    assert found["python"] == VERSIONS["python_engine"]["version"]


@pytest.mark.parametrize("name", sorted(pack.SHARED))
def test_the_cards_name_the_image(name):
    card = (ROOT / name / "README.md").read_text("utf-8")
    short = ".".join(FRONT_END.split(".")[:2])
    assert set(re.findall(r"LMI container (\d+\.\d+)", card)) <= {short}
    assert name == "describe" or f"LMI container {short}" in card
    torch, transformers = REQUIRES["torch"].removeprefix("=="), REQUIRES["transformers"]
    stated = f"(torch {'.'.join(torch.split('.')[:2])}, transformers {'.'.join(transformers.split(',')[0].removeprefix('>=').split('.')[:2])} or later, not {transformers.partition('<')[2]};"
    assert name == "describe" or stated in card, stated
