-- Papers that were issued. facts: what they say, as it was known that day (documents/wording.h); subject_key: folded, for the search.
CREATE TABLE IF NOT EXISTS document (
    id int PRIMARY KEY,
    number text NOT NULL UNIQUE,
    kind text NOT NULL,
    language text NOT NULL,
    day text NOT NULL,
    subject text NOT NULL,
    subject_key text NOT NULL,
    member int,
    decision int,
    on_day text,
    basis text NOT NULL,
    template int NOT NULL,
    facts text NOT NULL
);
CREATE TABLE IF NOT EXISTS document_template (
    id int PRIMARY KEY,
    kind text NOT NULL,
    text_fr text NOT NULL,
    text_en text NOT NULL,
    day text NOT NULL
);
CREATE INDEX IF NOT EXISTS document_template_kind ON document_template (kind, id);
-- Which bytes left for a paper: a later program would perhaps print it otherwise, and these are given again. The file has the rest.
CREATE TABLE IF NOT EXISTS local_document_print (
    document int PRIMARY KEY,
    sha256 blob NOT NULL
);
