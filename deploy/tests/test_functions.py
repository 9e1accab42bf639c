"""What the doctor says of the functions' zips."""

import struct
import zipfile

import pytest

import functions
import template
from test_commands import Said

X86_64, ARM64, RISCV = 62, 183, 243


def program(machine):
    """The begin of a 64-bit ELF file: magic, class, order of bytes, version, type, processor."""
    return b"\x7fELF\x02\x01\x01".ljust(16, b"\0") + struct.pack("<HH", 3, machine) + b"\0" * 44


@pytest.fixture
def said(tmp_path, monkeypatch):
    """What the doctor says of a native zip with this bootstrap; None: without one."""

    def run(bootstrap, architecture):
        with zipfile.ZipFile(tmp_path / "native.zip", "w") as archive:
            archive.writestr("bootstrap" if bootstrap else "other", bootstrap or b"")
        (tmp_path / "function.zip").touch()
        monkeypatch.setattr(functions, "NATIVE", tmp_path / "native.zip")
        monkeypatch.setattr(functions, "ZIP", tmp_path / "function.zip")
        findings = Said()
        functions.check(architecture, True, findings)
        return findings.lines[-1]

    return run


@pytest.mark.parametrize(("machine", "architecture"), [(X86_64, "x86_64"), (ARM64, "arm64")])
def test_a_native_program_for_the_functions_processor_is_deployed(said, machine, architecture):
    assert said(program(machine), architecture) == ("ok", f"functions: {template.NATIVE_ZIP}, for {architecture}")


def test_a_native_program_for_another_processor_is_refused_and_the_right_value_named(said):
    level, text = said(program(X86_64), "arm64")

    assert level == "NO" and "was built for x86_64; give Architecture=x86_64" in text


@pytest.mark.parametrize(("bootstrap", "reason"), [(None, "missing"), (b"#!/bin/sh\necho", "no Linux program"), (program(RISCV), "for processor 243")])
def test_a_zip_without_a_program_for_lambda_is_refused(said, bootstrap, reason):
    level, text = said(bootstrap, "arm64")

    assert level == "NO" and reason in text


def test_a_zip_that_is_not_built_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(functions, "ZIP", tmp_path / "function.zip")
    findings = Said()

    functions.check("arm64", False, findings)

    assert findings.lines == [("NO", "functions: target/function.zip is missing; make it with: mvn package -Dlambda")]
