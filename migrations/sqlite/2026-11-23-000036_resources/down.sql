ALTER TABLE device_requests DROP COLUMN resources;
ALTER TABLE grants DROP COLUMN resources;
DROP TABLE consent_resources;
DROP TABLE resources;
