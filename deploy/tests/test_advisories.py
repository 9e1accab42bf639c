"""deploy/advisories finds pinned versions that an advisory names, and no others."""

import json
import zipfile

import pytest

import advisories


@pytest.fixture
def project(tmp_path):
    for folder in ("target/local", "deploy", "model-artifacts/clip"):
        (tmp_path / folder).mkdir(parents=True)
    component = {"group": "org.example", "name": "decoder", "version": "1.10.0", "purl": "pkg:maven/org.example/decoder@1.10.0"}
    (tmp_path / "target/local/bom.json").write_text(json.dumps({"components": [component]}))
    (tmp_path / "model-artifacts/clip/requirements.txt").write_text("# pinned\nSome_Package==2.0rc1 \\\n    --hash=sha256:00\n")
    packages = {"": {"name": "root"}, "node_modules/@a/left": {"version": "3.0.1"}}
    (tmp_path / "deploy/package-lock.json").write_text(json.dumps({"packages": packages}))
    return tmp_path


def advisory(ecosystem, name, **affected):
    return {"id": "TEST-1", "summary": "words", "affected": [{"package": {"ecosystem": ecosystem, "name": name}, **affected}]}


def events(*pairs):
    return {"ranges": [{"type": "ECOSYSTEM", "events": [dict([pair]) for pair in pairs]}]}


def run(project, document, capsys):
    file = project / "advisory.json"
    file.write_text(json.dumps(document))
    status = advisories.main(["--root", str(project), str(file)])
    return status, capsys.readouterr().out


@pytest.mark.parametrize(
    "document",
    [
        advisory("Maven", "org.example:decoder", versions=["1.10.0"]),
        advisory("Maven", "org.example:decoder", **events(("introduced", "0"), ("fixed", "1.10.1"))),
        advisory("Maven", "org.example:decoder", **events(("introduced", "1.9"), ("last_affected", "1.10.0"))),
        advisory("PyPI", "some.package", **events(("introduced", "0"), ("fixed", "2.0"))),
        advisory("npm", "@a/left", **events(("introduced", "3.0.0"), ("fixed", "3.0.2"))),
    ],
)
def test_a_pinned_version_that_an_advisory_names_is_found(project, document, capsys):
    status, words = run(project, document, capsys)

    assert status == 1
    assert "TEST-1" in words


@pytest.mark.parametrize(
    "document",
    [
        advisory("Maven", "org.example:decoder", **events(("introduced", "0"), ("fixed", "1.9.9"))),
        advisory("Maven", "org.example:decoder", **events(("introduced", "1.11"))),
        advisory("Maven", "org.example:decoder", **events(("introduced", "0"), ("fixed", "1.2"), ("introduced", "2"), ("fixed", "2.1"))),
        advisory("PyPI", "decoder", versions=["1.10.0"]),
        advisory("npm", "@a/left", **events(("introduced", "0"), ("last_affected", "3.0.0"))),
        {**advisory("npm", "@a/left", versions=["3.0.1"]), "withdrawn": "2026-01-01T00:00:00Z"},
    ],
)
def test_other_versions_are_not(project, document, capsys):
    status, words = run(project, document, capsys)

    assert status == 0
    assert "3 pinned versions, 1 advisories, 0 matches." in words


def test_archives_are_read_and_what_is_missing_is_said(project, capsys):
    archive = project / "all.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("TEST-1.json", json.dumps(advisory("npm", "@a/left", versions=["3.0.1"])))
    assert advisories.main(["--root", str(project), str(archive)]) == 1
    (project / "target/local/bom.json").unlink()

    assert advisories.main(["--root", str(project), str(archive)]) == 2
    assert "mvn verify" in capsys.readouterr().err
