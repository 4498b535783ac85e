CREATE TABLE IF NOT EXISTS source (
    id int PRIMARY KEY,
    title text NOT NULL,
    publisher text,
    address text,
    read text,
    kind text NOT NULL,
    gone text,
    copy text
);
-- sources: the numbers of its sources in their order, "12001 14003", as statement_source has them one by one.
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
    geonameid int,
    title_fr text,
    title_en text,
    precision_word text,
    value_to int,
    equivalent int,
    equivalent_unit text,
    since text,
    period text,
    place text,
    countries text NOT NULL,
    partner_kind text,
    fund text,
    partners text,
    mechanism_fr text,
    mechanism_en text,
    purpose_fr text,
    purpose_en text,
    changed_by int NOT NULL,
    withdrawn_by int,
    withdrawn_because text,
    sources text NOT NULL
);
CREATE INDEX IF NOT EXISTS statement_subject ON statement (subject, as_of_day, id);
CREATE INDEX IF NOT EXISTS statement_listed ON statement (subject, id, withdrawn_by);
CREATE TABLE IF NOT EXISTS statement_source (
    statement int NOT NULL REFERENCES statement (id),
    ordinal int NOT NULL,
    source int NOT NULL REFERENCES source (id),
    PRIMARY KEY (statement, ordinal)
);
CREATE INDEX IF NOT EXISTS statement_source_source ON statement_source (source, statement);
CREATE TABLE IF NOT EXISTS statement_contradiction (
    statement int NOT NULL REFERENCES statement (id),
    other int NOT NULL REFERENCES statement (id),
    PRIMARY KEY (statement, other)
);
CREATE INDEX IF NOT EXISTS statement_contradiction_other ON statement_contradiction (other, statement);
