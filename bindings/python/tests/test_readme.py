"""The examples in README run as pasted, and print what their comments say."""

import contextlib
import io
import os
import re
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
BLOCKS = re.findall(r"```python\n(.*?)```", (HERE.parent / "README.md").read_text(), re.DOTALL)


class Readme(unittest.TestCase):
    def test_the_examples(self) -> None:
        self.assertEqual(len(BLOCKS), 4)
        os.chdir(HERE.parents[2])
        names: dict = {}
        for block in BLOCKS:
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(block, names)
            for said in re.findall(r"^ *print\(.*\) +# (.*)$", block, re.MULTILINE):
                # Such a comment describes the output instead of quoting it.
                if re.match(r"what |how ", said):
                    continue
                self.assertIn(said, printed.getvalue())
        # The folder of the example is `testdata`, in which many files end in years.
        self.assertGreater(names["facts"].num_rows, 1000)
        self.assertEqual(names["due"].column_names[:2], ["file", "subject"])


if __name__ == "__main__":
    unittest.main()
