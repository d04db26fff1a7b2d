-- Menus that others may borrow: by which goals and by what first prompt each is found
-- (`panda.menu.memory.entry`), and how often what was lent has held.

CREATE TABLE menu_entry (
    number VARCHAR NOT NULL,
    goal   VARCHAR NOT NULL,
    entry  VARCHAR NOT NULL
);

-- A number stands under some numbers below 2 ** 63 for each prompt: whoever shares one
-- of them is likely to share most words.
CREATE TABLE menu_entry_band (
    band   BIGINT NOT NULL,
    number VARCHAR NOT NULL
);

-- A key of two columns finds nothing by the first alone.
CREATE INDEX menu_graph_number ON menu_graph (number);
CREATE INDEX menu_entry_number ON menu_entry (number);
CREATE INDEX menu_entry_band_band ON menu_entry_band (band);
CREATE INDEX menu_entry_band_number ON menu_entry_band (number);

CREATE TABLE menu_loan (
    lender    VARCHAR NOT NULL,
    borrower  VARCHAR NOT NULL,
    successes INTEGER NOT NULL,
    failures  INTEGER NOT NULL,
    used_at   TIMESTAMP NOT NULL,
    PRIMARY KEY (lender, borrower)
);

ALTER TABLE route_trip ADD COLUMN shared BOOLEAN DEFAULT false;
