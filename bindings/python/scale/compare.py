"""Compares the engines over ROWS certificates: compare.py [ROWS]

All of them must give the answer that each certificate was made with.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import make
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
ENGINES = ("duckdb", "datafusion", "spark")
# What make.broken makes, in turn; null has no reason.
REASONS = ["malformed", "unrecognized_format", "empty", "malformed", None]


def answer(path: Path) -> pa.Table:
    """The rows of an answer in the order of their `id`, in types that can be compared."""
    table = pq.read_table(path).sort_by("id")
    kinds = {"id": pa.int64(), "not_after": pa.timestamp("us", "UTC")}
    fields = [(name, kinds.get(name, pa.string())) for name in table.column_names]
    return table.cast(pa.schema(fields)).combine_chunks()


def check(table: pa.Table, made: pa.Table, engine: str) -> None:
    """Every readable row has its subject and end; every other one is null with its reason."""
    assert table.num_rows == made.num_rows, f"{engine}: {table.num_rows} rows"
    for name in ("id", "subject", "not_after"):
        same = table[name].combine_chunks().equals(made[name].combine_chunks())
        assert same, f"{engine}: {name} is not what was made"
    reasons = table["error_kind"].to_pylist()
    broken = range(19, made.num_rows, 20)
    expected = [REASONS[at % len(REASONS)] for at in range(len(broken))]
    assert [reasons[row] for row in broken] == expected, f"{engine}: other reasons"
    errors = table.num_rows - table["error_kind"].null_count
    assert errors == len(expected) - expected.count(None), f"{engine}: {errors} errors"


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "certificates.parquet")
        start = time.perf_counter()
        make.write_parquet(rows, source)
        octets = source.stat().st_size
        print(f"{rows} rows made in {time.perf_counter() - start:.1f} s, {octets / 1e6:.0f} MB")
        made, answers = pq.read_table(source, columns=["id", "subject", "not_after"]), {}
        for engine in ENGINES:
            target = Path(folder, f"{engine}.parquet")
            start = time.perf_counter()
            script = str(HERE / f"with_{engine}.py")
            subprocess.run([sys.executable, script, str(source), str(target)], check=True)
            print(f"{engine:<11}{time.perf_counter() - start:7.1f} s, start included")
            answers[engine] = answer(target)
            check(answers[engine], made, engine)
        first = answers[ENGINES[0]]
        for engine in ENGINES[1:]:
            assert answers[engine].equals(first), f"{engine} and {ENGINES[0]} differ"
    print(f"{len(ENGINES)} engines, {rows} rows: identical")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300_000)
