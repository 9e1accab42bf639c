"""versions.json has the one version of the engine and of the image; every other file that names them has the same."""

import json
import re
import xml.etree.ElementTree as Xml
from pathlib import Path

import pack
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = json.loads((ROOT / "versions.json").read_text("utf-8"))
IMAGE = VERSIONS["image"]
FRONT_END = VERSIONS["front_end"]["version"]


class Template(yaml.SafeLoader):
    """Reads CloudFormation's short forms, such as !Ref, as their plain argument."""


Template.add_multi_constructor("!", lambda loader, tag, node: getattr(node, "value", None))


def test_the_image_has_the_front_end_whose_rule_is_tested():
    assert IMAGE.startswith(f"{FRONT_END}-lmi")
    assert VERSIONS["front_end"]["source"].split("/tree/")[1].startswith(f"v{FRONT_END}/")


def test_the_endpoints_run_the_image():
    template = yaml.load((ROOT / "endpoints.yaml").read_text("utf-8"), Template)
    assert template["Parameters"]["ContainerTag"]["Default"] == IMAGE


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
