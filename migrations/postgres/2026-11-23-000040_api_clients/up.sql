CREATE TABLE api_clients (
  id               uuid        NOT NULL PRIMARY KEY,
  owner_user_id    uuid        REFERENCES users (id) ON DELETE CASCADE,
  owner_project_id uuid        REFERENCES projects (id) ON DELETE CASCADE,
  name             text        NOT NULL,
  description      text,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  last_used_at     timestamptz,
  expires_at       timestamptz,
  revoked_at       timestamptz,
  CHECK ((owner_user_id IS NULL) <> (owner_project_id IS NULL))
);
CREATE INDEX api_clients_owner_user_id_idx ON api_clients (owner_user_id, created_at, id);
CREATE INDEX api_clients_owner_project_id_idx ON api_clients (owner_project_id, created_at, id);

CREATE TABLE api_client_tokens (
  digest     bytea       NOT NULL PRIMARY KEY,
  client_id  uuid        NOT NULL REFERENCES api_clients (id) ON DELETE CASCADE,
  expires_at timestamptz                       -- NULL: it has not been replaced
);
CREATE INDEX api_client_tokens_client_id_idx ON api_client_tokens (client_id);
CREATE INDEX api_client_tokens_expires_at_idx ON api_client_tokens (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE api_client_grants (
  client_id  uuid NOT NULL REFERENCES api_clients (id) ON DELETE CASCADE,
  project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  role       text NOT NULL CHECK (role IN ('admin', 'member')),
  PRIMARY KEY (client_id, project_id)
);
CREATE INDEX api_client_grants_project_id_idx ON api_client_grants (project_id);

CREATE TABLE api_client_permissions (
  client_id     uuid NOT NULL,
  project_id    uuid NOT NULL,
  permission_id uuid NOT NULL REFERENCES project_permissions (id) ON DELETE CASCADE,
  PRIMARY KEY (client_id, project_id, permission_id),
  FOREIGN KEY (client_id, project_id) REFERENCES api_client_grants (client_id, project_id) ON DELETE CASCADE
);
CREATE INDEX api_client_permissions_permission_id_idx ON api_client_permissions (permission_id);
