-- Clients of projects have no owner without them.
DELETE FROM clients WHERE owner_project_id IS NOT NULL;
DROP TRIGGER clients_keep_project;
DROP TRIGGER clients_need_project;
DROP TABLE project_invites;
DROP TABLE member_permissions;
DROP TABLE project_permissions;
DROP TABLE project_members;
DROP TABLE projects;
