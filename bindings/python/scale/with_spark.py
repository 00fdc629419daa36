"""Facts about certificates with Spark: with_spark.py INPUT OUTPUT [MASTER]

INPUT is a Parquet file (or folder of them) with the columns `id` and `certificate`, or with `--files`
a folder of files. OUTPUT becomes a folder of Parquet files. MASTER is `local[2]` by default, or
`spark://host:7077` for a cluster whose workers have Python with anycert and pyarrow.
"""

import os
import sys
from collections.abc import Iterator

import anycert
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

COLUMNS = ["subject", "issuer", "serial", "not_after", "error_kind"]
ANSWER = "subject string, issuer string, serial string, not_after timestamp, error_kind string"


def facts(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Runs in the workers. The first column passes through, the second one is read."""
    for batch in batches:
        table = pa.record_batch(anycert.facts(batch.column(1), COLUMNS))
        yield pa.record_batch([batch.column(0), *table.columns], ["id", *COLUMNS])


def rows(spark: SparkSession, source: str, files: bool) -> DataFrame:
    if files:
        found = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(source)
        return found.selectExpr("path as id", "content as certificate")
    return spark.read.parquet(source).select("id", "certificate")


def main(source: str, target: str, master: str = "local[2]", files: bool = False) -> None:
    # Workers use the Python that runs this, which has the packages.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = (
        SparkSession.builder.master(master)
        .appName("anycert")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "10000")
        .config("spark.sql.files.maxPartitionBytes", "16m")
        # Small files: many in one task, where Spark would take four.
        .config("spark.sql.files.openCostInBytes", "64k")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    try:
        frame = rows(spark, source, files)
        kind = frame.schema["id"].dataType.simpleString()
        answer = frame.mapInArrow(facts, f"id {kind}, {ANSWER}")
        answer.write.mode("overwrite").parquet(target)
    finally:
        spark.stop()


if __name__ == "__main__":
    arguments = [one for one in sys.argv[1:] if one != "--files"]
    main(*arguments, files="--files" in sys.argv)
