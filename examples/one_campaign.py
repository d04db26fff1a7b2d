"""One campaign from a program or a notebook: whom to call, what to ask, what came.

Against an installation that runs on this machine:

    panda up --simulate                   (in another terminal)
    python examples/one_campaign.py

With files of your own: `python examples/one_campaign.py PROVIDERS.csv QUESTIONS.yaml`.
"""

import sys
from pathlib import Path

from actors.blocking import connect, load_providers, load_questions

OFFICES = Path(__file__).parent.parent / "scenarios" / "dental5"


def main(
    providers: Path = OFFICES / "providers.csv",
    questions: Path = OFFICES / "questions.yaml",
) -> None:
    """Call everybody on the list at once, and print the answers side by side."""
    panda = connect()

    listed = load_providers(providers)
    print(listed)  # how many, and which rows cannot be called

    # Attesting is your word that these are business lines, called to enquire.
    campaign = panda.create_campaign(
        load_questions(questions), listed.providers, attested=True
    )

    shown: dict[str, str] = {}
    for call in panda.watch(campaign.campaign_id):
        if shown.get(call.call_id) != call.state:
            shown[call.call_id] = call.state
            print(f"{call.business}: {call.state}")

    for row in panda.comparison(campaign.campaign_id).ranked:
        print(f"\n{row.standing.rank or '-'}. {row.name} ({row.outcome})")
        for name, cell in row.cells.items():
            print(f"  {name}: {cell.text or 'unknown'}")
            if cell.quote:
                print(f"    “{cell.quote}”")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
