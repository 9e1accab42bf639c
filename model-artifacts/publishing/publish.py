"""Packs the model artifacts and, given a bucket, brings them and their weights to S3 (see ../publish)."""

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path

import pack

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "target"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"), "vitrine", "weights")


def say(text):
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def arguments():
    parser = argparse.ArgumentParser(prog="model-artifacts/publish", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="clip | clip-interrogator | sdxl", help="all of them by default")
    parser.add_argument("--bucket", help="the S3 bucket; without it the artifacts are only packed")
    parser.add_argument("--prefix", default="vitrine/models", help="where in the bucket")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and the sizes")
    parser.add_argument("--without-tables", action="store_true", help="let the endpoint embed the phrases at its start")
    parser.add_argument("--out", type=Path, default=OUT, help="where to write NAME/model.tar.gz")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where weights are kept")
    parser.add_argument("--weights", type=Path, default=HERE / "weights.json", help="which weights")
    given = parser.parse_args()
    given.names = given.names or sorted(pack.SHARED)
    unknown = set(given.names) - set(pack.SHARED)
    if unknown:
        parser.error(f"there is no artifact called {', '.join(sorted(unknown))}")
    return given


def main():
    given = arguments()
    models = json.loads(given.weights.read_text("utf-8"))
    endpoint = os.environ.get("HF_ENDPOINT")
    published = {}
    for name in given.names:
        if given.dry_run:
            plan(name, models[name], given, endpoint)
        elif given.bucket:
            published[name] = publish(name, models[name], given, endpoint)
        else:
            _packed(name, given, None)
    if published:
        (given.out / "published.json").write_text(json.dumps(published, indent=2), "utf-8")
        print(json.dumps(published, indent=2))


def plan(name, model, given, endpoint):
    """Prints what publishing this artifact would do; nothing is written to S3, nothing but sizes asked of the hub."""
    import hub

    _packed(name, given, None)
    total = 0
    for source in model["sources"]:
        print(f"  download {source['repository']} at {source['revision']}")
        try:
            sizes = hub.files(source, endpoint)
        except OSError as e:
            print(f"    sizes unknown, the hub does not answer: {type(e).__name__}")
            continue
        for file, size in sizes.items():
            print(f"    {hub.megabytes(size):>12}  {file} -> {source['files'][file]}")
        total += sum(sizes.values())
    where = f"s3://{given.bucket or 'BUCKET'}/{given.prefix}/{name}"
    print(f"  {hub.megabytes(total)} to download; as fp16 no more than that to upload to {where}/weights-HASH/")
    if name == "clip-interrogator" and not given.without_tables:
        print(f"  embed its phrases with the downloaded model, and upload them to {where}/weights-HASH/ too")
    print(f"  upload model.tar.gz, with option.model_id={where}/weights-HASH/, to {where}/HASH/model.tar.gz")


def publish(name, model, given, endpoint):
    """Weights, then the artifact that names them; gives where both are."""
    import hub
    import upload

    s3 = upload.client()
    folder = hub.prepare(model, given.cache / name, endpoint, say)
    if name == "clip-interrogator" and not given.without_tables:
        embed_phrases(folder)
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    weights = f"{given.prefix}/{name}/weights-{digest(files)[:16]}/"
    for relative, path in files.items():
        upload.upload(s3, path, given.bucket, weights + relative, say)
    model_id = f"s3://{given.bucket}/{weights}"
    archive, sha256 = _packed(name, given, {"model_id": model_id})
    key = f"{given.prefix}/{name}/{sha256[:16]}/model.tar.gz"
    upload.upload(s3, archive, given.bucket, key, say)
    return {"ModelDataUrl": f"s3://{given.bucket}/{key}", "ModelId": model_id, "sha256": sha256}


def _packed(name, given, options):
    archive = given.out / name / "model.tar.gz"
    sha256 = pack.pack(name, archive, options)
    print(f"{name}: {archive}, {archive.stat().st_size:,} bytes, sha256 {sha256}")
    return archive, sha256


def embed_phrases(folder):
    """Writes the sellers' phrases' embeddings beside the weights, unless they are there and are the model's own."""
    import open_clip

    sys.path[:0] = [str(HERE.parent / "shared"), str(HERE.parent / "clip-interrogator")]
    import ranking
    import weights
    import words
    from clip_texts import TextTower

    names = json.loads((HERE.parent / "clip-interrogator" / "model_name.json").read_text("utf-8"))
    clip = folder / names["clip_folder"]
    tables = words.load(names["words"])
    path, fingerprint = folder / f"words-{names['words']}.safetensors", weights.fingerprint(clip)
    if path.is_file():
        ranking.read(path, fingerprint, words.digest(tables))
        return
    model, _ = open_clip.create_model_from_pretrained(f"local-dir:{clip}")
    texts = TextTower(model.eval(), open_clip.get_tokenizer(f"local-dir:{clip}"))
    matrix = ranking.compute(texts, tables, lambda done, of: say(f"phrases embedded: {done:,} of {of:,}"))
    ranking.write(path, matrix, fingerprint, words.digest(tables))


def digest(files):
    """SHA-256 over the names and contents of the files."""
    total = hashlib.sha256()
    for relative, path in files.items():
        with path.open("rb") as file:
            total.update(f"{relative} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return total.hexdigest()


if __name__ == "__main__":
    main()
