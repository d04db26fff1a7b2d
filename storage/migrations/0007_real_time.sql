-- When a dial was reserved by the real clock, which the carrier's times are by;
-- `reserved_at` is the scenario's on a simulated network. Not known of older dials.

ALTER TABLE dial_intent ADD COLUMN reserved_real_at TIMESTAMP;
