-- Ids are 16-byte BLOBs, instants are microseconds since 1970 in UTC, digests are SHA-256.
-- The same tables, columns and indexes as migrations/postgres: a test compares them.

CREATE TABLE users (
  id              BLOB    NOT NULL PRIMARY KEY,
  surname         TEXT,
  given_names     TEXT,
  display_name    TEXT,
  native_script   TEXT,
  preferred_order TEXT,
  username        TEXT,
  username_key    TEXT,                        -- what user names are compared by: lower case
  password_hash   TEXT    NOT NULL,            -- PHC string of Argon2id
  totp_secret     BLOB,                        -- sealed
  totp_enabled_at INTEGER,
  totp_last_step  INTEGER,                     -- the newest step that was used up
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX users_username_key_key ON users (username_key);

CREATE TABLE emails (
  id          BLOB    NOT NULL PRIMARY KEY,
  user_id     BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  address     TEXT    NOT NULL,
  address_key TEXT    NOT NULL,                -- what addresses are compared by: lower case
  is_default  INTEGER NOT NULL,
  verified_at INTEGER,
  created_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX emails_verified_key ON emails (address_key) WHERE verified_at IS NOT NULL;
CREATE UNIQUE INDEX emails_default_key ON emails (user_id) WHERE is_default;
CREATE UNIQUE INDEX emails_user_id_address_key_key ON emails (user_id, address_key);

CREATE TABLE recovery_codes (
  user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  digest  BLOB NOT NULL,
  PRIMARY KEY (user_id, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE known_devices (
  user_id      BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  fingerprint  BLOB    NOT NULL,
  last_seen_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, fingerprint)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_devices_last_seen_at_idx ON known_devices (last_seen_at);

CREATE TABLE sessions (
  id           BLOB    NOT NULL PRIMARY KEY,
  user_id      BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at   INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  ip           TEXT,
  user_agent   TEXT,
  language     TEXT    NOT NULL,
  auth_time    INTEGER NOT NULL,
  methods      TEXT    NOT NULL
) STRICT;
CREATE INDEX sessions_user_id_idx ON sessions (user_id, last_used_at);
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

CREATE TABLE session_tokens (
  digest     BLOB    NOT NULL PRIMARY KEY,
  session_id BLOB    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  kind       TEXT    NOT NULL CHECK (kind IN ('access', 'refresh', 'cookie')),
  expires_at INTEGER,                          -- NULL: as long as its session
  used_at    INTEGER                           -- a refresh token that was exchanged; kept to notice its reuse
) STRICT, WITHOUT ROWID;
CREATE INDEX session_tokens_session_id_idx ON session_tokens (session_id);
CREATE INDEX session_tokens_expires_at_idx ON session_tokens (expires_at);

CREATE TABLE pending_registrations (
  address_key      TEXT    NOT NULL PRIMARY KEY,
  address          TEXT    NOT NULL,
  code_digest      BLOB    NOT NULL,
  attempts         INTEGER NOT NULL,
  sent_at          INTEGER NOT NULL,
  code_expires_at  INTEGER NOT NULL,
  token_digest     BLOB,                       -- set once the code was right
  token_expires_at INTEGER,
  expires_at       INTEGER NOT NULL            -- when nothing in this row matters any more
) STRICT;
CREATE UNIQUE INDEX pending_registrations_token_digest_key ON pending_registrations (token_digest);
CREATE INDEX pending_registrations_expires_at_idx ON pending_registrations (expires_at);

CREATE TABLE sign_in_challenges (
  digest     BLOB    NOT NULL PRIMARY KEY,
  user_id    BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind       TEXT    NOT NULL,
  methods    TEXT    NOT NULL,
  attempts   INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_challenges_user_id_idx ON sign_in_challenges (user_id);
CREATE INDEX sign_in_challenges_expires_at_idx ON sign_in_challenges (expires_at);

CREATE TABLE password_resets (
  digest      BLOB    NOT NULL PRIMARY KEY,
  user_id     BLOB    REFERENCES users (id) ON DELETE CASCADE, -- NULL: a decoy for an unknown address
  address     TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX password_resets_user_id_idx ON password_resets (user_id);
CREATE INDEX password_resets_expires_at_idx ON password_resets (expires_at);

CREATE TABLE attempt_counters (
  key           BLOB    NOT NULL PRIMARY KEY,
  failures      INTEGER NOT NULL,
  last_at       INTEGER NOT NULL,
  blocked_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_counters_last_at_idx ON attempt_counters (last_at);

CREATE TABLE clients (
  id               BLOB    NOT NULL PRIMARY KEY,
  owner_user_id    BLOB    REFERENCES users (id) ON DELETE CASCADE,
  owner_project_id BLOB,
  name             TEXT    NOT NULL,
  redirect_uris    TEXT    NOT NULL,           -- a JSON array
  secret_digest    BLOB,                       -- NULL: a public client
  auth_method      TEXT    NOT NULL,
  grant_types      TEXT    NOT NULL,           -- a JSON array
  skip_consent     INTEGER NOT NULL,
  id_token_alg     TEXT    NOT NULL,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  CHECK ((owner_user_id IS NULL) <> (owner_project_id IS NULL))
) STRICT;
CREATE INDEX clients_owner_user_id_idx ON clients (owner_user_id, created_at);
CREATE INDEX clients_owner_project_id_idx ON clients (owner_project_id, created_at);

CREATE TABLE grants (
  id              BLOB    NOT NULL PRIMARY KEY,
  client_id       BLOB    NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  user_id         BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  session_id      BLOB        REFERENCES sessions (id) ON DELETE SET NULL, -- refuses a grant of a session that just ended
  scopes          TEXT    NOT NULL,
  redirect_uri    TEXT    NOT NULL,
  nonce           TEXT,
  code_challenge  TEXT,
  code_digest     BLOB    NOT NULL,
  code_expires_at INTEGER NOT NULL,
  redeemed_at     INTEGER,
  revoked_at      INTEGER,
  auth_time       INTEGER NOT NULL,
  amr             TEXT    NOT NULL,
  acr             TEXT    NOT NULL,
  created_at      INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX grants_code_digest_key ON grants (code_digest);
CREATE INDEX grants_client_id_idx ON grants (client_id);
CREATE INDEX grants_session_id_idx ON grants (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX grants_user_id_client_id_idx ON grants (user_id, client_id);
CREATE INDEX grants_expires_at_idx ON grants (expires_at);
CREATE INDEX grants_revoked_at_idx ON grants (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE oauth_refresh_tokens (
  digest     BLOB    NOT NULL PRIMARY KEY,
  grant_id   BLOB    NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
  issued_at  INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at    INTEGER                           -- one that was rotated; kept to notice its reuse
) STRICT, WITHOUT ROWID;
CREATE INDEX oauth_refresh_tokens_grant_id_idx ON oauth_refresh_tokens (grant_id);
CREATE INDEX oauth_refresh_tokens_expires_at_idx ON oauth_refresh_tokens (expires_at);

CREATE TABLE consents (
  user_id    BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  client_id  BLOB    NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  scopes     TEXT    NOT NULL,
  granted_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consents_client_id_idx ON consents (client_id);

CREATE TABLE signing_keys (
  kid          TEXT    NOT NULL PRIMARY KEY,
  alg          TEXT    NOT NULL,
  generation   INTEGER NOT NULL,
  public_jwk   TEXT    NOT NULL,               -- JSON
  private_key  BLOB    NOT NULL,               -- sealed
  created_at   INTEGER NOT NULL,
  activates_at INTEGER NOT NULL,
  retires_at   INTEGER,
  expires_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX signing_keys_alg_generation_key ON signing_keys (alg, generation);

CREATE TABLE outbox (
  id         BLOB    NOT NULL PRIMARY KEY,
  topic      TEXT    NOT NULL,
  payload    BLOB    NOT NULL,                 -- sealed
  created_at INTEGER NOT NULL,
  due_at     INTEGER NOT NULL,
  attempts   INTEGER NOT NULL,
  last_error TEXT,
  dead_at    INTEGER                           -- given up; kept a while for whoever looks into it
) STRICT;
CREATE INDEX outbox_due_idx ON outbox (due_at, id) WHERE dead_at IS NULL;
CREATE INDEX outbox_dead_at_idx ON outbox (dead_at) WHERE dead_at IS NOT NULL;
