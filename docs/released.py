# ruff: noqa: INP001 - scripts beside the documents, no package
"""Write the schemas of our functions as released: `python -m docs.released`."""

from pathlib import Path

from panda.functions import released
from panda.functions.catalogue import built_in

FILE = Path(released.__file__).with_name(released.FILE)


def main() -> None:
    """Write the file, unless a function takes less than it did."""
    wrong = released.objections(released.released(), built_in())
    if wrong:
        raise SystemExit("\n".join(wrong))
    FILE.write_text(released.written(built_in()), encoding="utf-8")


if __name__ == "__main__":
    main()
