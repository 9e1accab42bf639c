"""What LMI's front end would do with an artifact by itself: make it asynchronous, though its handle() is no coroutine, or give one worker all GPUs.

The first rule is that of ModelInfo.configPerModelSettings, LmiUtils.configureLmiModel and LmiConfigRecommender, in the version and
at the place that versions.json names, as it was seen to act with the image's SERVING_FEATURES. It is written down here
because those classes are on no Maven repository; the image itself was not run. Where the second was read is in versions.json, too.
"""

import json
from pathlib import Path

import pack
import pytest

RULE_OF = "0.36.0"  # for another version, read the rule again
TEXT_GENERATION = ("ForCausalLM", "LMHeadModel", "ForConditionalGeneration")
ARCHITECTURES = {
    "BLIP": "BlipForConditionalGeneration",
    "BLIP-2": "Blip2ForConditionalGeneration",
    "GIT": "GitForCausalLM",
    "Florence-2": "Florence2ForConditionalGeneration",
    "Qwen2.5-VL": "Qwen2_5_VLForConditionalGeneration",
    "CLIP": "CLIPModel",
    "SDXL, which names none": None,
}


def becomes_asynchronous(properties: dict[str, str], config: dict) -> bool:
    """Whether the front end sets option.async_mode=true for a model with this config.json beside its weights."""
    if properties.get("option.rolling_batch") == "disable" or int(properties.get("batch_size", "1")) > 1:
        return False
    return any(name.endswith(TEXT_GENERATION) for name in config.get("architectures", []))


def test_the_rule_is_that_of_the_images_front_end():
    versions = json.loads((Path(pack.HERE) / "versions.json").read_text("utf-8"))
    assert versions["front_end"]["version"] == RULE_OF
    assert "LmiConfigRecommender.java" in versions["front_end"]["files"]


def properties_of(folder) -> dict[str, str]:
    lines = (folder / "serving.properties").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@pytest.mark.parametrize("architecture", ARCHITECTURES.values(), ids=ARCHITECTURES)
@pytest.mark.parametrize("name", sorted(pack.SHARED))
def test_no_packed_artifact_becomes_asynchronous(name, architecture, tmp_path):
    folder = pack.assemble(name, tmp_path / name)
    (folder / "config.json").write_text(json.dumps({"architectures": [architecture]} if architecture else {}))
    config = json.loads((folder / "config.json").read_text())
    assert not becomes_asynchronous(properties_of(folder), config)


def test_a_captioner_would_become_asynchronous_without_the_option():
    assert becomes_asynchronous({}, {"architectures": ["BlipForConditionalGeneration"]})


def workers(properties: dict[str, str], has_config: bool, gpus: int) -> list[list[int]]:
    """The GPUs of each worker that the front end starts on a machine with so many; `has_config`: whether the weights have a config.json."""
    degree = properties.get("option.tensor_parallel_degree") or (str(gpus) if has_config else "1")
    each = int(degree)
    return [list(range(first, first + each)) for first in range(0, gpus - each + 1, each)]


@pytest.mark.parametrize("has_config", [True, False], ids=["config.json", "open_clip_config.json alone"])
@pytest.mark.parametrize("name", sorted(pack.SHARED))
def test_on_a_machine_with_four_gpus_each_has_a_worker(name, has_config, tmp_path):
    properties = properties_of(pack.assemble(name, tmp_path / name))
    assert workers(properties, has_config, 4) == [[0], [1], [2], [3]]
    assert workers({}, True, 4) == [[0, 1, 2, 3]]  # of which a handler would use the first
    assert (properties["minWorkers"], properties["maxWorkers"]) == ("1", "1")


@pytest.mark.parametrize("name", sorted(pack.SHARED))
def test_every_artifact_says_so_itself_and_does_not_rely_on_its_batches(name, tmp_path):
    assert properties_of(pack.assemble(name, tmp_path / name))["option.rolling_batch"] == "disable"
