-- The list of contacts: in the order of their newest email, and found by their words (directory.py). {bytewise} makes
-- text sort by its UTF-8 bytes. The words of contacts that are there are added in records.py.

ALTER TABLE contact ADD COLUMN latest TEXT NOT NULL DEFAULT '';     -- of the newest email; '' where there is none

UPDATE contact SET latest = COALESCE((
    SELECT MAX(CASE WHEN email.date < email.logged THEN email.date ELSE email.logged END)
    FROM email_contact JOIN email ON email.id = email_contact.email_id
    WHERE email_contact.contact_id = contact.id
), '');

CREATE INDEX contact_latest ON contact (latest, id);
CREATE INDEX contact_company ON contact (company_id);

-- Words that a contact no longer has may still be here.
CREATE TABLE contact_word (
    word       TEXT {bytewise} NOT NULL,
    contact_id BIGINT NOT NULL REFERENCES contact (id),
    PRIMARY KEY (word, contact_id)
) {clustered};
