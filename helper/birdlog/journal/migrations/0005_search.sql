-- The words of an entry, for a search as one types. The numbers of its rows are those of the entries.
CREATE VIRTUAL TABLE entry_words USING fts5 (
    subject,
    recipients,
    content = '',
    prefix = '1 2 3',                               -- what one has typed of a word
    tokenize = "unicode61 remove_diacritics 2"      -- orcamento finds Orçamento
);

INSERT INTO entry_words (rowid, subject, recipients) SELECT id, subject, recipients FROM entry;

CREATE TRIGGER entry_words_added AFTER INSERT ON entry BEGIN
    INSERT INTO entry_words (rowid, subject, recipients) VALUES (new.id, new.subject, new.recipients);
END;

CREATE TRIGGER entry_words_removed AFTER DELETE ON entry BEGIN
    INSERT INTO entry_words (entry_words, rowid, subject, recipients)
    VALUES ('delete', old.id, old.subject, old.recipients);
END;

CREATE TRIGGER entry_words_changed AFTER UPDATE OF subject, recipients ON entry
WHEN old.subject IS NOT new.subject OR old.recipients IS NOT new.recipients BEGIN
    INSERT INTO entry_words (entry_words, rowid, subject, recipients)
    VALUES ('delete', old.id, old.subject, old.recipients);
    INSERT INTO entry_words (rowid, subject, recipients) VALUES (new.id, new.subject, new.recipients);
END;

-- Each filter of the list reads on from where it was (created, id), newest first.
DROP INDEX entry_state;
CREATE INDEX entry_state ON entry (state, created, id);
CREATE INDEX entry_profile ON entry (profile, created, id);
CREATE INDEX entry_needs_you ON entry (created, id)
WHERE state IN ('bounced', 'failed', 'missed')
   OR reason IN ('added-elsewhere', 'recipient-bounced', 'unreadable-copy');
