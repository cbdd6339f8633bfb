-- A client that registered itself is nobody's. SQLite has no ALTER for a CHECK. To rebuild the table would, by the
-- cascades of its references, empty grants and consents, and would drop what other migrations add to it; the text of a
-- constraint may be changed in place (sqlite.org/lang_altertable.html, section 7), since it says nothing of how rows are
-- stored. The tables below make every other connection read the schema again.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, 'CHECK ((owner_user_id IS NULL) <> (owner_project_id IS NULL))', 'CHECK (owner_user_id IS NULL OR owner_project_id IS NULL)')
WHERE type = 'table' AND name = 'clients';

-- What only such clients have (RFC 7592).
CREATE TABLE client_registrations (
  client_id    BLOB    NOT NULL PRIMARY KEY REFERENCES clients (id) ON DELETE CASCADE,
  token_digest BLOB    NOT NULL,               -- of the registration access token
  expires_at   INTEGER                         -- NULL: it is used, and stays
) STRICT, WITHOUT ROWID;
CREATE INDEX client_registrations_expires_at_idx ON client_registrations (expires_at) WHERE expires_at IS NOT NULL;

-- What the operator lets somebody register clients by (RFC 7591 §3).
CREATE TABLE initial_access_tokens (
  id         BLOB    NOT NULL PRIMARY KEY,
  digest     BLOB    NOT NULL,
  uses_left  INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  CHECK (uses_left >= 0)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX initial_access_tokens_digest_key ON initial_access_tokens (digest);
CREATE INDEX initial_access_tokens_expires_at_idx ON initial_access_tokens (expires_at);
PRAGMA writable_schema = RESET;
