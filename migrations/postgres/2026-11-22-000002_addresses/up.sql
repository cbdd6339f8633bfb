CREATE TABLE address_codes (
  email_id    uuid        NOT NULL PRIMARY KEY REFERENCES emails (id) ON DELETE CASCADE,
  code_digest bytea       NOT NULL,
  attempts    integer     NOT NULL,
  sent_at     timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL
);
CREATE INDEX address_codes_expires_at_idx ON address_codes (expires_at);

-- What a search compares names with: each on a line of its own, in lower case. SQLite lowers ASCII only here; other
-- scripts follow with the next change of the profile.
ALTER TABLE users ADD COLUMN search_key text NOT NULL DEFAULT '';
UPDATE users SET search_key = lower(
  coalesce(username, '') || E'\n' || coalesce(display_name, '') || E'\n' || coalesce(native_script, '') || E'\n' ||
  coalesce(given_names, '') || ' ' || coalesce(surname, '') || E'\n' ||
  coalesce(surname, '') || ' ' || coalesce(given_names, '')
);
