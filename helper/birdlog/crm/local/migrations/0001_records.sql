-- The records of the embedded CRM. {identity}, {bytes} and {clustered} are spelt as the database spells them
-- (records.py). Times are UTC, ISO 8601, as text: they sort as they are. `key` of a contact is what an address is
-- compared by.

CREATE TABLE company (
    id      {identity},
    name    TEXT NOT NULL,
    domain  TEXT UNIQUE,                -- lower case, punycode
    created TEXT NOT NULL
);

CREATE INDEX company_name ON company (name);

CREATE TABLE contact (
    id         {identity},
    key        TEXT NOT NULL UNIQUE,
    email      TEXT NOT NULL,
    name       TEXT,
    company_id BIGINT REFERENCES company (id),
    created    TEXT NOT NULL
);

CREATE TABLE deal (
    id         {identity},
    name       TEXT NOT NULL,
    contact_id BIGINT REFERENCES contact (id),
    stage      TEXT NOT NULL CHECK (stage IN ('open', 'won', 'lost')),
    created    TEXT NOT NULL
);

CREATE INDEX deal_contact ON deal (contact_id, stage, created);
CREATE INDEX deal_created ON deal (created);

CREATE TABLE email (
    id          {identity},
    message_id  TEXT,
    direction   TEXT NOT NULL CHECK (direction IN ('outgoing', 'incoming')),
    via         TEXT NOT NULL CHECK (via IN ('bcc', 'forward', 'helper')),
    subject     TEXT NOT NULL,
    date        TEXT,
    sender      TEXT NOT NULL,
    recipients  TEXT NOT NULL,          -- JSON: the addresses in To
    copies      TEXT NOT NULL,          -- JSON: the addresses in Cc
    credited_to TEXT,
    member      TEXT NOT NULL,          -- the member of a thread that this email is
    logged      TEXT NOT NULL,
    body        TEXT NOT NULL
);

CREATE INDEX email_date ON email (date);

-- What an email is recognised by when it comes again (emails.py): a digest of its Message-ID, and whose it is. A
-- forward has two: the original's, and that of the mail that carried it.
CREATE TABLE email_key (
    digest   TEXT NOT NULL,
    sender   TEXT NOT NULL,
    email_id BIGINT NOT NULL REFERENCES email (id),
    PRIMARY KEY (digest, sender)
) {clustered};

-- On whose timelines an email is; the company is the contact's at that time.
CREATE TABLE email_contact (
    contact_id BIGINT NOT NULL REFERENCES contact (id),
    email_id   BIGINT NOT NULL REFERENCES email (id),
    company_id BIGINT REFERENCES company (id),
    PRIMARY KEY (contact_id, email_id)
) {clustered};

CREATE TABLE email_deal (
    email_id BIGINT NOT NULL REFERENCES email (id),
    deal_id  BIGINT NOT NULL REFERENCES deal (id),
    PRIMARY KEY (email_id, deal_id)
) {clustered};

CREATE TABLE attachment (
    id           {identity},
    email_id     BIGINT NOT NULL REFERENCES email (id),
    name         TEXT,
    content_type TEXT NOT NULL,
    size         BIGINT NOT NULL,       -- decoded bytes
    logged       BOOLEAN NOT NULL,
    content      {bytes}                -- NULL where it was not logged
);

CREATE INDEX attachment_email ON attachment (email_id);

-- Which messages hang together, those included that were only mentioned: each has a parent in the same thread, the
-- first is its own (threads.py).
CREATE TABLE thread_member (
    key    TEXT NOT NULL PRIMARY KEY,
    parent TEXT NOT NULL
) {clustered};
