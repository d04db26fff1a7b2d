"""`python -m panda_cli` is `panda`."""

from panda_cli import main

main()
