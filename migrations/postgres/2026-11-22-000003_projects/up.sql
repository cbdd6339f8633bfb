CREATE TABLE projects (
  id          uuid        NOT NULL PRIMARY KEY,
  name        text        NOT NULL,
  slug        text        NOT NULL,
  description text,
  is_public   boolean     NOT NULL,
  owner_id    uuid        NOT NULL REFERENCES users (id) ON DELETE RESTRICT, -- the member whose role is 'owner'
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX projects_slug_key ON projects (slug);
CREATE INDEX projects_owner_id_idx ON projects (owner_id);

CREATE TABLE project_members (
  id         uuid        NOT NULL PRIMARY KEY,
  project_id uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role       text        NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX project_members_project_id_user_id_key ON project_members (project_id, user_id);
CREATE UNIQUE INDEX project_members_owner_key ON project_members (project_id) WHERE role = 'owner';
CREATE INDEX project_members_project_id_idx ON project_members (project_id, created_at);
CREATE INDEX project_members_user_id_idx ON project_members (user_id);

CREATE TABLE project_permissions (
  id           uuid        NOT NULL PRIMARY KEY,
  project_id   uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  key          text        NOT NULL,
  display_name text        NOT NULL,
  description  text,
  is_default   boolean     NOT NULL,           -- whether every new member gets it
  created_at   timestamptz NOT NULL
);
CREATE UNIQUE INDEX project_permissions_project_id_key_key ON project_permissions (project_id, key);
CREATE INDEX project_permissions_project_id_idx ON project_permissions (project_id, created_at);

CREATE TABLE member_permissions (
  member_id     uuid NOT NULL REFERENCES project_members (id) ON DELETE CASCADE,
  permission_id uuid NOT NULL REFERENCES project_permissions (id) ON DELETE CASCADE,
  PRIMARY KEY (member_id, permission_id)
);
CREATE INDEX member_permissions_permission_id_idx ON member_permissions (permission_id);

CREATE TABLE project_invites (
  id           uuid        NOT NULL PRIMARY KEY,
  project_id   uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  address      text        NOT NULL,
  address_key  text        NOT NULL,           -- what addresses are compared by: lower case
  role         text        NOT NULL CHECK (role IN ('admin', 'member')),
  redirect_url text,
  inviter_id   uuid        REFERENCES users (id) ON DELETE SET NULL,
  token_digest bytea       NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE UNIQUE INDEX project_invites_token_digest_key ON project_invites (token_digest);
CREATE UNIQUE INDEX project_invites_project_id_address_key_key ON project_invites (project_id, address_key);
CREATE INDEX project_invites_project_id_idx ON project_invites (project_id, created_at);
CREATE INDEX project_invites_inviter_id_idx ON project_invites (inviter_id);
CREATE INDEX project_invites_expires_at_idx ON project_invites (expires_at);

ALTER TABLE clients ADD CONSTRAINT clients_owner_project_id_fkey
  FOREIGN KEY (owner_project_id) REFERENCES projects (id) ON DELETE CASCADE;
