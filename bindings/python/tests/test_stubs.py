"""The stubs and the module have the same names, in both directions."""

import ast
import inspect
import unittest
from pathlib import Path

import anycert
from anycert import _anycert

STUB = ast.parse(Path(anycert.__file__).with_name("_anycert.pyi").read_text())
# What every class has, or pyo3 adds without a meaning of its own.
COMMON = set(dir(object)) | {"__module__"}


def names(nodes: list[ast.stmt]) -> set[str]:
    kinds = (ast.ClassDef, ast.FunctionDef)
    defined = {node.name for node in nodes if isinstance(node, kinds)}
    assigned = (node for node in nodes if isinstance(node, ast.Assign))
    return defined | {target.id for node in assigned for target in node.targets}


class Stubs(unittest.TestCase):
    def test_functions_and_classes(self) -> None:
        public = {name for name in dir(_anycert) if not name.startswith("_")}
        stubbed = {name for name in names(STUB.body) if not name.startswith("_")}
        self.assertEqual(stubbed, public)
        for name in public:
            self.assertIs(getattr(anycert, name), getattr(_anycert, name))

    def test_members_of_classes(self) -> None:
        classes = [node for node in STUB.body if isinstance(node, ast.ClassDef)]
        for node in classes:
            if node.name.startswith("_"):  # A type that exists only for checkers.
                continue
            with self.subTest(node.name):
                own = set(vars(getattr(_anycert, node.name)))
                self.assertEqual(names(node.body) - COMMON, own - COMMON)

    def test_parameters(self) -> None:
        functions = [node for node in STUB.body if isinstance(node, ast.FunctionDef)]
        self.assertGreater(len(functions), 10)
        for node in functions:
            with self.subTest(node.name):
                signature = inspect.signature(getattr(anycert, node.name))
                own = [(one.name, one.kind) for one in signature.parameters.values()]
                said = [(one.arg, inspect.Parameter.POSITIONAL_OR_KEYWORD) for one in node.args.args]
                said += [(one.arg, inspect.Parameter.KEYWORD_ONLY) for one in node.args.kwonlyargs]
                self.assertEqual(said, own)

    def test_everything_public_is_listed(self) -> None:
        public = {name for name in vars(anycert) if not name.startswith("_")}
        self.assertEqual(public, set(anycert.__all__))
        self.assertEqual(anycert.__all__, sorted(anycert.__all__, key=lambda n: (n.islower(), n)))

    def test_the_package_says_that_it_is_typed(self) -> None:
        self.assertTrue(Path(anycert.__file__).with_name("py.typed").exists())


if __name__ == "__main__":
    unittest.main()
