-- Servers of projects that take access tokens (RFC 8707). `key` is the URI as it is compared; `scopes` is NULL for all.
CREATE TABLE resources (
  id         BLOB    NOT NULL PRIMARY KEY,
  project_id BLOB    NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  uri        TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  scopes     TEXT,
  is_open    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX resources_key_key ON resources (key);
CREATE INDEX resources_project_id_created_at_idx ON resources (project_id, created_at, id);

-- For which of them people allowed a client tokens.
CREATE TABLE consent_resources (
  user_id     BLOB NOT NULL,
  client_id   BLOB NOT NULL,
  resource_id BLOB NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, client_id, resource_id),
  FOREIGN KEY (user_id, client_id) REFERENCES consents (user_id, client_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_resources_resource_id_idx ON consent_resources (resource_id);

-- The ids of resources with blanks between them; NULL is none. Nothing is looked up by them.
ALTER TABLE grants ADD COLUMN resources TEXT;
ALTER TABLE device_requests ADD COLUMN resources TEXT;
