-- The list in the order of any of its columns, read page by page from an index.
ALTER TABLE entry ADD COLUMN subject_key TEXT NOT NULL DEFAULT ''; -- what a subject is sorted by; '': none

UPDATE entry SET subject_key = subject_key(subject) WHERE subject IS NOT NULL;

CREATE INDEX entry_subject ON entry (subject_key);
CREATE INDEX entry_recipients ON entry (lower(substr(recipients, 1, 60)));

DROP INDEX entry_reason;
CREATE INDEX entry_reason ON entry (reason, created, id) WHERE reason IS NOT NULL;
