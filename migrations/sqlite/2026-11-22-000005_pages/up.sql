-- A list is read page by page: behind an instant and an id, in their order. So each index that finds a list ends with
-- the two, and no page is sorted or counted. They are what never changes of a row: the use of a session or of an app
-- moves nothing.
DROP INDEX sessions_user_id_idx;
CREATE INDEX sessions_user_id_idx ON sessions (user_id, created_at, id);

DROP INDEX clients_owner_user_id_idx;
CREATE INDEX clients_owner_user_id_idx ON clients (owner_user_id, created_at, id);
DROP INDEX clients_owner_project_id_idx;
CREATE INDEX clients_owner_project_id_idx ON clients (owner_project_id, created_at, id);

CREATE INDEX consents_user_id_idx ON consents (user_id, granted_at, client_id);

DROP INDEX project_members_project_id_idx;
CREATE INDEX project_members_project_id_idx ON project_members (project_id, created_at, id);
DROP INDEX project_members_user_id_idx;
CREATE INDEX project_members_user_id_idx ON project_members (user_id, created_at, id);

DROP INDEX project_permissions_project_id_idx;
CREATE INDEX project_permissions_project_id_idx ON project_permissions (project_id, created_at, id);

DROP INDEX project_invites_project_id_idx;
CREATE INDEX project_invites_project_id_idx ON project_invites (project_id, created_at, id);

-- Whoever removes an account locks its projects in the order of their ids.
DROP INDEX projects_owner_id_idx;
CREATE INDEX projects_owner_id_idx ON projects (owner_id, id);
