CREATE TABLE IF NOT EXISTS source (
    id int PRIMARY KEY,
    title text NOT NULL,
    publisher text,
    address text,
    read text,
    kind text NOT NULL
);
CREATE TABLE IF NOT EXISTS statement (
    id int PRIMARY KEY,
    subject text NOT NULL,
    name text,
    country text,
    kind text,
    value int,
    unit text,
    as_of text NOT NULL,
    as_of_day text NOT NULL,
    as_of_words text,
    quote_fr text NOT NULL,
    quote_en text NOT NULL,
    translated text NOT NULL,
    confidence text NOT NULL,
    latitude int,
    longitude int,
    geonameid int
);
CREATE INDEX IF NOT EXISTS statement_subject ON statement (subject, as_of_day, id);
CREATE TABLE IF NOT EXISTS statement_source (
    statement int NOT NULL REFERENCES statement (id),
    ordinal int NOT NULL,
    source int NOT NULL REFERENCES source (id),
    PRIMARY KEY (statement, ordinal)
);
