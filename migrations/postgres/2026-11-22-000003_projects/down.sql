-- Clients of projects have no owner without them.
DELETE FROM clients WHERE owner_project_id IS NOT NULL;
ALTER TABLE clients DROP CONSTRAINT clients_owner_project_id_fkey;
DROP TABLE project_invites;
DROP TABLE member_permissions;
DROP TABLE project_permissions;
DROP TABLE project_members;
DROP TABLE projects;
