DROP TABLE initial_access_tokens;
DROP TABLE client_registrations;
DELETE FROM clients WHERE owner_user_id IS NULL AND owner_project_id IS NULL;
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, 'CHECK (owner_user_id IS NULL OR owner_project_id IS NULL)', 'CHECK ((owner_user_id IS NULL) <> (owner_project_id IS NULL))')
WHERE type = 'table' AND name = 'clients';
PRAGMA writable_schema = RESET;
