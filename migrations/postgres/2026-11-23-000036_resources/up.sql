-- Servers of projects that take access tokens (RFC 8707). `key` is the URI as it is compared; `scopes` is NULL for all.
CREATE TABLE resources (
  id         uuid        NOT NULL PRIMARY KEY,
  project_id uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  uri        text        NOT NULL,
  key        text        NOT NULL,
  name       text        NOT NULL,
  scopes     text,
  is_open    boolean     NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX resources_key_key ON resources (key);
CREATE INDEX resources_project_id_created_at_idx ON resources (project_id, created_at, id);

-- For which of them people allowed a client tokens.
CREATE TABLE consent_resources (
  user_id     uuid NOT NULL,
  client_id   uuid NOT NULL,
  resource_id uuid NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, client_id, resource_id),
  FOREIGN KEY (user_id, client_id) REFERENCES consents (user_id, client_id) ON DELETE CASCADE
);
CREATE INDEX consent_resources_resource_id_idx ON consent_resources (resource_id);

-- The ids of resources with blanks between them; NULL is none. Nothing is looked up by them.
ALTER TABLE grants ADD COLUMN resources text;
ALTER TABLE device_requests ADD COLUMN resources text;
