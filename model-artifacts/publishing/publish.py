"""Packs the model artifacts and, given a bucket, brings them and their weights to S3 (see ../publish)."""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pack

Entry = dict[str, Any]  # of weights.json: {"name", "sources"}

WEIGHTS = {"describe": "clip-interrogator"}  # of whose weights an artifact makes use that has none of its own
# Artifacts for the same endpoints, of which the one that was published last is deployed; clip and clip-interrogator together replace describe, too.
REPLACES: dict[str, tuple[str, ...]] = {"describe": tuple(pack.PARTS["describe"]), "sdxl": ("edit",), "edit": ("sdxl",)}
LATER = ("clip-interrogator", "edit", "sdxl")  # whose endpoints may be asynchronous; the others are asked in real time only
# Seconds. A real-time endpoint waits 60 for its container (InvokeEndpoint), an asynchronous one an hour (InvokeEndpointAsync). The server gives an
# answer up and restarts the worker at predict_timeout, RESERVE after the handler's own deadline.
IN_REAL_TIME, LONGEST, RESERVE = 45, 3590, 10
# Where SageMaker puts an artifact (https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html). A relative model_id is a
# folder for the handler only: the server, which has another working directory, takes it for a name at the hub and asks there (versions.json).
THERE = "/opt/ml/model"
MISSING_THERE = ("wcwidth==0.9.4",)  # ftfy's
HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "target"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"), "vitrine", "weights")


@dataclass(frozen=True)
class Packed:
    archive: Path
    sha256: str


def say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="model-artifacts/publish", description=__doc__)
    parser.add_argument("artifacts", nargs="*", metavar="clip | clip-interrogator | sdxl | describe | edit", help="by default describe and sdxl")
    parser.add_argument("--bucket", help="the S3 bucket; without it the artifacts are only packed")
    parser.add_argument("--prefix", default="vitrine/models", help="where in the bucket")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and the sizes")
    parser.add_argument("--isolated", action="store_true", help="for endpoints without a network: weights and wheels beside the artifact")
    parser.add_argument("--without-tables", action="store_true", help="let the endpoint embed the phrases at its start")
    parser.add_argument("--out", type=Path, default=OUT, help="where to write NAME/model.tar.gz")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where weights are kept")
    parser.add_argument("--caption", metavar="NAME", help="captioner of the Interrogator, by its name in names.json")
    parser.add_argument("--clip", metavar="NAME", help="CLIP, by a name of open_clip (ViT-L-14/openai) or of names.json")
    parser.add_argument("--deadline", type=int, metavar="SECONDS", help=f"longest time for an answer of {', '.join(LATER)}; above {IN_REAL_TIME} for asynchronous endpoints only")
    parser.add_argument("--weights", type=Path, default=HERE / "weights.json", help="which weights, where no name is given")
    parser.add_argument("--names", type=Path, default=HERE / "names.json", help="what the names stand for")
    given = parser.parse_args()
    given.artifacts = given.artifacts or sorted(set(pack.SHARED) - set(pack.ON_REQUEST))
    unknown = set(given.artifacts) - set(pack.SHARED)
    if unknown:
        parser.error(f"there is no artifact called {', '.join(sorted(unknown))}")
    if given.deadline is not None and not 1 <= given.deadline <= LONGEST:
        parser.error(f"--deadline {given.deadline} is not between 1 and {LONGEST}, an hour less what the server needs")
    if given.deadline is not None and not set(LATER) & set(given.artifacts):
        parser.error(f"--deadline is for {', '.join(LATER)}; {', '.join(given.artifacts)} is asked in real time, which leaves {IN_REAL_TIME} s")
    return given


def main() -> None:
    given = arguments()
    endpoint = os.environ.get("HF_ENDPOINT")
    if given.bucket and not given.dry_run:
        _check_bucket(given.bucket)  # before gigabytes are downloaded for it
    published = {}
    for name in given.artifacts:
        if given.dry_run or given.bucket:
            try:
                model = wanted(name, given, endpoint)
                if given.dry_run:
                    plan(name, model, given, endpoint)
                else:
                    published[name] = publish(name, model, given, endpoint)
            except (ValueError, ConnectionError) as e:  # of these the message says all: hub.Unreachable is one
                sys.exit(f"{name}: {e}")
        else:
            _packed(name, given, {}, names_file(name, given))
    if published:
        keep(given.out / "published.json", published)
        print(json.dumps(published, indent=2))


def keep(path: Path, published: Mapping[str, dict[str, str]]) -> None:
    """Writes what was published now and, after it, what was published before and is not replaced by it."""
    before: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    replaced = {other for name in published for other in REPLACES.get(name, ())}
    if pack.PARTS["describe"].keys() <= before.keys() | published.keys():
        replaced.add("describe")
    kept = {name: model for name, model in before.items() if name not in replaced and name not in published}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**published, **kept}, indent=2), "utf-8")


def _check_bucket(bucket: str) -> None:
    import upload

    try:
        upload.check_bucket(upload.client(), bucket)
    except ValueError as e:
        sys.exit(str(e))


def wanted(name: str, given: argparse.Namespace, endpoint: str | None) -> Entry:
    """The entry of weights.json for this artifact, or one of the same form for the models that were chosen by name.

    @raises ValueError for a name that is not known
    @raises hub.Unreachable when the hub does not tell a name's commit or files
    """
    owner, chosen = WEIGHTS.get(name, name), chosen_names(name, given)
    if owner != "edit" and not chosen:
        entry: Entry = json.loads(given.weights.read_text("utf-8"))[owner]
        return entry
    import named

    names = named.Names(given.names, endpoint)
    if owner == "edit":
        sources = [names.editor("qwen-image-edit")]
    elif owner == "clip":
        sources = [names.clip(chosen["clip_model_name"], "")]
    else:
        sources = [names.captioner(chosen["caption_model_name"]), names.clip(chosen["clip_model_name"], "clip/")]
    about: Entry = {key: value for key, value in chosen.items() if key.endswith("_model_name")}
    return about | {"name": " + ".join(s.repository for s in sources), "sources": [s.as_json() for s in sources]}


def chosen_names(name: str, given: argparse.Namespace) -> dict[str, str]:
    """What model_name.json of this artifact says where --caption or --clip chooses a model; empty where neither does."""
    owner = WEIGHTS.get(name, name)
    chosen = {"caption_model_name": given.caption, "clip_model_name": given.clip}
    chosen = {key: value for key, value in chosen.items() if value}
    if owner == "clip-interrogator" and chosen:
        shipped: dict[str, str] = json.loads((HERE.parent / owner / "model_name.json").read_text("utf-8"))
        return shipped | chosen
    return {key: value for key, value in chosen.items() if owner == "clip" and key == "clip_model_name"}


def names_file(name: str, given: argparse.Namespace) -> dict[str, bytes]:
    """{"model_name.json": bytes}, a file more of the artifact; empty where no model was chosen by name."""
    chosen = chosen_names(name, given)
    return {"model_name.json": json.dumps(chosen, indent=2).encode() + b"\n"} if chosen else {}


def plan(name: str, model: Entry, given: argparse.Namespace, endpoint: str | None) -> None:
    """Prints what publishing this artifact would do; nothing is written to S3, nothing but sizes asked of the hub."""
    import hub

    _packed(name, given, {}, names_file(name, given))
    total = 0
    for source in model["sources"]:
        print(f"  download {source['repository']} at {source['revision']}")
        try:
            sizes = hub.files(source, endpoint)
        except ConnectionError as e:
            print(f"    sizes unknown: {e}")
            continue
        for file, size in sizes.items():
            print(f"    {hub.megabytes(size):>12}  {file} -> {source['files'][file]}")
        total += sum(sizes.values())
    owner = WEIGHTS.get(name, name)
    where = f"s3://{given.bucket or 'BUCKET'}/{given.prefix}/{owner}"
    print(f"  {hub.megabytes(total)} to download; as fp16 no more than that to upload to {where}/weights-HASH/")
    if owner == "clip-interrogator" and not given.without_tables:
        print(f"  embed its phrases with the downloaded model, and upload them to {where}/weights-HASH/ too")
    print(f"  upload model.tar.gz, with option.model_id={where}/weights-HASH/, to {where.removesuffix(owner)}{name}/HASH/model.tar.gz")


def publish(name: str, model: Entry, given: argparse.Namespace, endpoint: str | None) -> dict[str, str]:
    """Weights, then the artifact that names them; gives where both are."""
    import hub
    import upload

    s3 = upload.client()
    owner = WEIGHTS.get(name, name)
    extra = names_file(name, given)
    mark = f"-{hashlib.sha256(extra['model_name.json']).hexdigest()[:12]}" if extra else ""
    folder = hub.prepare(model, given.cache / f"{owner}{mark}", endpoint, say)
    if owner == "clip-interrogator" and not given.without_tables:
        embed_phrases(folder)
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    about = {"models": " + ".join(source["repository"] for source in model["sources"])}  # for deploy/doctor
    if given.isolated:
        return isolated(s3, name, files, given, about)
    weights = f"{given.prefix}/{owner}/weights-{digest(files)[:16]}/"
    for relative, path in files.items():
        upload.upload(s3, path, given.bucket, weights + relative, say)
    model_id = f"s3://{given.bucket}/{weights}"
    packed = _packed(name, given, {"model_id": model_id}, extra)
    key = f"{given.prefix}/{name}/{folder_name(packed.sha256, name, given)}/model.tar.gz"
    upload.upload(s3, packed.archive, given.bucket, key, say, about)
    return {"ModelDataUrl": f"s3://{given.bucket}/{key}", "ModelId": model_id, "sha256": packed.sha256}


def isolated(s3: Any, name: str, weights: Mapping[str, Path], given: argparse.Namespace, about: Mapping[str, str]) -> dict[str, str]:
    """A folder in S3 with all that a container without a network needs: artifact, weights, wheels; gives where it is."""
    import upload

    with tempfile.TemporaryDirectory() as scratch:
        options = {"model_id": f"{THERE}/weights"} | deadline_options(name, given)
        folder = pack.assemble(name, Path(scratch, name), options, names_file(name, given))
        wheels(folder / "requirements.txt", folder / "requirements")
        files = {f"weights/{relative}": path for relative, path in weights.items()}
        files |= {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
        sha256 = digest(files)
        prefix = f"{given.prefix}/{name}/isolated-{folder_name(sha256, name, given)}/"
        for relative, path in files.items():
            upload.upload(s3, path, given.bucket, prefix + relative, say, about)
    place = f"s3://{given.bucket}/{prefix}"
    return {"ModelDataUrl": place, "ModelId": f"{place}weights/", "sha256": sha256}


def deadline_options(name: str, given: argparse.Namespace) -> dict[str, str]:
    """The options of serving.properties by which an answer may take as long as --deadline says; empty where that changes nothing."""
    if given.deadline is None or name not in LATER:
        return {}
    return {"deadline_seconds": str(given.deadline), "predict_timeout": str(given.deadline + RESERVE)}


def folder_name(sha256: str, name: str, given: argparse.Namespace) -> str:
    """The artifact's folder in S3: a hash of what is in it, and its deadline, which deploy/doctor reads there as long as a stack names the artifact."""
    return sha256[:16] + (f"-deadline-{given.deadline}" if deadline_options(name, given) else "")


def wheels(requirements: Path, folder: Path) -> None:
    """What requirements.txt names, as wheels: the server's pip looks into a folder called requirements beside it.

    Nothing of what those need in turn, except what is known to be missing in the container.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*command, "--dest", folder, "-r", requirements, *MISSING_THERE], check=True, stdout=sys.stderr)


def _packed(
    name: str, given: argparse.Namespace, options: Mapping[str, str], extra: Mapping[str, bytes]
) -> Packed:
    archive = given.out / name / "model.tar.gz"
    sha256 = pack.pack(name, archive, {**options, **deadline_options(name, given)}, extra)
    print(f"{name}: {archive}, {archive.stat().st_size:,} bytes, sha256 {sha256}")
    return Packed(archive, sha256)


def embed_phrases(folder: Path) -> None:
    """Writes all phrases' embeddings beside the weights, unless they are there, whole, and of this model and these lists."""
    sys.path[:0] = [str(HERE.parent / "shared"), str(HERE.parent / "clip-interrogator")]
    import hardware
    import ranking
    import towers
    import words
    from safetensors import SafetensorError

    names = json.loads((HERE.parent / "clip-interrogator" / "model_name.json").read_text("utf-8"))
    tables = words.load("full")
    clip = towers.load_towers(folder / names.get("clip_folder", "clip"), hardware.choose({"device_id": "-1"}))
    path = folder / ranking.FILE
    if path.is_file():
        try:
            ranking.read(path, clip.fingerprint, words.digest(tables))
            return
        except (ValueError, SafetensorError) as e:
            say(f"{path}: {e}; its phrases are embedded again")
    matrix = ranking.compute(clip.texts, tables, lambda done, of: say(f"phrases embedded: {done:,} of {of:,}"))
    ranking.write(path, matrix, clip.fingerprint, words.digest(tables))


def digest(files: Mapping[str, Path]) -> str:
    """SHA-256 over the names and contents of the files."""
    total = hashlib.sha256()
    for relative, path in files.items():
        with path.open("rb") as file:
            total.update(f"{relative} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return total.hexdigest()


if __name__ == "__main__":
    main()
