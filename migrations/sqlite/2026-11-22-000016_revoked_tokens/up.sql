-- Access tokens that were revoked before their time and have no grant that could be ended instead.
CREATE TABLE revoked_tokens (
  jti        TEXT    NOT NULL PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX revoked_tokens_expires_at_idx ON revoked_tokens (expires_at);
