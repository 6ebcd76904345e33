-- How large the mail was, in decoded bytes: what to leave out of one that was too large.
ALTER TABLE entry ADD COLUMN content_bytes INTEGER;
ALTER TABLE entry ADD COLUMN attachment_bytes INTEGER;
-- `updated` of the entry that the person looked at last; an entry that changes again asks again.
ALTER TABLE entry ADD COLUMN looked_at TEXT;

ALTER TABLE step ADD COLUMN reason_values TEXT NOT NULL DEFAULT '{}'; -- JSON: what fills the reason's sentence

-- Delivery reports that came before the mail that they are about was told of. Whose mail it is can't be read
-- out of them: it may be one that nothing is to be kept of.
CREATE TABLE early_report (
    key     TEXT NOT NULL,  -- SHA-256 of what the mail will bear: its Message-ID (or subject) and an address
    said    TEXT NOT NULL,  -- JSON: what the report says of that recipient, without the address
    at      TEXT NOT NULL,  -- UTC, ISO 8601: when the report came
    PRIMARY KEY (key, said)
) STRICT, WITHOUT ROWID;

-- The last step that the person was told of, in one row.
CREATE TABLE told (
    step    INTEGER NOT NULL
) STRICT;

INSERT INTO told SELECT coalesce(max(id), 0) FROM step;
