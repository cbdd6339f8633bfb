DROP INDEX projects_owner_id_idx;
CREATE INDEX projects_owner_id_idx ON projects (owner_id);

DROP INDEX project_invites_project_id_idx;
CREATE INDEX project_invites_project_id_idx ON project_invites (project_id, created_at);

DROP INDEX project_permissions_project_id_idx;
CREATE INDEX project_permissions_project_id_idx ON project_permissions (project_id, created_at);

DROP INDEX project_members_user_id_idx;
CREATE INDEX project_members_user_id_idx ON project_members (user_id);
DROP INDEX project_members_project_id_idx;
CREATE INDEX project_members_project_id_idx ON project_members (project_id, created_at);

DROP INDEX consents_user_id_idx;

DROP INDEX clients_owner_project_id_idx;
CREATE INDEX clients_owner_project_id_idx ON clients (owner_project_id, created_at);
DROP INDEX clients_owner_user_id_idx;
CREATE INDEX clients_owner_user_id_idx ON clients (owner_user_id, created_at);

DROP INDEX sessions_user_id_idx;
CREATE INDEX sessions_user_id_idx ON sessions (user_id, last_used_at);
