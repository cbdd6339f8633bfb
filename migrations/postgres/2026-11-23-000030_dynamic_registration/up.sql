-- A client that registered itself is nobody's.
ALTER TABLE clients DROP CONSTRAINT clients_check,
  ADD CONSTRAINT clients_check CHECK (owner_user_id IS NULL OR owner_project_id IS NULL);

-- What only such clients have (RFC 7592).
CREATE TABLE client_registrations (
  client_id    uuid        NOT NULL PRIMARY KEY REFERENCES clients (id) ON DELETE CASCADE,
  token_digest bytea       NOT NULL,           -- of the registration access token
  expires_at   timestamptz                     -- NULL: it is used, and stays
);
CREATE INDEX client_registrations_expires_at_idx ON client_registrations (expires_at) WHERE expires_at IS NOT NULL;

-- What the operator lets somebody register clients by (RFC 7591 §3).
CREATE TABLE initial_access_tokens (
  id         uuid        NOT NULL PRIMARY KEY,
  digest     bytea       NOT NULL,
  uses_left  integer     NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CHECK (uses_left >= 0)
);
CREATE UNIQUE INDEX initial_access_tokens_digest_key ON initial_access_tokens (digest);
CREATE INDEX initial_access_tokens_expires_at_idx ON initial_access_tokens (expires_at);
