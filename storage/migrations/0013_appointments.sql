-- Offered times and what became of them, one row each. Of a wish one row may hold it;
-- the store's one writer sees to that in the transaction of each change.
CREATE TABLE booking (
    booking_id VARCHAR PRIMARY KEY,
    wish_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    watched BOOLEAN NOT NULL,
    body VARCHAR NOT NULL
);
