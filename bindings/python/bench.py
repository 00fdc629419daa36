"""Certificates a second, beside Python's cryptography on the same column: bench.py [ROWS]

The rows are distinct (scale/make.py). Methods take turns; the medians of all rounds are printed. The
rate per CPU second is that of all threads together: on a machine with other work it is the steadier
one. With cryptography, a column takes the way through Python objects, from the array and back; the
ratio to its calls alone, over a list of bytes, is printed too.
"""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import anycert
import cryptography
import pyarrow as pa
from cryptography import x509

sys.path.insert(0, str(Path(__file__).parent / "scale"))
import make  # noqa: E402

ROUNDS = 9
FOUR = ["subject", "issuer", "not_after", "has_private_key"]


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(": ")[1] for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def four_facts(der: bytes) -> dict:
    certificate = x509.load_der_x509_certificate(der)
    return {
        "subject": certificate.subject.rfc4514_string(),
        "issuer": certificate.issuer.rfc4514_string(),
        "not_after": certificate.not_valid_after_utc,
        "has_private_key": False,
    }


def end(der: bytes) -> datetime:
    return x509.load_der_x509_certificate(der).not_valid_after_utc


MOMENT = pa.timestamp("us", "UTC")
TABLE = pa.struct(
    [("subject", pa.string()), ("issuer", pa.string()), ("not_after", MOMENT)]
    + [("has_private_key", pa.bool_())]
)


def methods(rows: int) -> dict[str, Callable[[], object]]:
    ders = [make.TEMPLATE.make(row)[0] for row in range(rows)]
    der = pa.array(ders, pa.large_binary())
    pem = pa.array([make.pem(one) for one in ders], pa.large_binary())
    mixed = pa.array([make.make(row)[1] for row in range(rows)], pa.large_binary())
    few, column = ders[: rows // 20], der[: rows // 20]
    return {
        "not_after, DER": lambda: anycert.not_after(der),
        "not_after, DER, two threads": lambda: anycert.not_after(der, threads=2),
        "not_after, PEM": lambda: anycert.not_after(pem),
        "not_after, mixed and broken": lambda: anycert.not_after(mixed),
        "four facts, DER": lambda: anycert.facts(der, FOUR),
        "four facts, DER, two threads": lambda: anycert.facts(der, FOUR, threads=2),
        "all facts, DER": lambda: anycert.facts(der),
        "cryptography, not_after": lambda: pa.array(map(end, column.to_pylist()), MOMENT),
        "cryptography, four facts": lambda: pa.array(map(four_facts, column.to_pylist()), TABLE),
        "cryptography, not_after, calls alone": lambda: [end(one) for one in few],
        "cryptography, four facts, calls alone": lambda: [four_facts(one) for one in few],
    }


def main(rows: int) -> None:
    print(f"{processor()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}, {platform.system()}")
    print(f"Python {platform.python_version()}, pyarrow {pa.__version__}, ", end="")
    print(f"cryptography {cryptography.__version__}; {rows} distinct rows, {ROUNDS} rounds\n")
    walls: dict[str, list[float]] = {}
    cpus: dict[str, list[float]] = {}
    chosen = methods(rows)
    for _ in range(ROUNDS):
        for name, method in chosen.items():
            count = rows // 20 if name.startswith("cryptography") else rows
            cpu, wall = time.process_time(), time.perf_counter()
            method()
            walls.setdefault(name, []).append(count / (time.perf_counter() - wall))
            cpus.setdefault(name, []).append(count / (time.process_time() - cpu))
    print(f"{'':<40}{'per second':>12}{'per CPU second':>16}")
    wall = {name: statistics.median(rates) for name, rates in walls.items()}
    cpu = {name: statistics.median(rates) for name, rates in cpus.items()}
    for name in chosen:
        print(f"{name:<40}{wall[name]:>12,.0f}{cpu[name]:>16,.0f}")
    print()
    for name in ("not_after", "four facts"):
        own, other = cpu[f"{name}, DER"], f"cryptography, {name}"
        ratio, calls = own / cpu[other], own / cpu[f"{other}, calls alone"]
        threads = wall[f"{name}, DER, two threads"] / wall[f"{name}, DER"]
        print(f"{name}: {ratio:.0f} × cryptography ({calls:.0f} × its calls alone); two threads {threads:.2f} × one")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
