"""Facts about certificates with DuckDB: with_duckdb.py INPUT OUTPUT.parquet [THREADS]

INPUT is a Parquet file with the columns `id` and `certificate`, or a folder of files.
"""

import sys
from pathlib import Path

import anycert
import duckdb
import pyarrow as pa

COLUMNS = ["subject", "issuer", "serial", "not_after", "error_kind"]
ANSWER = (
    "STRUCT(subject VARCHAR, issuer VARCHAR, serial VARCHAR, not_after TIMESTAMPTZ, "
    "error_kind VARCHAR)"
)


def facts(certificates: pa.ChunkedArray) -> pa.Array:
    return pa.array(anycert.facts(certificates, COLUMNS))


def source(path: str) -> str:
    """The rows of a Parquet file, or of all files of a folder."""
    if Path(path).is_dir():
        return f"(select filename as id, content as certificate from read_blob('{path}/**'))"
    return f"read_parquet('{path}')"


def main(source_path: str, target: str, threads: int = 1) -> None:
    connection = duckdb.connect(config={"threads": threads})
    connection.execute("set timezone = 'UTC'")
    connection.create_function(
        "facts", facts, ["BLOB"], ANSWER, type="arrow", null_handling="special"
    )
    connection.execute(
        f"copy (select id, unnest(facts(certificate)) from {source(source_path)}) to '{target}'"
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
