"""Facts about certificates with DataFusion: with_datafusion.py INPUT OUTPUT.parquet [THREADS]

INPUT is a Parquet file with the columns `id` and `certificate`, or a folder of files.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import anycert
import datafusion
import pyarrow as pa

COLUMNS = ["subject", "issuer", "serial", "not_after", "error_kind"]
ANSWER = pa.struct(
    [
        ("subject", pa.string()),
        ("issuer", pa.string()),
        ("serial", pa.string()),
        ("not_after", pa.timestamp("us", "UTC")),
        ("error_kind", pa.string()),
    ]
)


def facts(certificates: pa.Array) -> pa.Array:
    return pa.array(anycert.facts(certificates, COLUMNS)).cast(ANSWER)


def files(folder: Path) -> pa.Table:
    """All files of a folder, which DataFusion does not read by itself."""

    def batches(rows: int = 1000) -> Iterator[pa.RecordBatch]:
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        for start in range(0, len(paths), rows):
            part = paths[start : start + rows]
            contents = pa.array([path.read_bytes() for path in part], pa.binary())
            yield pa.record_batch({"id": [str(path) for path in part], "certificate": contents})

    return pa.Table.from_batches(batches())


def main(source: str, target: str, threads: int = 1) -> None:
    config = datafusion.SessionConfig().with_target_partitions(threads)
    context = datafusion.SessionContext(config)
    if Path(source).is_dir():
        context.from_arrow(files(Path(source)), "input")
    else:
        context.register_parquet("input", source)
    context.register_udf(
        datafusion.udf(facts, [pa.binary_view()], ANSWER, volatility="immutable", name="facts")
    )
    names = ", ".join(f"f['{name}'] as {name}" for name in COLUMNS)
    query = f"select id, {names} from (select id, facts(arrow_cast(certificate, 'BinaryView')) as f from input)"
    context.sql(query).write_parquet(target)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
