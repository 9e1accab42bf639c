"""Uploads with AWS clients as they come and checks that the bytes come back.

Needs boto3 and awscli beside this Python, and the environment of aws.env. Prints a line per check; exits 1 when one fails.
"""

import datetime
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

BUCKET = "vitrine-uploads"
# No picture and no seller's folder: Vitrine leaves these keys alone but stores them like any other.
PREFIX = "client-uploads-" + uuid.uuid4().hex[:8]
KEYS = ["plain.bin", "with space.bin", "a+b.bin", "Grün & Blau.bin", "percent%20.bin", "emoji-\U0001f600.bin", "deep/er/k.bin"]
MEBIBYTE = 1024 * 1024
LARGE = 100 * MEBIBYTE


def sha(data):
    return hashlib.sha256(data).hexdigest()


def noise(size):
    return os.urandom(MEBIBYTE) * (size // MEBIBYTE) + os.urandom(size % MEBIBYTE)


def check(name, condition, detail=""):
    if not condition:
        raise AssertionError(f"{name}: {detail}")


def boto3_objects(s3):
    for name in KEYS:
        key, data = f"{PREFIX}/boto3/{name}", noise(50_000)
        s3.put_object(Bucket=BUCKET, Key=key, Body=data, ContentType="image/jpeg", Metadata={"vitrine-restyle": "starry-night"})
        got = s3.get_object(Bucket=BUCKET, Key=key)
        check(key, sha(got["Body"].read()) == sha(data), "other bytes")
        head = s3.head_object(Bucket=BUCKET, Key=key)
        check(key, head["Metadata"] == {"vitrine-restyle": "starry-night"}, head["Metadata"])
        check(key, head["ContentType"] == "image/jpeg", head["ContentType"])
        check(key, head["ETag"] == f'"{hashlib.md5(data).hexdigest()}"', head["ETag"])
        part = s3.get_object(Bucket=BUCKET, Key=key, Range="bytes=100-199")["Body"].read()
        check(key, part == data[100:200], "range")
        s3.copy_object(Bucket=BUCKET, Key=key + ".copy", CopySource={"Bucket": BUCKET, "Key": key})
        check(key, s3.get_object(Bucket=BUCKET, Key=key + ".copy")["Body"].read() == data, "copy")
    listed = {o["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=f"{PREFIX}/boto3/", PaginationConfig={"PageSize": 3}) for o in page["Contents"]}
    check("list", listed == {f"{PREFIX}/boto3/{n}{s}" for n in KEYS for s in ("", ".copy")}, listed)
    answer = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": k} for k in listed]})
    check("delete_objects", len(answer["Deleted"]) == len(listed), answer)
    check("list", "Contents" not in s3.list_objects_v2(Bucket=BUCKET, Prefix=f"{PREFIX}/boto3/"), "not empty")


def boto3_multipart(s3, folder):
    data = noise(LARGE)
    (folder / "large").write_bytes(data)
    s3.upload_file(str(folder / "large"), BUCKET, f"{PREFIX}/large", ExtraArgs={"Metadata": {"a": "b"}})
    s3.download_file(BUCKET, f"{PREFIX}/large", str(folder / "back"))
    check("100 MB", sha((folder / "back").read_bytes()) == sha(data), "other bytes")
    head = s3.head_object(Bucket=BUCKET, Key=f"{PREFIX}/large")
    check("100 MB", head["Metadata"] == {"a": "b"} and head["ContentLength"] == LARGE, head)


def http(method, url, data=None, headers=None):
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as e:
        return e.code, e.read(), e.headers


def form(fields, data):
    boundary = uuid.uuid4().hex
    body = b""
    for name, value in fields.items():
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    body += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="f.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
    body += data + f"\r\n--{boundary}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}


def presigned(_):
    s3 = boto3.client("s3", config=Config(signature_version="s3v4"))
    key, data = f"{PREFIX}/pre signed+ü.bin", noise(50_000)
    put = s3.generate_presigned_url("put_object", Params={"Bucket": BUCKET, "Key": key}, ExpiresIn=60)
    get = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": key}, ExpiresIn=60)
    check("presigned PUT", http("PUT", put, data, {"Content-Type": "image/jpeg"})[0] == 200)
    check("presigned GET", http("GET", get)[1] == data)
    check("presigned PUT called a form", http("PUT", put, data, {"Content-Type": "application/x-www-form-urlencoded"})[0] == 200)
    check("presigned GET", http("GET", get)[1] == data)
    older = boto3.client("s3", config=Config(signature_version="s3")).generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": key})
    check("presigned GET, version 2", http("GET", older)[1] == data)
    expired = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": key}, ExpiresIn=-10)
    check("expired GET", http("GET", expired)[0] == 403)
    check("tampered GET", http("GET", get[:-4] + ("0000" if get[-4:] != "0000" else "1111"))[0] == 403)
    check("unsigned GET", http("GET", get.split("?")[0])[0] == 403)
    check("unsigned PUT", http("PUT", get.split("?")[0], b"x")[0] == 403)


def posts(s3):
    key, data = f"{PREFIX}/posted ü.jpg", noise(50_000)

    def post(size, key_sent=key, expires=60, tamper=False):
        p = s3.generate_presigned_post(BUCKET, key, Fields={"Content-Type": "image/jpeg", "x-amz-meta-vitrine-restyle": "great-wave"},
            Conditions=[["content-length-range", 1, 60_000], {"Content-Type": "image/jpeg"}, {"x-amz-meta-vitrine-restyle": "great-wave"}], ExpiresIn=expires)
        fields = dict(p["fields"], key=key_sent)
        if tamper:
            fields["x-amz-signature" if "x-amz-signature" in fields else "signature"] = "0" * 64
        body, headers = form(fields, noise(size) if size != len(data) else data)
        return http("POST", p["url"], body, headers)

    check("POST", post(50_000)[0] == 204)
    check("POST", s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() == data, "other bytes")
    head = s3.head_object(Bucket=BUCKET, Key=key)
    check("POST", head["Metadata"] == {"vitrine-restyle": "great-wave"} and head["ContentType"] == "image/jpeg", head)
    check("POST too large", b"EntityTooLarge" in post(70_000)[1])
    check("POST of another key", post(50_000, key_sent=key + "x")[0] == 403)
    check("expired POST", post(50_000, expires=-10)[0] == 403)
    check("POST with a wrong signature", post(50_000, tamper=True)[0] == 403)
    body, headers = form({"key": key}, data)
    check("unsigned POST", http("POST", os.environ["AWS_ENDPOINT_URL_S3"] + "/" + BUCKET, body, headers)[0] == 403)


def any_credentials(_):
    stranger = boto3.client("s3", aws_access_key_id="test", aws_secret_access_key="test", aws_session_token="token")
    data = noise(9 * MEBIBYTE)
    stranger.put_object(Bucket=BUCKET, Key=f"{PREFIX}/stranger", Body=data)
    check("get", stranger.get_object(Bucket=BUCKET, Key=f"{PREFIX}/stranger")["Body"].read() == data)
    get = stranger.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": f"{PREFIX}/stranger"}, ExpiresIn=60)
    check("presigned GET", http("GET", get)[1] == data)
    wrong = boto3.client("s3", aws_secret_access_key="wrong", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"])
    try:
        wrong.list_objects_v2(Bucket=BUCKET)
        check("our key id with another secret", False)
    except ClientError as e:
        check("our key id with another secret", e.response["Error"]["Code"] == "SignatureDoesNotMatch", e)


def other_pages(_):
    url = f"{os.environ['AWS_ENDPOINT_URL_S3']}/{BUCKET}/k"
    page = os.environ.get("VITRINE_PAGE", "http://localhost:8080")
    preflight = {"Access-Control-Request-Method": "POST", "Origin": page}
    check("preflight of the page", http("OPTIONS", url, headers=preflight)[2]["Access-Control-Allow-Origin"] == page)
    for origin in ("http://evil.example", page + "1", "null"):
        status, _, headers = http("OPTIONS", url, headers=dict(preflight, Origin=origin))
        check("preflight of " + origin, headers["Access-Control-Allow-Origin"] is None and status == 403, status)
        check("GET of " + origin, http("GET", url, headers={"Origin": origin})[2]["Access-Control-Allow-Origin"] is None)
    check("rebound name", http("GET", url, headers={"Host": "evil.example:8081"})[0] == 403)


def run_aws(aws, *arguments):
    done = subprocess.run([aws, *arguments, "--endpoint-url", os.environ["AWS_ENDPOINT_URL_S3"]], capture_output=True, text=True)
    check(" ".join(arguments), done.returncode == 0, done.stdout + done.stderr)
    return done.stdout


def cli(aws, folder):
    for i, name in enumerate(KEYS + ["large"]):
        data = noise(LARGE if name == "large" else 50_000)
        up, back = folder / f"up{i}", folder / f"back{i}"
        up.write_bytes(data)
        url = f"s3://{BUCKET}/{PREFIX}/cli/{name}"
        run_aws(aws, "s3", "cp", str(up), url, "--no-progress", "--metadata", "x=y")
        run_aws(aws, "s3", "cp", url, str(back), "--no-progress")
        check(url, sha(back.read_bytes()) == sha(data), "other bytes")
        head = json.loads(run_aws(aws, "s3api", "head-object", "--bucket", BUCKET, "--key", f"{PREFIX}/cli/{name}"))
        check(url, head["Metadata"] == {"x": "y"}, head)
    listing = run_aws(aws, "s3", "ls", "--recursive", f"s3://{BUCKET}/{PREFIX}/cli/")
    check("ls", len(listing.splitlines()) == len(KEYS) + 1, listing)
    run_aws(aws, "s3", "sync", str(folder), f"s3://{BUCKET}/{PREFIX}/sync/", "--no-progress", "--exclude", "*", "--include", "up0")
    run_aws(aws, "s3", "rm", "--recursive", f"s3://{BUCKET}/{PREFIX}/")


def main():
    s3 = boto3.client("s3")
    checks = [("boto3", boto3_objects, (s3,)), ("boto3 presigned", presigned, (s3,)), ("boto3 presigned post", posts, (s3,)),
        ("any credentials", any_credentials, (s3,)), ("other pages", other_pages, (s3,))]
    failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        checks.append(("boto3 100 MB", boto3_multipart, (s3, folder)))
        for aws in dict.fromkeys([str(pathlib.Path(sys.executable).parent / "aws"), "/usr/bin/aws", "/usr/local/bin/aws"]):
            if os.access(aws, os.X_OK):
                version = subprocess.run([aws, "--version"], capture_output=True, text=True).stdout.split()[0]
                checks.append((version, cli, (aws, folder)))
        for name, test, arguments in checks:
            begin = datetime.datetime.now()
            try:
                test(*arguments)
                result = "ok"
            except (AssertionError, ClientError) as e:
                failed, result = failed + 1, f"FAILED {e}"
            print(f"{name:24} {result} ({(datetime.datetime.now() - begin).total_seconds():.1f} s)", flush=True)
        s3.delete_object(Bucket=BUCKET, Key=f"{PREFIX}/large")
    sys.exit(1 if failed else 0)


main()
