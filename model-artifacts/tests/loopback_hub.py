"""A hub of weights on 127.0.0.1, for the real client.

What the real hub does and this one does not: it redirects large files to another host, and only the redirect has their
commit, size and ETag (X-Repo-Commit, X-Linked-Size, X-Linked-Etag; huggingface_hub/file_download.py, get_hf_file_metadata); it may serve them by Xet, which the tests switch off
(https://huggingface.co/docs/hub/xet/index); it refuses gated repositories without a token (401, 403) and too many requests (429).
"""

import http.server
import json
import threading
from pathlib import Path


COMMIT = "fedcba9876543210fedcba9876543210fedcba98"  # of the branch main


class Hub(http.server.ThreadingHTTPServer):
    """The part of a hub that huggingface_hub needs: file lists and sizes, and files, whole or from a byte on."""

    def __init__(self, folder):
        self.folder, self.gets, self.cut_once = Path(folder), [], set()
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self._file(send=False)

    def do_GET(self):
        parts = self.path.split("?")[0].split("/")
        if parts[1] == "api":
            self._list("/".join(parts[3:5]), COMMIT if parts[6] == "main" else parts[6])
        else:
            self._file(send=True)

    def _list(self, repository, revision):
        folder = self.server.folder / repository
        paths = [p for p in sorted(folder.rglob("*")) if p.is_file()]
        siblings = [{"rfilename": p.relative_to(folder).as_posix(), "size": p.stat().st_size} for p in paths]
        body = json.dumps({"id": repository, "sha": revision, "siblings": siblings}).encode()
        self._answer(200, {"Content-Type": "application/json"}, body, len(body), send=True)

    def _file(self, send):
        repository, _, rest = self.path[1:].partition("/resolve/")
        revision, _, name = rest.partition("/")
        data = (self.server.folder / repository / name).read_bytes()
        start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").split("-")[0])
        headers = {"ETag": f'"{len(data)}-{name.replace("/", "-")}"', "X-Repo-Commit": revision, "Accept-Ranges": "bytes"}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        if send:
            self.server.gets.append((name, start))
        body = data[start:]
        if send and name in self.server.cut_once:
            self.server.cut_once.discard(name)
            body = body[:-1_000_000]  # the client writes in pieces of 10 MB
        self._answer(206 if start else 200, headers, body, len(data) - start, send)

    def _answer(self, status, headers, body, length, send):
        self.send_response(status)
        for header, value in (headers | {"Content-Length": str(length)}).items():
            self.send_header(header, value)
        self.end_headers()
        if send:
            self.wfile.write(body)
            if len(body) < length:
                self.close_connection = True
