CREATE TABLE api_clients (
  id               BLOB    NOT NULL PRIMARY KEY,
  owner_user_id    BLOB    REFERENCES users (id) ON DELETE CASCADE,
  owner_project_id BLOB    REFERENCES projects (id) ON DELETE CASCADE,
  name             TEXT    NOT NULL,
  description      TEXT,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  last_used_at     INTEGER,
  expires_at       INTEGER,
  revoked_at       INTEGER,
  CHECK ((owner_user_id IS NULL) <> (owner_project_id IS NULL))
) STRICT;
CREATE INDEX api_clients_owner_user_id_idx ON api_clients (owner_user_id, created_at, id);
CREATE INDEX api_clients_owner_project_id_idx ON api_clients (owner_project_id, created_at, id);

CREATE TABLE api_client_tokens (
  digest     BLOB    NOT NULL PRIMARY KEY,
  client_id  BLOB    NOT NULL REFERENCES api_clients (id) ON DELETE CASCADE,
  expires_at INTEGER                           -- NULL: it has not been replaced
) STRICT, WITHOUT ROWID;
CREATE INDEX api_client_tokens_client_id_idx ON api_client_tokens (client_id);
CREATE INDEX api_client_tokens_expires_at_idx ON api_client_tokens (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE api_client_grants (
  client_id  BLOB NOT NULL REFERENCES api_clients (id) ON DELETE CASCADE,
  project_id BLOB NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  role       TEXT NOT NULL CHECK (role IN ('admin', 'member')),
  PRIMARY KEY (client_id, project_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX api_client_grants_project_id_idx ON api_client_grants (project_id);

CREATE TABLE api_client_permissions (
  client_id     BLOB NOT NULL,
  project_id    BLOB NOT NULL,
  permission_id BLOB NOT NULL REFERENCES project_permissions (id) ON DELETE CASCADE,
  PRIMARY KEY (client_id, project_id, permission_id),
  FOREIGN KEY (client_id, project_id) REFERENCES api_client_grants (client_id, project_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX api_client_permissions_permission_id_idx ON api_client_permissions (permission_id);
