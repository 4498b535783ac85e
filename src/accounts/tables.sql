-- A role held from a day to a last day, everywhere (scope_kind empty) or for one thing.
CREATE TABLE IF NOT EXISTS role_grant (
    id int PRIMARY KEY,
    person int NOT NULL REFERENCES person (id),
    role text NOT NULL,
    scope_kind text NOT NULL,
    scope_id int NOT NULL,
    from_day text NOT NULL,
    until_day text,
    granted_by int NOT NULL,
    ended_by int
);
CREATE INDEX IF NOT EXISTS role_grant_person ON role_grant(person, id);
CREATE INDEX IF NOT EXISTS role_grant_until ON role_grant(until_day, id);
