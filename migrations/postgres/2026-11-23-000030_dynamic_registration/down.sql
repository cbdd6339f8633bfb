DROP TABLE initial_access_tokens;
DROP TABLE client_registrations;
DELETE FROM clients WHERE owner_user_id IS NULL AND owner_project_id IS NULL;
ALTER TABLE clients DROP CONSTRAINT clients_check,
  ADD CONSTRAINT clients_check CHECK ((owner_user_id IS NULL) <> (owner_project_id IS NULL));
