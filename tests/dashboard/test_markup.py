"""What others say is no markup: what is read as Markdown is ours, or escaped."""

import ast
from pathlib import Path

import pytest

from dashboard.plain import literal

DASHBOARD = Path(__file__).parents[2] / "dashboard"
READ_AS_MARKDOWN = {
    "caption", "error", "exception", "expander", "header", "info", "markdown",
    "popover", "status", "subheader", "success", "title", "toast", "warning", "write",
}  # fmt: skip
FEATURES = (
    "'; '.join((f'{spaced(name)}: {one.does}' for name, one in FEATURES.items()))"
)
OURS = {
    "drafts.py": ("word",),
    "identity.py": ("_in_words(refusal)",),
    "shared.py": ("who.role",),
    "signin.py": ("pause_s",),
    "views/alerts.py": ("MOST_SHOWN",),
    "views/appointments.py": ("looked",),
    "views/attention.py": ("left_s", "', and '.join(needs)"),
    "views/call.py": ("otherwise",),
    "views/campaigns.py": ("status",),
    "views/change.py": (FEATURES,),
    "views/followup.py": ("done", "plan.round", "plan.due_at"),
    "views/steer.py": ("meaning.does",),
    "views/use.py": ("about",),  # escaped where it is made
}
"""By module, what is shown as it is: figures, and words that stand in our code."""


def parts(node):
    """What a text is made of, but for what stands there literally."""
    within = {
        ast.JoinedStr: ("values",),
        ast.FormattedValue: ("value",),
        ast.IfExp: ("body", "orelse"),
        ast.BinOp: ("left", "right"),
        ast.BoolOp: ("values",),
    }.get(type(node))
    if within is not None:
        found = [getattr(node, name) for name in within]
        flat = [
            one for each in found for one in (each if list is type(each) else [each])
        ]
        return [part for one in flat for part in parts(one)]
    is_safe = isinstance(node, ast.Call) and ast.unparse(node.func) in {
        "literal",
        "len",
    }
    return [] if is_safe or isinstance(node, ast.Constant) else [node]


def shown(file):
    """What the elements of a module are given to read as Markdown."""
    for node in ast.walk(ast.parse(file.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        texts = node.args[:1] if node.func.attr in READ_AS_MARKDOWN else []
        texts += [one.value for one in node.keywords if one.arg == "help"]
        for text in texts:
            yield from map(ast.unparse, parts(text))


@pytest.mark.parametrize(
    "file", sorted(DASHBOARD.rglob("*.py")), ids=lambda file: file.name
)
def test_what_is_read_as_markdown_is_ours_or_escaped(file):
    name = str(file.relative_to(DASHBOARD))
    assert set(shown(file)) <= set(OURS.get(name, ())), name


def test_words_of_others_are_shown_as_they_stand():
    assert literal("plan_name") == "plan_name"
    assert literal("a\n# b") == r"a \# b"
    for evil in ("![x](https://evil)", "$x$", ":red[x]", "<b>", "_x_", "`x`", "&amp;"):
        escaped = literal(evil)
        assert escaped.replace("\\", "") == evil
        assert escaped.startswith("\\")
