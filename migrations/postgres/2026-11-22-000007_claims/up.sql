-- What people tell of themselves beside their names, as one JSON object. Nothing is looked up by it; NULL is nothing told.
ALTER TABLE users ADD COLUMN details text;
