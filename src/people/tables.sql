-- Handles point into personal_value; what is erased is no longer there.
CREATE TABLE IF NOT EXISTS person (
    id int PRIMARY KEY,
    name int NOT NULL,
    email int NOT NULL,
    telephone int,
    erased_by int
);
