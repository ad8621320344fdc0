"""What a script's results depend on: its own text, and the modules of the package that it uses.

The code is parsed, not run. A name that a script uses from the package leads to the module that
defines it, this module to those that it imports, and so on. Imports inside functions count as well.
The stubs (``.pyi``) say which module defines a public name.
"""

import ast
import hashlib
import os
import re
from itertools import accumulate
from pathlib import Path

_SETTING = re.compile(rb"\bCONVGALLERY_[A-Z_]+\b")  # an environment variable


class Package:
    """The source of a package.

    Parameters
    ----------
    root : Path
        Its folder, which has the package's name.
    """

    def __init__(self, root: Path) -> None:
        self.name = root.name
        paths = {path: path.relative_to(root.parent).with_suffix("") for path in root.rglob("*.py")}
        self._files = {
            ".".join(parts.parts).removesuffix(".__init__"): path for path, parts in paths.items()
        }
        self._direct: dict[str, set[str]] = {}
        self._digests: dict[Path, str] = {}
        self._defined_in: dict[tuple[str, str], str] = {}
        for module, path in self._files.items():
            stub = path.with_suffix(".pyi")
            if path.name == "__init__.py" and stub.is_file():
                self._read_stub(module, stub)

    def _read_stub(self, package: str, stub: Path) -> None:
        for node in ast.parse(stub.read_bytes()).body:
            if isinstance(node, ast.ImportFrom):
                source = ".".join(filter(None, [package if node.level else "", node.module]))
                for name in node.names:
                    target = self._module_of(source, name.name)
                    self._defined_in[package, name.asname or name.name] = target

    def _module_of(self, module: str, name: str) -> str:
        """Find the module that ``from module import name`` refers to."""
        if (module, name) in self._defined_in:
            return self._defined_in[module, name]
        inner = f"{module}.{name}"
        return inner if inner in self._files else module

    def _imports(self, text: bytes) -> set[str]:
        """Find the package's modules that code imports, or uses as attributes of the package."""
        nodes = list(ast.walk(ast.parse(text)))
        found = set()
        aliases = set()  # of the package, such as cg
        for node in nodes:
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {self._module_of(node.module, name.name) for name in node.names}
            elif isinstance(node, ast.Import):
                for name in node.names:
                    if name.name == self.name:
                        aliases.add(name.asname or name.name)
                    found.add(name.name)
        uses = [node for node in nodes if isinstance(node, ast.Name) and node.id in aliases]
        attributes = [
            node for node in nodes if isinstance(node, ast.Attribute) and node.value in uses
        ]
        found |= {self._module_of(self.name, node.attr) for node in attributes}
        if len(attributes) < len(uses):
            return set(self._files)  # as in getattr(cg, name): it may use any module
        return found & self._files.keys()

    def modules(self, text: bytes) -> set[str]:
        """Find the modules that code needs, directly or indirectly.

        Parameters
        ----------
        text : bytes
            Python code.

        Returns
        -------
        set of str
            The names of the modules, and of the packages that hold them.
        """
        needed: set[str] = set()
        remaining = self._imports(text)
        while remaining:
            module = remaining.pop()
            needed.add(module)
            if module not in self._direct:
                self._direct[module] = self._imports(self._files[module].read_bytes())
            parents = set(accumulate(module.split("."), "{}.{}".format))  # imported first
            remaining |= (self._direct[module] | parents) - needed
        return needed

    def files(self, text: bytes) -> list[Path]:
        """Find the files that code needs: modules, and the data files beside them.

        Parameters
        ----------
        text : bytes
            Python code.

        Returns
        -------
        list of Path
            The files, sorted.
        """
        sources = {self._files[module] for module in self.modules(text)}
        # A package's __init__.py, which imports nothing, does not read the data in its folder.
        folders = {source.parent for source in sources if source.name != "__init__.py"}
        data = {
            path
            for folder in folders
            for path in folder.iterdir()
            if path.is_file() and path.suffix not in {".py", ".pyi", ".pyc"}
        }
        return sorted(sources | data)

    def digest(self, script: Path) -> str:
        """Hash what a script's results depend on: its text, the files it needs, and its settings.

        Parameters
        ----------
        script : Path
            The script.

        Returns
        -------
        str
            A SHA-256 in hexadecimal digits.
        """
        text = script.read_bytes()
        used = []
        for path in self.files(text):
            if path not in self._digests:
                self._digests[path] = file_digest(path)
            used.append((path.name, self._digests[path]))
        names = sorted({name.decode() for name in _SETTING.findall(text)})
        settings = {name: os.environ.get(name) for name in names}
        # A setting may name a file or a folder of data.
        data = [
            file_digest(Path(value))
            for value in settings.values()
            if value and Path(value).exists()
        ]
        return digest_of(text, used, settings, data)


def file_digest(path: Path) -> str:
    """Hash a file, or all files of a folder.

    Parameters
    ----------
    path : Path
        The file or folder.

    Returns
    -------
    str
        A SHA-256 in hexadecimal digits.
    """
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file())
        return digest_of([(str(file.relative_to(path)), file_digest(file)) for file in files])
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest_of(*parts: object) -> str:
    """Hash values.

    Parameters
    ----------
    *parts : object
        Values whose repr is the same in every process.

    Returns
    -------
    str
        A SHA-256 in hexadecimal digits.
    """
    return hashlib.sha256(repr(parts).encode()).hexdigest()
