-- When the CRM is asked next whether it shows a mail. Of an entry without a row it is not asked by itself.
CREATE TABLE look (
    entry   INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
    due     TEXT NOT NULL,              -- UTC, ISO 8601
    looks   INTEGER NOT NULL DEFAULT 0, -- answers that did not show it
    misses  INTEGER NOT NULL DEFAULT 0  -- attempts since the last answer
) STRICT;

CREATE INDEX look_due ON look (due);

-- The profiles whose CRM can be asked because there is an access token, and what came of it the last time.
CREATE TABLE asked (
    profile         TEXT PRIMARY KEY,
    problem         TEXT,                       -- NULL: none
    problem_values  TEXT NOT NULL DEFAULT '{}', -- JSON: what fills the problem's sentence
    at              TEXT NOT NULL               -- UTC, ISO 8601
) STRICT, WITHOUT ROWID;
