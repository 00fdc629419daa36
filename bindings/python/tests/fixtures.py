"""The files of `testdata` with their sidecars, as `testkit/src/fixture.rs` reads them."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3] / "testdata"
# Folders without fixtures.
OTHERS = {"tools", "written"}


class Case:
    """One input: a fixture with the options in its sidecar."""

    def __init__(self, name: str, data: bytes, expect: dict) -> None:
        self.name = name
        self.data = data
        self.expect = expect

    @property
    def options(self) -> dict:
        names = ("passphrase", "integrity_passphrase", "certificate_type")
        options = {name: self.expect[name] for name in names if name in self.expect}
        if "private_key" in self.expect:
            options["private_key"] = (ROOT / self.expect["private_key"]).read_bytes()
        return options

    @property
    def is_ok(self) -> bool:
        return self.expect["result"] == "ok"


def cases() -> list[Case]:
    found = []
    for sidecar in sorted(ROOT.rglob("*.expect")):
        if sidecar.relative_to(ROOT).parts[0] in OTHERS:
            continue
        whole = json.loads(sidecar.read_text())
        path = sidecar.with_suffix("")
        name = path.relative_to(ROOT).as_posix()
        data = path.read_bytes()
        common = {key: value for key, value in whole.items() if key != "cases"}
        for number, own in enumerate(whole.get("cases", [{}]), 1):
            found.append(Case(f"{name}, case {number}", data, {**common, **own}))
    return found


def words(name: str) -> str:
    """`PassphraseRequired` as `passphrase_required`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def read(name: str) -> bytes:
    return (ROOT / name).read_bytes()
