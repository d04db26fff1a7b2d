"""The `panda` command: a thin skin over `actors.client`, for people at a terminal."""


def main() -> None:
    """Run the command."""
    from panda_cli.command import main as run  # noqa: PLC0415 - nothing loads it sooner

    run()
