-- The sector of a client's own names of people, as a JSON object; NULL: it knows them by the public ones.
ALTER TABLE clients ADD COLUMN subject_type text;
