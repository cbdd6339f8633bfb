CREATE TABLE address_codes (
  email_id    BLOB    NOT NULL PRIMARY KEY REFERENCES emails (id) ON DELETE CASCADE,
  code_digest BLOB    NOT NULL,
  attempts    INTEGER NOT NULL,
  sent_at     INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX address_codes_expires_at_idx ON address_codes (expires_at);

-- What a search compares names with: each on a line of its own, in lower case. SQLite lowers ASCII only here; other
-- scripts follow with the next change of the profile.
ALTER TABLE users ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
UPDATE users SET search_key = lower(
  coalesce(username, '') || char(10) || coalesce(display_name, '') || char(10) || coalesce(native_script, '') || char(10) ||
  coalesce(given_names, '') || ' ' || coalesce(surname, '') || char(10) ||
  coalesce(surname, '') || ' ' || coalesce(given_names, '')
);
