ALTER TABLE clients DROP COLUMN logout;
