-- Mail that answers a logged mail. Whether it is logged itself, the entries tell.
CREATE TABLE reply (
    message_id  TEXT PRIMARY KEY,
    answers     INTEGER REFERENCES entry (id) ON DELETE SET NULL,
    profile     TEXT NOT NULL,
    author      TEXT NOT NULL,
    subject     TEXT NOT NULL,
    at          TEXT NOT NULL,                      -- UTC, ISO 8601: written, as it says itself
    dismissed   INTEGER NOT NULL DEFAULT 0          -- "not this one"
) STRICT;

CREATE INDEX reply_at ON reply (at);
