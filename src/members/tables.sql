CREATE TABLE IF NOT EXISTS member (
    id int PRIMARY KEY,
    name text NOT NULL,
    name_key text NOT NULL,
    country text NOT NULL,
    kind text NOT NULL,
    class text NOT NULL,
    status text NOT NULL,
    since text,
    attested text,
    from_day text,
    latitude int,
    longitude int,
    population int,
    population_source int,
    geonameid int,
    name_note text,
    note_fr text NOT NULL,
    note_en text NOT NULL,
    basis text NOT NULL,
    changed_by int NOT NULL
);
CREATE INDEX IF NOT EXISTS member_name ON member (name_key, id);
CREATE INDEX IF NOT EXISTS member_country ON member (country, name_key, id, from_day);
CREATE INDEX IF NOT EXISTS member_since ON member (since, from_day);
-- The words of a member's name, folded: what the directory searches.
CREATE TABLE IF NOT EXISTS member_word (
    word text NOT NULL,
    member int NOT NULL REFERENCES member (id),
    PRIMARY KEY (word, member)
);
CREATE TABLE IF NOT EXISTS member_source (
    member int NOT NULL REFERENCES member (id),
    ordinal int NOT NULL,
    source int NOT NULL REFERENCES source (id),
    PRIMARY KEY (member, ordinal)
);
CREATE TABLE IF NOT EXISTS titular (
    id int PRIMARY KEY,
    member int NOT NULL REFERENCES member (id),
    person int NOT NULL,
    title text NOT NULL,
    from_text text NOT NULL,
    from_day text NOT NULL,
    until_text text,
    reason text,
    ended_by int,
    confirmed text,
    asked text
);
CREATE INDEX IF NOT EXISTS titular_member ON titular (member, id);
-- Since when nobody has shown that they are still in office.
CREATE INDEX IF NOT EXISTS titular_shown ON titular (coalesce(confirmed, from_day), id) WHERE until_text IS NULL;
-- How many members of a State there are, and how many the cap counts: kept, so that neither admission nor a page counts a whole network.
CREATE TABLE IF NOT EXISTS country_roll (
    country text PRIMARY KEY,
    members int NOT NULL,
    cities int NOT NULL
);
-- How many members have joined in a year, of those of whom a source says which.
CREATE TABLE IF NOT EXISTS year_roll (
    year int PRIMARY KEY,
    members int NOT NULL
);
