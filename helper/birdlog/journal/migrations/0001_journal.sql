-- What became of each mail. Metadata only: no text of any mail is ever kept here.
CREATE TABLE entry (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    event               TEXT NOT NULL UNIQUE,       -- the id that was made where the thing happened
    kind                TEXT NOT NULL CHECK (kind IN ('bcc', 'forward', 'local', 'api')),
    state               TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'confirmed', 'unconfirmed', 'bounced',
                                                       'failed', 'skipped', 'missed')),
    reason              TEXT,                       -- a finding's code, a bounce reason, no-helper, smtp-error ...
    reason_values       TEXT NOT NULL DEFAULT '{}', -- JSON: what fills the reason's sentence
    subject             TEXT,
    message_id          TEXT,                       -- of the mail that is logged; for a forward: of the original
    sent_message_id     TEXT,                       -- of what was handed to the mail server; a bounce names this one
    profile             TEXT,
    identity            TEXT,
    crm_address         TEXT,
    recipients          TEXT NOT NULL DEFAULT '[]', -- JSON: whose record it lands on (for a forward: the sender)
    findings            TEXT NOT NULL DEFAULT '[]', -- JSON: [{code, level, values}]
    bounce              TEXT,                       -- JSON: {recipient, status, diagnostic, reason, evidence}
    created             TEXT NOT NULL,              -- UTC, ISO 8601
    updated             TEXT NOT NULL
) STRICT;

CREATE INDEX entry_message_id ON entry (message_id);
CREATE INDEX entry_sent_message_id ON entry (sent_message_id);
CREATE INDEX entry_state ON entry (state);
CREATE INDEX entry_reason ON entry (reason);
CREATE INDEX entry_created ON entry (created, id);

-- The way of an entry, step by step.
CREATE TABLE step (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    entry   INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    state   TEXT NOT NULL,
    reason  TEXT,
    evidence TEXT,                                  -- what was observed: the message's type, a Message-ID, a status
    at      TEXT NOT NULL
) STRICT;

CREATE INDEX step_entry ON step (entry);

-- Events that were taken in; one that is repeated changes nothing and is answered as the first time.
CREATE TABLE event_seen (
    event   TEXT NOT NULL,
    type    TEXT NOT NULL,
    answer  TEXT NOT NULL,                          -- JSON: numbers of entries and states, nothing of a mail
    at      TEXT NOT NULL,
    PRIMARY KEY (event, type)
) STRICT, WITHOUT ROWID;

-- The Thunderbird profiles that have said hello.
CREATE TABLE thunderbird (
    instance    TEXT PRIMARY KEY,
    version     TEXT,
    extension   TEXT,
    locale      TEXT,
    identities  TEXT NOT NULL DEFAULT '[]',
    last_hello  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
