"""Asks an endpoint about a picture and prints what came.

    deploy/try ENDPOINT picture.jpg [--labels "coffee mug,teapot"]             CLIP: how well each label fits
    deploy/try ENDPOINT picture.jpg [--mode best]                              CLIP Interrogator: caption and prompt
    deploy/try ENDPOINT picture.png --style starry-night|great-wave [--out f]  SDXL: the picture as a painting

The endpoint's name tells what it is (clip, interrogator, describe, sdxl), or --kind does. SDXL takes pictures of its own sizes
only, such as 1024 x 1024. An asynchronous endpoint cannot be asked in this way. Credentials and region are those of the AWS CLI; AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME names another address.
Exit status 0: it answered. 1: it refused, or could not be asked; the reason is printed.
"""

import argparse
import base64
import json
import struct
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import boto3
from botocore.exceptions import BotoCoreError, ClientError

LABELS = "coffee mug,teapot,chair,lamp,shoe,dress,bag,watch,toy,plant,something else"
STYLES = {
    "starry-night": "This scene is a Van Gogh painting with The Starry Night style",
    "great-wave": "This scene is a Hokusai painting with The Great Wave off Kanagawa style",
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy/try", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("endpoint")
    parser.add_argument("picture", type=Path)
    parser.add_argument("--kind", choices=("clip", "interrogator", "sdxl"))
    parser.add_argument("--labels", default=LABELS, help="separated by commas")
    parser.add_argument("--mode", default="fast", help="fast, classic, best, negative or caption")
    parser.add_argument("--style", choices=STYLES, default="starry-night")
    parser.add_argument("--prompt", default="", help="what the painting shows, after the style")
    parser.add_argument("--out", type=Path, default=Path("painting.png"))
    options = parser.parse_args()
    options.kind = options.kind or _kind(options.endpoint)
    if options.kind is None:
        parser.error("the endpoint's name does not tell what it is: give --kind")
    return options


def main() -> int:
    options = arguments()
    try:
        picture = options.picture.read_bytes()
        request = {"clip": _labels, "interrogator": _prompt, "sdxl": _painting}[options.kind](options, picture)
        started = time.monotonic()
        answer = boto3.client("sagemaker-runtime").invoke_endpoint(
            EndpointName=options.endpoint, ContentType="application/json", Body=json.dumps(request)
        )
        document = json.loads(answer["Body"].read())
    except ClientError as e:
        print(e.response.get("OriginalMessage") or e, file=sys.stderr)
        return 1
    except (BotoCoreError, OSError, ValueError) as e:
        print(e, file=sys.stderr)
        return 1
    if "error" in document:  # a 200 when the server put several requests into one batch
        print(json.dumps(document["error"]), file=sys.stderr)
        return 1
    _print(options, document)
    print(f"took     {time.monotonic() - started:.2f} s, in the container {json.dumps(document.get('timing_ms'))} ms")
    return 0


def _kind(name: str) -> str | None:
    """By the first of these words in the name: "clip-interrogator" has two of them."""
    known = {"interrogator": "interrogator", "sdxl": "sdxl", "diffusion": "sdxl", "clip": "clip", "describe": "interrogator"}
    return next((kind for word, kind in known.items() if word in name.lower()), None)


def _labels(options: argparse.Namespace, picture: bytes) -> dict[str, Any]:
    return {"image": _base64(picture), "candidate_labels": [label.strip() for label in options.labels.split(",")]}


def _prompt(options: argparse.Namespace, picture: bytes) -> dict[str, Any]:
    return {"image": _base64(picture), "mode": options.mode}


def _painting(options: argparse.Namespace, picture: bytes) -> dict[str, Any]:
    size = _size(picture)
    text = ", ".join(filter(None, (STYLES[options.style], options.prompt)))
    request = {"text_prompts": [{"text": text, "weight": 1.0}], "init_image": _base64(picture), "init_image_mode": "IMAGE_STRENGTH"}
    return request | {"image_strength": 0.35, "width": size.width, "height": size.height, "steps": 30, "cfg_scale": 7}


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


class Size(NamedTuple):
    """Of a picture, in pixels."""

    width: int
    height: int


def _size(picture: bytes) -> Size:
    """The size of a PNG, or of a JPEG by its frame header; ValueError for anything else."""
    if picture[:8] == b"\x89PNG\r\n\x1a\n":
        return Size(*struct.unpack(">II", picture[16:24]))
    at = 2
    while picture[:2] == b"\xff\xd8" and at + 9 <= len(picture) and picture[at] == 0xFF:
        marker, length = picture[at + 1], struct.unpack(">H", picture[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", picture[at + 5 : at + 9])
            return Size(width, height)
        at += 2 + length
    raise ValueError("the picture must be a PNG or a JPEG")


def _print(options: argparse.Namespace, answer: dict[str, Any]) -> None:
    model = answer.get("model")
    if options.kind == "clip":
        for one in answer["predictions"]:
            print(f"{one['score']:.3f}    {one['label']}")
    elif options.kind == "interrogator":
        print(f"caption  {answer['caption']}\nprompt   {answer['prompt']}")
    else:
        painting = answer["artifacts"][0]
        options.out.write_bytes(base64.b64decode(painting["base64"]))
        print(f"painting {options.out}, {painting['finishReason']}, seed {painting['seed']}")
    print(f"model    {json.dumps(model)}")


if __name__ == "__main__":
    sys.exit(main())
