CREATE TABLE address_codes (
  email_id    BLOB    NOT NULL PRIMARY KEY REFERENCES emails (id) ON DELETE CASCADE,
  code_digest BLOB    NOT NULL,
  attempts    INTEGER NOT NULL,
  sent_at     INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX address_codes_expires_at_idx ON address_codes (expires_at);
