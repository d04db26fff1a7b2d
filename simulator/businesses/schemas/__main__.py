"""Write the schema files again: `python -m simulator.businesses.schemas`."""

from simulator.businesses import schemas

for name in schemas.DOCUMENTS:
    schemas.path(name).write_text(schemas.text(name), encoding="utf-8")
