-- What Birdlog asks Thunderbird to do. It waits here while Thunderbird is closed.
CREATE TABLE request (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,                      -- log, open ...
    body        TEXT NOT NULL,                      -- JSON, by kind: Message-IDs and switches, nothing else of a mail
    instance    TEXT,                               -- the Thunderbird profile that is to do it; NULL: any one
    created     TEXT NOT NULL,                      -- UTC, ISO 8601
    outcome     TEXT CHECK (outcome IN ('done', 'refused', 'failed', 'gone')), -- NULL while it is open
    reason      TEXT,                               -- a finding's code, logged-before, smtp-error ...
    closed      TEXT
) STRICT;

CREATE INDEX request_open ON request (outcome) WHERE outcome IS NULL;

-- The Thunderbird profiles that do not have the message that a request is about.
CREATE TABLE request_gone (
    request     TEXT NOT NULL REFERENCES request (id) ON DELETE CASCADE,
    instance    TEXT NOT NULL,
    PRIMARY KEY (request, instance)
) STRICT, WITHOUT ROWID;
