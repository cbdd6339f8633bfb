CREATE TABLE projects (
  id          BLOB    NOT NULL PRIMARY KEY,
  name        TEXT    NOT NULL,
  slug        TEXT    NOT NULL,
  description TEXT,
  is_public   INTEGER NOT NULL,
  owner_id    BLOB    NOT NULL REFERENCES users (id) ON DELETE RESTRICT, -- the member whose role is 'owner'
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX projects_slug_key ON projects (slug);
CREATE INDEX projects_owner_id_idx ON projects (owner_id);

CREATE TABLE project_members (
  id         BLOB    NOT NULL PRIMARY KEY,
  project_id BLOB    NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  user_id    BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role       TEXT    NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX project_members_project_id_user_id_key ON project_members (project_id, user_id);
CREATE UNIQUE INDEX project_members_owner_key ON project_members (project_id) WHERE role = 'owner';
CREATE INDEX project_members_project_id_idx ON project_members (project_id, created_at);
CREATE INDEX project_members_user_id_idx ON project_members (user_id);

CREATE TABLE project_permissions (
  id           BLOB    NOT NULL PRIMARY KEY,
  project_id   BLOB    NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  key          TEXT    NOT NULL,
  display_name TEXT    NOT NULL,
  description  TEXT,
  is_default   INTEGER NOT NULL,               -- whether every new member gets it
  created_at   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX project_permissions_project_id_key_key ON project_permissions (project_id, key);
CREATE INDEX project_permissions_project_id_idx ON project_permissions (project_id, created_at);

CREATE TABLE member_permissions (
  member_id     BLOB NOT NULL REFERENCES project_members (id) ON DELETE CASCADE,
  permission_id BLOB NOT NULL REFERENCES project_permissions (id) ON DELETE CASCADE,
  PRIMARY KEY (member_id, permission_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_permissions_permission_id_idx ON member_permissions (permission_id);

CREATE TABLE project_invites (
  id           BLOB    NOT NULL PRIMARY KEY,
  project_id   BLOB    NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  address      TEXT    NOT NULL,
  address_key  TEXT    NOT NULL,               -- what addresses are compared by: lower case
  role         TEXT    NOT NULL CHECK (role IN ('admin', 'member')),
  redirect_url TEXT,
  inviter_id   BLOB    REFERENCES users (id) ON DELETE SET NULL,
  token_digest BLOB    NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX project_invites_token_digest_key ON project_invites (token_digest);
CREATE UNIQUE INDEX project_invites_project_id_address_key_key ON project_invites (project_id, address_key);
CREATE INDEX project_invites_project_id_idx ON project_invites (project_id, created_at);
CREATE INDEX project_invites_inviter_id_idx ON project_invites (inviter_id);
CREATE INDEX project_invites_expires_at_idx ON project_invites (expires_at);

-- What is a foreign key with ON DELETE CASCADE on Postgres. SQLite can't add one to a column that is there,
-- and to rebuild the table would, by the cascades of its own references, empty grants and consents.
CREATE TRIGGER projects_end_clients AFTER DELETE ON projects BEGIN
  DELETE FROM clients WHERE owner_project_id = OLD.id;
END;
CREATE TRIGGER clients_need_project BEFORE INSERT ON clients
WHEN NEW.owner_project_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM projects WHERE id = NEW.owner_project_id) BEGIN
  SELECT RAISE(ABORT, 'there is no such project');
END;
CREATE TRIGGER clients_keep_project BEFORE UPDATE OF owner_project_id ON clients
WHEN NEW.owner_project_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM projects WHERE id = NEW.owner_project_id) BEGIN
  SELECT RAISE(ABORT, 'there is no such project');
END;
