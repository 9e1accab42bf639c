"""Files to S3: what is there is left alone, and what was cut off goes on with the parts that are missing.

A key's content never changes, because keys carry a hash of it; so a part that is there is the right one if its size
and MD5 are. Credentials, region and endpoint are those of the AWS CLI.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

PART = 64 * 1024 * 1024


def client() -> Any:
    return boto3.client("s3")


def check_bucket(s3: Any, bucket: str) -> None:
    """@raises ValueError when nothing can be uploaded there: no such bucket, no right to it, or no credentials"""
    try:
        s3.head_bucket(Bucket=bucket)
    except ClientError as e:
        if e.response["Error"]["Code"] in ("404", "NoSuchBucket", "NotFound"):
            raise ValueError(f"there is no bucket {bucket}; make it in the region of the endpoints: aws s3 mb s3://{bucket}") from e
        raise ValueError(f"bucket {bucket} cannot be used: {e}") from e
    except BotoCoreError as e:  # no credentials, or a profile that is not there
        raise ValueError(f"bucket {bucket} cannot be used: {e}") from e


def upload(s3: Any, path: Path, bucket: str, key: str, say: Callable[[str], None], about: Mapping[str, str] | None = None) -> bool:
    """Uploads one file, with what is said about it as its metadata; gives whether anything had to be sent."""
    metadata = dict(about or {})
    size = Path(path).stat().st_size
    if _is_there(s3, bucket, key, size):
        say(f"s3://{bucket}/{key} is there")
        return False
    if size <= PART:
        s3.put_object(Bucket=bucket, Key=key, Body=Path(path).read_bytes(), Metadata=metadata)
        say(f"s3://{bucket}/{key}, {size / 1e6:,.1f} MB")
        return True
    unfinished = _unfinished(s3, bucket, key)
    upload_id = unfinished.upload_id or s3.create_multipart_upload(Bucket=bucket, Key=key, Metadata=metadata)["UploadId"]
    parts = []
    with Path(path).open("rb") as file:
        for number, data in enumerate(iter(lambda: file.read(PART), b""), start=1):
            etag = f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'
            if unfinished.parts.get(number) != Part(etag, len(data)):
                sent = s3.upload_part(Bucket=bucket, Key=key, UploadId=upload_id, PartNumber=number, Body=data)
                etag = sent["ETag"]
            parts.append({"PartNumber": number, "ETag": etag})
            say(f"s3://{bucket}/{key}, {min(number * PART, size) / 1e6:,.1f} of {size / 1e6:,.1f} MB")
    s3.complete_multipart_upload(Bucket=bucket, Key=key, UploadId=upload_id, MultipartUpload={"Parts": parts})
    return True


def _is_there(s3: Any, bucket: str, key: str, size: int) -> bool:
    try:
        return bool(s3.head_object(Bucket=bucket, Key=key)["ContentLength"] == size)
    except ClientError as e:
        if e.response["Error"]["Code"] in ("404", "NoSuchKey", "NotFound"):
            return False
        raise


@dataclass(frozen=True)
class Part:
    etag: str
    size: int


@dataclass(frozen=True)
class Unfinished:
    """An upload that was cut off, and its parts by their numbers; upload_id is None where there is no such upload."""

    upload_id: str | None
    parts: dict[int, Part]


def _unfinished(s3: Any, bucket: str, key: str) -> Unfinished:
    uploads = s3.list_multipart_uploads(Bucket=bucket, Prefix=key).get("Uploads", [])
    ids = [u["UploadId"] for u in uploads if u["Key"] == key]
    if not ids:
        return Unfinished(None, {})
    pages = s3.get_paginator("list_parts").paginate(Bucket=bucket, Key=key, UploadId=ids[0])
    parts = {p["PartNumber"]: Part(p["ETag"], p["Size"]) for page in pages for p in page.get("Parts", [])}
    return Unfinished(ids[0], parts)
