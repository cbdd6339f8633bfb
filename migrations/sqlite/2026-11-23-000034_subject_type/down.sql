ALTER TABLE clients DROP COLUMN subject_type;
