CREATE TABLE IF NOT EXISTS application (
    id int PRIMARY KEY,
    name text NOT NULL,
    name_key text NOT NULL,
    country text NOT NULL,
    place text NOT NULL,
    place_key text NOT NULL,
    kind text NOT NULL,
    population int,
    population_from text NOT NULL,
    french text,
    authority text,
    titular_title text NOT NULL,
    titular_name int NOT NULL,
    contact int NOT NULL,
    consent text,
    received text NOT NULL,
    number int NOT NULL,
    step text NOT NULL,
    step_on text NOT NULL,
    closed int NOT NULL,
    changed_by int NOT NULL,
    letter int NOT NULL,
    passes int NOT NULL,
    mail_confirmed text,
    opinion text,
    opinion_until text,
    opinion_on text,
    advice text,
    examined_on text,
    examined_basis text NOT NULL,
    session text,
    admitted int,
    duplicate_of int
);
CREATE INDEX IF NOT EXISTS application_name ON application (country, name_key);
CREATE INDEX IF NOT EXISTS application_open ON application (step_on, id) WHERE closed = 0;
CREATE INDEX IF NOT EXISTS application_unclosed ON application (id) WHERE closed = 0;
CREATE INDEX IF NOT EXISTS application_by_step ON application (step, id);
CREATE TABLE IF NOT EXISTS application_piece (
    id int PRIMARY KEY,
    application int NOT NULL REFERENCES application (id),
    piece text NOT NULL,
    words text NOT NULL,
    asked_on text NOT NULL,
    until_day text,
    added_on text
);
CREATE INDEX IF NOT EXISTS application_piece_of ON application_piece (application, id);
-- How many files stand at each step: kept, so that no page counts them.
CREATE TABLE IF NOT EXISTS application_roll (
    step text PRIMARY KEY,
    applications int NOT NULL
);
