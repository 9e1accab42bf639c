"""Calibrates the CLIP endpoint of a stack on labelled pictures and keeps the thresholds in the shipped vocabulary, by the model's name.

    deploy/calibrate [--stack NAME-endpoints | --endpoint NAME] [--pictures DIR --labels FILE.csv] [--vocabulary FILE] [--missing]

The stack is `vitrine-endpoints`, or VITRINE_STACK-endpoints. It prints precision and coverage before and after. The functions use the thresholds after the next build and `deploy/up core`.
With --missing, as `deploy/up endpoints` calls it, thresholds that the vocabulary has for this model and its labels stay: they may be fitted on your own pictures.
Exit status 0: calibrated, or the stack has no CLIP endpoint. 1: the pictures are too few or too hard for some attribute; its
thresholds stay as they are. 2: the endpoint or a file could not be used.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

import stacks
import template

CC0 = template.ROOT / "quality" / "cc0"
RETAIL = template.ROOT / "src" / "main" / "resources" / "vocabulary" / "retail.json"
PRECISION = 0.85  # that of the shipped thresholds, and the one that corrections lead to


def main() -> int:
    parser = argparse.ArgumentParser(prog="deploy/calibrate", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--stack", default=f"{stacks.default()}-endpoints", help="the endpoints stack")
    parser.add_argument("--endpoint", help="else the stack's output ClipEndpointName")
    parser.add_argument("--pictures", type=Path, default=CC0)
    parser.add_argument("--labels", type=Path, default=CC0 / "labels.csv")
    parser.add_argument("--vocabulary", type=Path, default=RETAIL)
    parser.add_argument("--missing", action="store_true", help="fit only what the vocabulary has no thresholds for, for this model and these labels")
    options = parser.parse_args()
    try:
        endpoint = options.endpoint or _endpoint(options.stack)
    except (ClientError, BotoCoreError) as e:
        print(f"The stack {options.stack} cannot be read: {e}", file=sys.stderr)
        return 2
    if not endpoint:
        print(f"The stack {options.stack} has no CLIP endpoint: nothing to calibrate.")
        return 0
    print(f"Calibrating {endpoint} on {options.pictures} ...", flush=True)
    command = [template.ROOT / "quality" / "calibrate", options.pictures, options.labels, "--endpoint", endpoint, "--part", "all"]
    command += ["--precision", str(PRECISION), "--vocabulary", options.vocabulary, *(["--only", "missing"] if options.missing else [])]
    status = subprocess.run([str(part) for part in command]).returncode
    if status < 2:
        print("\nTo use the thresholds: mvn package -Dlambda && deploy/up core")
    return status


def _endpoint(stack: str) -> str | None:
    """The name of the stack's CLIP endpoint; None if it has none."""
    (described,) = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    return {o["OutputKey"]: o["OutputValue"] for o in described.get("Outputs", [])}.get("ClipEndpointName")


if __name__ == "__main__":
    sys.exit(main())
