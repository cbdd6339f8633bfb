ALTER TABLE audit_log DROP COLUMN api_client_id;
