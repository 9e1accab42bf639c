"""Does with objects what people do with boto3, and checks that the answers are S3's as its documentation has them.

Known to be missing, and not asked for: tags and versions.

Needs boto3, and the environment of aws.env. Prints a line per check; exits 1 when one fails.
"""

import base64
import concurrent.futures
import datetime
import hashlib
import io
import sys
import uuid

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

BUCKET = "vitrine-uploads"
# No picture and no seller's folder: Vitrine leaves these keys alone but stores them like any other.
PREFIX = "client-objects-" + uuid.uuid4().hex[:8]
PART = 5 * 1024 * 1024
ODD_NAMES = ["a b", "a+b", "a%20b", "a&b", "a=b;c", "a<b>", 'a"b', "a'b", "a\\b", "a?b#c", "ü", "\u00e9", "e\u0301", "日本", "\U0001f600", "~", "a//b", "./a", "tab\tb", "line\nb", "A", "a*b", "{b}"]


def check(what, condition, detail=""):
    if not condition:
        raise AssertionError(f"{what}: {detail}")


def equal(what, found, wanted):
    check(what, found == wanted, f"{found!r} instead of {wanted!r}")


def refused(what, status, code, call, **arguments):
    """HEAD has no body, so its code is the status."""
    try:
        answer = call(**arguments)
    except ClientError as e:
        found = (e.response["ResponseMetadata"]["HTTPStatusCode"], e.response["Error"]["Code"])
        equal(what, found, (status, code))
        return
    raise AssertionError(f"{what}: taken, with {answer}")


def key(name):
    return f"{PREFIX}/{name}"


def put(s3, name, body=b"x", **more):
    return s3.put_object(Bucket=BUCKET, Key=key(name), Body=body, **more)


def read(s3, name, **more):
    return s3.get_object(Bucket=BUCKET, Key=key(name), **more)["Body"].read()


def base64_of(digest):
    return base64.b64encode(digest).decode()


def conditional_puts(s3):
    first = put(s3, "once", b"first", IfNoneMatch="*")
    refused("a second one", 412, "PreconditionFailed", put, s3=s3, name="once", body=b"second", IfNoneMatch="*")
    equal("kept", read(s3, "once"), b"first")
    refused("another ETag", 412, "PreconditionFailed", put, s3=s3, name="once", IfMatch='"' + "0" * 32 + '"')
    put(s3, "once", b"third", IfMatch=first["ETag"])
    equal("replaced", read(s3, "once"), b"third")
    refused("the ETag before", 412, "PreconditionFailed", put, s3=s3, name="once", IfMatch=first["ETag"])
    refused("nothing there", 404, "NoSuchKey", put, s3=s3, name="never", IfMatch=first["ETag"])
    s3.delete_object(Bucket=BUCKET, Key=key("once"))
    put(s3, "once", b"again", IfNoneMatch="*")


def race(s3, **condition):
    def attempt(i):
        try:
            return put(s3, "race", str(i).encode(), **condition) and i
        except ClientError as e:
            check("race", e.response["Error"]["Code"] in ("PreconditionFailed", "ConditionalRequestConflict"), e)

    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        winners = [i for i in threads.map(attempt, range(24)) if i is not None]
    equal("winners", len(winners), 1)
    equal("the winner's bytes", read(s3, "race"), str(winners[0]).encode())


def racing_puts(s3):
    race(s3, IfNoneMatch="*")
    for i in range(5):
        race(s3, IfMatch=put(s3, "race", b"before %d" % i)["ETag"])


def conditional_deletes(s3):
    tag = put(s3, "deleted")["ETag"]
    refused("another ETag", 412, "PreconditionFailed", s3.delete_object, Bucket=BUCKET, Key=key("deleted"), IfMatch='"' + "0" * 32 + '"')
    read(s3, "deleted")
    other = {"Key": key("deleted"), "ETag": '"' + "0" * 32 + '"'}
    errors = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [other]})["Errors"]
    equal("another ETag, in a list", [e["Code"] for e in errors], ["PreconditionFailed"])
    s3.delete_object(Bucket=BUCKET, Key=key("deleted"), IfMatch=tag)
    refused("deleted", 404, "NoSuchKey", read, s3=s3, name="deleted")
    refused("nothing there", 404, "NoSuchKey", s3.delete_object, Bucket=BUCKET, Key=key("deleted"), IfMatch=tag)
    s3.delete_object(Bucket=BUCKET, Key=key("deleted"))


def conditional_gets(s3):
    tag = put(s3, "got", b"bytes")["ETag"]
    now = datetime.datetime.now(datetime.timezone.utc)
    hour = datetime.timedelta(hours=1)
    equal("the same", read(s3, "got", IfMatch=tag), b"bytes")
    refused("unchanged", 304, "304", read, s3=s3, name="got", IfNoneMatch=tag)
    refused("unchanged, as a cache knows it", 304, "304", read, s3=s3, name="got", IfNoneMatch="W/" + tag)
    refused("another", 412, "PreconditionFailed", read, s3=s3, name="got", IfMatch='"' + "0" * 32 + '"')
    refused("not modified", 304, "304", read, s3=s3, name="got", IfModifiedSince=now + hour / 120)
    refused("modified", 412, "PreconditionFailed", read, s3=s3, name="got", IfUnmodifiedSince=now - hour)
    equal("modified", read(s3, "got", IfModifiedSince=now - hour), b"bytes")
    told = s3.head_object(Bucket=BUCKET, Key=key("got"))["LastModified"]
    refused("not modified since its own date", 304, "304", read, s3=s3, name="got", IfModifiedSince=told)
    equal("unmodified since its own date", read(s3, "got", IfUnmodifiedSince=told), b"bytes")
    equal("the same, though modified", read(s3, "got", IfMatch=tag, IfUnmodifiedSince=now - hour), b"bytes")
    refused("HEAD", 304, "304", s3.head_object, Bucket=BUCKET, Key=key("got"), IfNoneMatch=tag)
    refused("HEAD", 412, "412", s3.head_object, Bucket=BUCKET, Key=key("got"), IfMatch='"' + "0" * 32 + '"')


def ranges(s3):
    data = bytes(range(100))
    put(s3, "range", data)
    for wanted, found in (("bytes=0-9", data[:10]), ("bytes=90-", data[90:]), ("bytes=-5", data[95:]), ("bytes=95-1000", data[95:]), ("bytes=-1000", data)):
        answer = s3.get_object(Bucket=BUCKET, Key=key("range"), Range=wanted)
        equal(wanted, answer["Body"].read(), found)
        equal(wanted, answer["ResponseMetadata"]["HTTPStatusCode"], 206)
        equal(wanted, answer["ContentRange"], f"bytes {data.index(found[:1])}-{data.index(found[-1:])}/100")
    equal("can be read in parts", s3.head_object(Bucket=BUCKET, Key=key("range"))["AcceptRanges"], "bytes")
    head = s3.head_object(Bucket=BUCKET, Key=key("range"), Range="bytes=2-4")
    equal("HEAD", (head["ContentLength"], head["ResponseMetadata"]["HTTPStatusCode"]), (3, 206))
    refused("behind the end", 416, "InvalidRange", read, s3=s3, name="range", Range="bytes=100-")
    refused("behind the end, HEAD", 416, "416", s3.head_object, Bucket=BUCKET, Key=key("range"), Range="bytes=100-")
    put(s3, "empty", b"")
    equal("empty", read(s3, "empty"), b"")
    refused("of nothing", 416, "InvalidRange", read, s3=s3, name="empty", Range="bytes=0-0")


def response_headers(s3):
    expires = datetime.datetime(2030, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
    put(s3, "headers", CacheControl="max-age=60", ContentDisposition='attachment; filename="a b.jpg"', ContentEncoding="gzip", ContentLanguage="de",
        ContentType="image/jpeg; q=1", Expires=expires, Metadata={"one": "1", "with-Capitals": "Two Words"})
    head = s3.head_object(Bucket=BUCKET, Key=key("headers"))
    equal("as they were sent", [head.get(name) for name in ("CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType")],
        ["max-age=60", 'attachment; filename="a b.jpg"', "gzip", "de", "image/jpeg; q=1"])
    equal("Expires", head["ResponseMetadata"]["HTTPHeaders"].get("expires"), "Wed, 02 Jan 2030 03:04:05 GMT")
    equal("metadata", head["Metadata"], {"one": "1", "with-capitals": "Two Words"})
    got = s3.get_object(Bucket=BUCKET, Key=key("headers"), ResponseContentType="text/plain", ResponseContentDisposition="inline", ResponseCacheControl="no-store")
    equal("as they were asked for", (got["ContentType"], got["ContentDisposition"], got["CacheControl"]), ("text/plain", "inline", "no-store"))
    put(s3, "untyped")
    equal("without a type", s3.head_object(Bucket=BUCKET, Key=key("untyped"))["ContentType"], "binary/octet-stream")


def part(s3, upload, number, body, **more):
    return s3.upload_part(**upload, PartNumber=number, Body=body, **more)


def complete(s3, upload, parts, **more):
    chosen = [{"PartNumber": number, "ETag": tag} for number, tag in parts]
    return s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": chosen}, **more)


def begin(s3, name, **more):
    started = s3.create_multipart_upload(Bucket=BUCKET, Key=key(name), **more)
    return {"Bucket": BUCKET, "Key": key(name), "UploadId": started["UploadId"]}


def parts_sent_again(s3):
    upload = begin(s3, "parts", Metadata={"a": "b"}, ContentType="image/png")
    part(s3, upload, 1, b"lost")
    first = part(s3, upload, 1, b"1" * PART)["ETag"]
    unused = part(s3, upload, 2, b"unused")["ETag"]
    last = part(s3, upload, 7, b"end")["ETag"]
    check("its MD5", first == f'"{hashlib.md5(b"1" * PART).hexdigest()}"', first)
    listed = s3.list_parts(**upload)
    equal("parts", [(p["PartNumber"], p["Size"], p["ETag"]) for p in listed["Parts"]], [(1, PART, first), (2, 6, unused), (7, 3, last)])
    pages = [p["PartNumber"] for page in s3.get_paginator("list_parts").paginate(**upload, PaginationConfig={"PageSize": 1}) for p in page["Parts"]]
    equal("pages of parts", pages, [1, 2, 7])
    check("listed", key("parts") in [u["Key"] for u in s3.list_multipart_uploads(Bucket=BUCKET, Prefix=key(""))["Uploads"]])
    refused("no such part", 400, "InvalidPart", complete, s3=s3, upload=upload, parts=[(1, first), (3, last)])
    refused("another ETag", 400, "InvalidPart", complete, s3=s3, upload=upload, parts=[(1, last), (7, last)])
    refused("another order", 400, "InvalidPartOrder", complete, s3=s3, upload=upload, parts=[(7, last), (1, first)])
    refused("too small", 400, "EntityTooSmall", complete, s3=s3, upload=upload, parts=[(2, unused), (7, last)])
    refused("not there yet", 404, "NoSuchKey", read, s3=s3, name="parts")
    done = complete(s3, upload, [(1, first), (7, last)])
    digest = hashlib.md5(hashlib.md5(b"1" * PART).digest() + hashlib.md5(b"end").digest()).hexdigest()
    equal("ETag", done["ETag"], f'"{digest}-2"')
    equal("bytes", read(s3, "parts"), b"1" * PART + b"end")
    head = s3.head_object(Bucket=BUCKET, Key=key("parts"))
    equal("head", (head["Metadata"], head["ContentType"], head["ETag"]), ({"a": "b"}, "image/png", done["ETag"]))
    second = s3.get_object(Bucket=BUCKET, Key=key("parts"), PartNumber=2)
    equal("a part", (second["Body"].read(), second["PartsCount"]), (b"end", 2))
    check("not listed", key("parts") not in [u["Key"] for u in s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads", [])])
    refused("its end is over", 404, "NoSuchUpload", part, s3=s3, upload=upload, number=1, body=b"late")


def aborted_uploads(s3):
    upload = begin(s3, "aborted")
    tag = part(s3, upload, 1, b"x")["ETag"]
    s3.abort_multipart_upload(**upload)
    refused("a part", 404, "NoSuchUpload", part, s3=s3, upload=upload, number=1, body=b"x")
    refused("the end", 404, "NoSuchUpload", complete, s3=s3, upload=upload, parts=[(1, tag)])
    refused("its parts", 404, "NoSuchUpload", s3.list_parts, **upload)
    check("not listed", key("aborted") not in [u["Key"] for u in s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads", [])])
    # An upload that replaces an object leaves it until its end.
    put(s3, "aborted", b"before")
    upload = begin(s3, "aborted")
    part(s3, upload, 1, b"x")
    equal("before", read(s3, "aborted"), b"before")
    s3.abort_multipart_upload(**upload)
    equal("after", read(s3, "aborted"), b"before")


def conditional_completions(s3):
    put(s3, "claimed", b"before")
    upload = begin(s3, "claimed")
    tag = part(s3, upload, 1, b"x")["ETag"]
    refused("claimed", 412, "PreconditionFailed", complete, s3=s3, upload=upload, parts=[(1, tag)], IfNoneMatch="*")
    refused("another ETag", 412, "PreconditionFailed", complete, s3=s3, upload=upload, parts=[(1, tag)], IfMatch='"' + "0" * 32 + '"')
    equal("kept", read(s3, "claimed"), b"before")
    before = s3.head_object(Bucket=BUCKET, Key=key("claimed"))["ETag"]
    complete(s3, upload, [(1, tag)], IfMatch=before)
    equal("replaced", read(s3, "claimed"), b"x")


def copied_parts(s3):
    data = b"0123456789" * (PART // 5)
    put(s3, "source", data)
    upload = begin(s3, "of parts")
    source = {"Bucket": BUCKET, "Key": key("source")}
    first = s3.upload_part_copy(**upload, PartNumber=1, CopySource=source, CopySourceRange=f"bytes=0-{PART - 1}")["CopyPartResult"]["ETag"]
    second = s3.upload_part_copy(**upload, PartNumber=2, CopySource=source, CopySourceRange=f"bytes={PART}-{2 * PART - 1}")["CopyPartResult"]["ETag"]
    complete(s3, upload, [(1, first), (2, second)])
    equal("bytes", read(s3, "of parts"), data)


def transfers(s3):
    data = bytes(range(256)) * (3 * PART // 256)
    config = TransferConfig(multipart_threshold=PART, multipart_chunksize=PART, max_concurrency=4)
    s3.upload_fileobj(io.BytesIO(data), BUCKET, key("transfer"), Config=config, ExtraArgs={"ContentType": "image/jpeg"})
    back = io.BytesIO()
    s3.download_fileobj(BUCKET, key("transfer"), back, Config=config)
    equal("bytes", hashlib.sha256(back.getvalue()).digest(), hashlib.sha256(data).digest())
    s3.copy({"Bucket": BUCKET, "Key": key("transfer")}, BUCKET, key("transferred"), Config=config)
    equal("copied in parts", hashlib.sha256(read(s3, "transferred")).digest(), hashlib.sha256(data).digest())


def odd_names(s3):
    for name in ODD_NAMES:
        put(s3, "odd/" + name, name.encode())
    for name in ODD_NAMES:
        equal(name, read(s3, "odd/" + name), name.encode())
    listed = [o["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=key("odd/"), PaginationConfig={"PageSize": 4}) for o in page["Contents"]]
    equal("listed", listed, sorted((key("odd/" + n) for n in ODD_NAMES), key=str.encode))
    older = [o["Key"] for page in s3.get_paginator("list_objects").paginate(Bucket=BUCKET, Prefix=key("odd/"), PaginationConfig={"PageSize": 4}) for o in page["Contents"]]
    equal("listed as before", older, listed)
    for name in ODD_NAMES:
        s3.copy_object(Bucket=BUCKET, Key=key("copies/" + name), CopySource={"Bucket": BUCKET, "Key": key("odd/" + name)})
        equal(name, read(s3, "copies/" + name), name.encode())
    everything = [{"Key": key(folder + name)} for folder in ("odd/", "copies/") for name in ODD_NAMES]
    answer = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": everything})
    equal("deleted", sorted(d["Key"] for d in answer["Deleted"]), sorted(o["Key"] for o in everything))
    equal("left", s3.list_objects_v2(Bucket=BUCKET, Prefix=key("odd/"))["KeyCount"], 0)


def listings(s3):
    names = ["l/a", "l/b/1", "l/b/2", "l/c", "l/d/1", "l/e-1", "l/e-2", "l/f/"]
    for name in names:
        put(s3, name, b"" if name.endswith("/") else b"x")

    def shown(**more):
        answer = s3.list_objects_v2(Bucket=BUCKET, Prefix=more.pop("Prefix", key("l/")), **more)
        found = [o["Key"] for o in answer.get("Contents", [])], [p["Prefix"] for p in answer.get("CommonPrefixes", [])]
        equal("KeyCount", answer["KeyCount"], len(found[0]) + len(found[1]))
        return [[k.removeprefix(PREFIX + "/") for k in some] for some in found]

    equal("all", shown()[0], names)
    equal("by slash", shown(Delimiter="/"), [["l/a", "l/c", "l/e-1", "l/e-2"], ["l/b/", "l/d/", "l/f/"]])
    equal("by slash, in a folder", shown(Delimiter="/", Prefix=key("l/b/")), [["l/b/1", "l/b/2"], []])
    equal("by slash, a marker of a folder", shown(Delimiter="/", Prefix=key("l/f/")), [["l/f/"], []])
    equal("by slash, without the last one", shown(Delimiter="/", Prefix=key("l")), [[], ["l/"]])
    equal("by hyphen", shown(Delimiter="-"), [["l/a", "l/b/1", "l/b/2", "l/c", "l/d/1", "l/f/"], ["l/e-"]])
    equal("after", shown(StartAfter=key("l/b/1"))[0], names[2:])
    equal("after, by slash", shown(StartAfter=key("l/c"), Delimiter="/"), [["l/e-1", "l/e-2"], ["l/d/", "l/f/"]])
    equal("after nothing that is there", shown(StartAfter=key("l/bb"))[0], names[3:])
    equal("none", shown(Prefix=key("none/")), [[], []])
    equal("none at all", shown(MaxKeys=0), [[], []])
    for size in (1, 2, 3):
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=key("l/"), Delimiter="/", PaginationConfig={"PageSize": size})
        found = sorted(n for page in pages for n in [o["Key"] for o in page.get("Contents", [])] + [p["Prefix"] for p in page.get("CommonPrefixes", [])])
        equal(f"pages of {size}", found, [key(n) for n in ("l/a", "l/b/", "l/c", "l/d/", "l/e-1", "l/e-2", "l/f/")])
    first = s3.list_objects_v2(Bucket=BUCKET, Prefix=key("l/"), MaxKeys=2)
    equal("truncated", (first["IsTruncated"], first["MaxKeys"], first["Name"], first["Prefix"]), (True, 2, BUCKET, key("l/")))
    # What a token says goes before what is sent beside it.
    second = s3.list_objects_v2(Bucket=BUCKET, Prefix=key("l/"), ContinuationToken=first["NextContinuationToken"], StartAfter=key("l/e-2"))
    equal("goes on", second["Contents"][0]["Key"], key("l/b/2"))
    one = second["Contents"][0]
    equal("an object", (one["Size"], one["ETag"], one["StorageClass"]), (1, f'"{hashlib.md5(b"x").hexdigest()}"', "STANDARD"))
    check("an object", abs(one["LastModified"] - datetime.datetime.now(datetime.timezone.utc)) < datetime.timedelta(minutes=5), one)
    refused("no such bucket", 404, "NoSuchBucket", s3.list_objects_v2, Bucket="no-such-bucket-of-anybody")


def copies(s3):
    tag = put(s3, "original", b"bytes", ContentType="image/png", CacheControl="max-age=1", Metadata={"a": "b"})["ETag"]
    source = {"Bucket": BUCKET, "Key": key("original")}
    result = s3.copy_object(Bucket=BUCKET, Key=key("copy"), CopySource=source)["CopyObjectResult"]
    equal("ETag", result["ETag"], tag)
    head = s3.head_object(Bucket=BUCKET, Key=key("copy"))
    equal("as it was", (head["ContentType"], head.get("CacheControl"), head["Metadata"]), ("image/png", "max-age=1", {"a": "b"}))
    s3.copy_object(Bucket=BUCKET, Key=key("copy"), CopySource=source, MetadataDirective="REPLACE", Metadata={"c": "d"}, ContentType="image/gif")
    head = s3.head_object(Bucket=BUCKET, Key=key("copy"))
    equal("replaced", (head["ContentType"], head.get("CacheControl"), head["Metadata"]), ("image/gif", None, {"c": "d"}))
    s3.copy_object(Bucket=BUCKET, Key=key("original"), CopySource=source, MetadataDirective="REPLACE", Metadata={"e": "f"})
    equal("onto itself", (s3.head_object(Bucket=BUCKET, Key=key("original"))["Metadata"], read(s3, "original")), ({"e": "f"}, b"bytes"))
    refused("onto itself, unchanged", 400, "InvalidRequest", s3.copy_object, Bucket=BUCKET, Key=key("original"), CopySource=source)
    refused("changed since", 412, "PreconditionFailed", s3.copy_object, Bucket=BUCKET, Key=key("copy"), CopySource=source, CopySourceIfMatch='"' + "0" * 32 + '"')
    refused("unchanged since", 412, "PreconditionFailed", s3.copy_object, Bucket=BUCKET, Key=key("copy"), CopySource=source, CopySourceIfNoneMatch=tag)
    refused("another one there", 412, "PreconditionFailed", s3.copy_object, Bucket=BUCKET, Key=key("copy"), CopySource=source, IfNoneMatch="*")
    refused("another ETag there", 412, "PreconditionFailed", s3.copy_object, Bucket=BUCKET, Key=key("copy"), CopySource=source, IfMatch='"' + "0" * 32 + '"')
    refused("no such key", 404, "NoSuchKey", s3.copy_object, Bucket=BUCKET, Key=key("copy"), CopySource={"Bucket": BUCKET, "Key": key("none")})
    refused("no such bucket", 404, "NoSuchBucket", s3.copy_object, Bucket=BUCKET, Key=key("copy"), CopySource={"Bucket": "no-such-bucket-of-anybody", "Key": "a"})
    s3.copy_object(Bucket=BUCKET, Key=key("copy"), CopySource=f"/{BUCKET}/{key('original')}")


def checksums(s3):
    data = b"123456789"
    sha256, sha1 = base64_of(hashlib.sha256(data).digest()), base64_of(hashlib.sha1(data).digest())
    crc64 = base64_of(bytes.fromhex("ae8b14860a799888"))
    crc32 = base64_of(bytes.fromhex("cbf43926"))
    crc32c = base64_of(bytes.fromhex("e3069283"))
    for algorithm, sum_ in (("SHA256", sha256), ("SHA1", sha1), ("CRC64NVME", crc64), ("CRC32", crc32), ("CRC32C", crc32c)):
        field = "Checksum" + algorithm
        answer = put(s3, "sum", data, **{field: sum_})
        equal(algorithm, answer.get(field), sum_)
        head = s3.head_object(Bucket=BUCKET, Key=key("sum"), ChecksumMode="ENABLED")
        equal(algorithm + ", HEAD", head.get(field), sum_)
        equal(algorithm + ", GET", s3.get_object(Bucket=BUCKET, Key=key("sum"), ChecksumMode="ENABLED").get(field), sum_)
        equal(algorithm + ", bytes", read(s3, "sum"), data)
        wrong = base64_of(bytes(len(base64.b64decode(sum_))))
        refused(algorithm + ", wrong", 400, "BadDigest", put, s3=s3, name="wrong", body=data, **{field: wrong})
        refused(algorithm + ", wrong", 404, "NoSuchKey", read, s3=s3, name="wrong")
    answer = put(s3, "sum", data, ChecksumAlgorithm="SHA256")
    equal("computed by the client", answer.get("ChecksumSHA256"), sha256)
    put(s3, "md5", data, ContentMD5=base64_of(hashlib.md5(data).digest()))
    refused("MD5, wrong", 400, "BadDigest", put, s3=s3, name="md5", body=data, ContentMD5=base64_of(bytes(16)))
    refused("MD5, none", 400, "InvalidDigest", put, s3=s3, name="md5", body=data, ContentMD5="none")


def checksums_of_parts(s3):
    data = b"1" * PART, b"end"
    sums = [base64_of(hashlib.sha256(d).digest()) for d in data]
    upload = begin(s3, "summed", ChecksumAlgorithm="SHA256")
    parts = []
    for number, (body, sum_) in enumerate(zip(data, sums), 1):
        answer = part(s3, upload, number, body, ChecksumSHA256=sum_)
        equal("of a part", answer.get("ChecksumSHA256"), sum_)
        parts.append({"PartNumber": number, "ETag": answer["ETag"], "ChecksumSHA256": sum_})
    refused("wrong", 400, "BadDigest", part, s3=s3, upload=upload, number=1, body=b"other", ChecksumSHA256=sums[0])
    done = s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
    whole = base64_of(hashlib.sha256(b"".join(base64.b64decode(s) for s in sums)).digest())
    equal("of all parts", done.get("ChecksumSHA256"), whole + "-2")
    equal("bytes", read(s3, "summed"), b"".join(data))


def unsigned_bodies(_):
    """What a client over TLS sends: chunks with a checksum behind them."""
    for value in ("when_supported", "when_required"):
        s3 = boto3.client("s3", config=Config(request_checksum_calculation=value, response_checksum_validation=value))
        put(s3, value, io.BytesIO(b"x" * 100_000))
        equal(value, read(s3, value), b"x" * 100_000)


def deleted_together(s3):
    names = [f"many/{i:04}" for i in range(1000)]
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda name: put(s3, name), names[:50]))
    objects = [{"Key": key(name)} for name in names]
    answer = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": objects})
    equal("also what was not there", len(answer["Deleted"]), 1000)
    quiet = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": objects[:2], "Quiet": True})
    check("quiet", "Deleted" not in quiet and "Errors" not in quiet, quiet)
    equal("left", s3.list_objects_v2(Bucket=BUCKET, Prefix=key("many/"))["KeyCount"], 0)


def tags(s3):
    """None are kept, which is said."""
    put(s3, "tagged")
    equal("none", s3.get_object_tagging(Bucket=BUCKET, Key=key("tagged"))["TagSet"], [])
    refused("no such key", 404, "NoSuchKey", s3.get_object_tagging, Bucket=BUCKET, Key=key("never"))
    refused("put", 501, "NotImplemented", s3.put_object_tagging, Bucket=BUCKET, Key=key("tagged"), Tagging={"TagSet": [{"Key": "c", "Value": "d"}]})


def buckets(s3):
    name = PREFIX
    s3.create_bucket(Bucket=name)
    try:
        s3.head_bucket(Bucket=name)
        check("listed", {BUCKET, name} <= {b["Name"] for b in s3.list_buckets()["Buckets"]})
        check("region", s3.get_bucket_location(Bucket=BUCKET).get("LocationConstraint") is None)
        s3.put_object(Bucket=name, Key="a", Body=b"x")
        refused("not empty", 409, "BucketNotEmpty", s3.delete_bucket, Bucket=name)
        s3.delete_object(Bucket=name, Key="a")
    finally:
        s3.delete_bucket(Bucket=name)
    refused("deleted", 404, "404", s3.head_bucket, Bucket=name)
    refused("deleted", 404, "NoSuchBucket", s3.put_object, Bucket=name, Key="a", Body=b"x")
    refused("deleted", 404, "NoSuchBucket", s3.delete_bucket, Bucket=name)
    refused("no key", 404, "NoSuchKey", read, s3=s3, name="none")
    refused("no key", 404, "404", s3.head_object, Bucket=BUCKET, Key=key("none"))
    check("versioning", "Status" not in s3.get_bucket_versioning(Bucket=BUCKET))
    refused("no CORS rules", 404, "NoSuchCORSConfiguration", s3.get_bucket_cors, Bucket=BUCKET)
    refused("no lifecycle", 404, "NoSuchLifecycleConfiguration", s3.get_bucket_lifecycle_configuration, Bucket=BUCKET)
    put(s3, "waited")
    s3.get_waiter("object_exists").wait(Bucket=BUCKET, Key=key("waited"))


def attributes(s3):
    tag = put(s3, "attributes", b"bytes")["ETag"]
    found = s3.get_object_attributes(Bucket=BUCKET, Key=key("attributes"), ObjectAttributes=["ETag", "ObjectSize", "StorageClass"])
    equal("attributes", (found["ETag"], found["ObjectSize"], found["StorageClass"]), (tag.strip('"'), 5, "STANDARD"))
    check("its owner's", s3.get_object_acl(Bucket=BUCKET, Key=key("attributes"))["Grants"][0]["Permission"] == "FULL_CONTROL")


CHECKS = [conditional_puts, racing_puts, conditional_deletes, conditional_gets, ranges, response_headers, parts_sent_again,
    aborted_uploads, conditional_completions, copied_parts, transfers, odd_names, listings, copies, checksums, checksums_of_parts, unsigned_bodies,
    deleted_together, tags, buckets, attributes]


def main():
    s3 = boto3.client("s3", config=Config(retries={"max_attempts": 1}))
    failed = 0
    for test in CHECKS:
        begun = datetime.datetime.now()
        try:
            test(s3)
            result = "ok"
        except (AssertionError, ClientError, KeyError) as e:
            failed, result = failed + 1, f"FAILED {type(e).__name__} {e}"
        print(f"{test.__name__:24} {result} ({(datetime.datetime.now() - begun).total_seconds():.1f} s)", flush=True)
    boto3.resource("s3").Bucket(BUCKET).objects.filter(Prefix=PREFIX + "/").delete()
    sys.exit(1 if failed else 0)


main()
