-- The same tables, columns and indexes as migrations/sqlite: a test compares them. Digests are SHA-256.

CREATE TABLE users (
  id              uuid        NOT NULL PRIMARY KEY,
  surname         text,
  given_names     text,
  display_name    text,
  native_script   text,
  preferred_order text,
  username        text,
  username_key    text,                        -- what user names are compared by: lower case
  password_hash   text        NOT NULL,        -- PHC string of Argon2id
  totp_secret     bytea,                       -- sealed
  totp_enabled_at timestamptz,
  totp_last_step  bigint,                      -- the newest step that was used up
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_username_key_key ON users (username_key);

CREATE TABLE emails (
  id          uuid        NOT NULL PRIMARY KEY,
  user_id     uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  address     text        NOT NULL,
  address_key text        NOT NULL,            -- what addresses are compared by: lower case
  is_default  boolean     NOT NULL,
  verified_at timestamptz,
  created_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX emails_verified_key ON emails (address_key) WHERE verified_at IS NOT NULL;
CREATE UNIQUE INDEX emails_default_key ON emails (user_id) WHERE is_default;
CREATE UNIQUE INDEX emails_user_id_address_key_key ON emails (user_id, address_key);

CREATE TABLE recovery_codes (
  user_id uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  digest  bytea       NOT NULL,
  PRIMARY KEY (user_id, digest)
);

CREATE TABLE known_devices (
  user_id      uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  fingerprint  bytea       NOT NULL,
  last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, fingerprint)
);
CREATE INDEX known_devices_last_seen_at_idx ON known_devices (last_seen_at);

CREATE TABLE sessions (
  id           uuid        NOT NULL PRIMARY KEY,
  user_id      uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  ip           text,
  user_agent   text,
  language     text        NOT NULL,
  auth_time    timestamptz NOT NULL,
  methods      text        NOT NULL
);
CREATE INDEX sessions_user_id_idx ON sessions (user_id, last_used_at);
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

CREATE TABLE session_tokens (
  digest     bytea       NOT NULL PRIMARY KEY,
  session_id uuid        NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  kind       text        NOT NULL CHECK (kind IN ('access', 'refresh', 'cookie')),
  expires_at timestamptz,                      -- NULL: as long as its session
  used_at    timestamptz                       -- a refresh token that was exchanged; kept to notice its reuse
);
CREATE INDEX session_tokens_session_id_idx ON session_tokens (session_id);
CREATE INDEX session_tokens_expires_at_idx ON session_tokens (expires_at);

CREATE TABLE pending_registrations (
  address_key      text        NOT NULL PRIMARY KEY,
  address          text        NOT NULL,
  code_digest      bytea       NOT NULL,
  attempts         integer     NOT NULL,
  sent_at          timestamptz NOT NULL,
  code_expires_at  timestamptz NOT NULL,
  token_digest     bytea,                      -- set once the code was right
  token_expires_at timestamptz,
  expires_at       timestamptz NOT NULL        -- when nothing in this row matters any more
);
CREATE UNIQUE INDEX pending_registrations_token_digest_key ON pending_registrations (token_digest);
CREATE INDEX pending_registrations_expires_at_idx ON pending_registrations (expires_at);

CREATE TABLE sign_in_challenges (
  digest     bytea       NOT NULL PRIMARY KEY,
  user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind       text        NOT NULL,
  methods    text        NOT NULL,
  attempts   integer     NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_challenges_user_id_idx ON sign_in_challenges (user_id);
CREATE INDEX sign_in_challenges_expires_at_idx ON sign_in_challenges (expires_at);

CREATE TABLE password_resets (
  digest      bytea       NOT NULL PRIMARY KEY,
  user_id     uuid        REFERENCES users (id) ON DELETE CASCADE, -- NULL: a decoy for an unknown address
  address     text        NOT NULL,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL
);
CREATE INDEX password_resets_user_id_idx ON password_resets (user_id);
CREATE INDEX password_resets_expires_at_idx ON password_resets (expires_at);

CREATE TABLE attempt_counters (
  key           bytea       NOT NULL PRIMARY KEY,
  failures      integer     NOT NULL,
  last_at       timestamptz NOT NULL,
  blocked_until timestamptz NOT NULL
);
CREATE INDEX attempt_counters_last_at_idx ON attempt_counters (last_at);

CREATE TABLE clients (
  id               uuid        NOT NULL PRIMARY KEY,
  owner_user_id    uuid        REFERENCES users (id) ON DELETE CASCADE,
  owner_project_id uuid,
  name             text        NOT NULL,
  redirect_uris    text        NOT NULL,       -- a JSON array
  secret_digest    bytea,                      -- NULL: a public client
  auth_method      text        NOT NULL,
  grant_types      text        NOT NULL,       -- a JSON array
  skip_consent     boolean     NOT NULL,
  id_token_alg     text        NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  CHECK ((owner_user_id IS NULL) <> (owner_project_id IS NULL))
);
CREATE INDEX clients_owner_user_id_idx ON clients (owner_user_id, created_at);
CREATE INDEX clients_owner_project_id_idx ON clients (owner_project_id, created_at);

CREATE TABLE grants (
  id              uuid        NOT NULL PRIMARY KEY,
  client_id       uuid        NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  user_id         uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  session_id      uuid        REFERENCES sessions (id) ON DELETE SET NULL, -- refuses a grant of a session that just ended
  scopes          text        NOT NULL,
  redirect_uri    text        NOT NULL,
  nonce           text,
  code_challenge  text,
  code_digest     bytea       NOT NULL,
  code_expires_at timestamptz NOT NULL,
  redeemed_at     timestamptz,
  revoked_at      timestamptz,
  auth_time       timestamptz NOT NULL,
  amr             text        NOT NULL,
  acr             text        NOT NULL,
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX grants_code_digest_key ON grants (code_digest);
CREATE INDEX grants_client_id_idx ON grants (client_id);
CREATE INDEX grants_session_id_idx ON grants (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX grants_user_id_client_id_idx ON grants (user_id, client_id);
CREATE INDEX grants_expires_at_idx ON grants (expires_at);
CREATE INDEX grants_revoked_at_idx ON grants (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE oauth_refresh_tokens (
  digest     bytea       NOT NULL PRIMARY KEY,
  grant_id   uuid        NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
  issued_at  timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz                       -- one that was rotated; kept to notice its reuse
);
CREATE INDEX oauth_refresh_tokens_grant_id_idx ON oauth_refresh_tokens (grant_id);
CREATE INDEX oauth_refresh_tokens_expires_at_idx ON oauth_refresh_tokens (expires_at);

CREATE TABLE consents (
  user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  client_id  uuid        NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  scopes     text        NOT NULL,
  granted_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, client_id)
);
CREATE INDEX consents_client_id_idx ON consents (client_id);

CREATE TABLE signing_keys (
  kid          text        NOT NULL PRIMARY KEY,
  alg          text        NOT NULL,
  generation   integer     NOT NULL,
  public_jwk   text        NOT NULL,           -- JSON
  private_key  bytea       NOT NULL,           -- sealed
  created_at   timestamptz NOT NULL,
  activates_at timestamptz NOT NULL,
  retires_at   timestamptz,
  expires_at   timestamptz
);
CREATE UNIQUE INDEX signing_keys_alg_generation_key ON signing_keys (alg, generation);

CREATE TABLE outbox (
  id         uuid        NOT NULL PRIMARY KEY,
  topic      text        NOT NULL,
  payload    bytea       NOT NULL,             -- sealed
  created_at timestamptz NOT NULL,
  due_at     timestamptz NOT NULL,
  attempts   integer     NOT NULL,
  last_error text,
  dead_at    timestamptz                       -- given up; kept a while for whoever looks into it
);
CREATE INDEX outbox_due_idx ON outbox (due_at, id) WHERE dead_at IS NULL;
CREATE INDEX outbox_dead_at_idx ON outbox (dead_at) WHERE dead_at IS NOT NULL;
