ALTER TABLE audit_log ADD COLUMN api_client_id BLOB; -- by which it was done, if not in person
