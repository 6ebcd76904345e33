-- The records of the embedded CRM. {identity} and {bytes} are spelt as the database spells them (records.py).
-- Times are UTC, ISO 8601, as text: they sort as they are. `key` is what an address is compared by.

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

-- One email of the timelines. It is known by `key`: its Message-ID, or a digest of it where it has none or a very
-- long one. A forward is known by the original's, and remembers its own in `forward_key`.
CREATE TABLE email (
    id          {identity},
    key         TEXT NOT NULL UNIQUE,
    forward_key TEXT,
    message_id  TEXT,
    direction   TEXT NOT NULL CHECK (direction IN ('outgoing', 'incoming')),
    via         TEXT NOT NULL CHECK (via IN ('bcc', 'forward', 'helper')),
    subject     TEXT NOT NULL,
    date        TEXT,
    sender      TEXT NOT NULL,
    recipients  TEXT NOT NULL,          -- JSON: the addresses in To
    copies      TEXT NOT NULL,          -- JSON: the addresses in Cc
    credited_to TEXT,
    body        TEXT NOT NULL,
    logged      TEXT NOT NULL
);

CREATE INDEX email_forward_key ON email (forward_key);

CREATE TABLE email_contact (
    email_id   BIGINT NOT NULL REFERENCES email (id),
    contact_id BIGINT NOT NULL REFERENCES contact (id),
    PRIMARY KEY (contact_id, email_id)
);

CREATE TABLE email_company (
    email_id   BIGINT NOT NULL REFERENCES email (id),
    company_id BIGINT NOT NULL REFERENCES company (id),
    PRIMARY KEY (company_id, email_id)
);

CREATE TABLE email_deal (
    email_id BIGINT NOT NULL REFERENCES email (id),
    deal_id  BIGINT NOT NULL REFERENCES deal (id),
    PRIMARY KEY (email_id, deal_id)
);

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
