-- Delivery reports that wait to be sent (outbox.py). `due`: not before this time, which is also how long a process
-- that took one in hand has it for itself.

CREATE TABLE outbox (
    id        {identity},
    recipient TEXT NOT NULL,
    content   {bytes} NOT NULL,
    created   TEXT NOT NULL,
    tries     INTEGER NOT NULL,
    due       TEXT NOT NULL
);

CREATE INDEX outbox_due ON outbox (due);
