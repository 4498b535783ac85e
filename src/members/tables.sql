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
    changed_by int NOT NULL,
    square int,
    wide_square int
);
CREATE INDEX IF NOT EXISTS member_name ON member (name_key, id);
CREATE INDEX IF NOT EXISTS member_country ON member (country, name_key, id, from_day);
CREATE INDEX IF NOT EXISTS member_from ON member (from_day);
CREATE INDEX IF NOT EXISTS member_placed ON member (id, latitude, longitude, from_day) WHERE latitude IS NOT NULL;
CREATE INDEX IF NOT EXISTS member_placed_in ON member (country, id, latitude, longitude, from_day) WHERE latitude IS NOT NULL;
CREATE INDEX IF NOT EXISTS member_square ON member (country, square, from_day) WHERE square IS NOT NULL;
CREATE INDEX IF NOT EXISTS member_wide_square ON member (wide_square, from_day) WHERE wide_square IS NOT NULL;
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
-- What pages show of a whole network, kept by the effects, so that neither admission nor a page counts it (store_rolls.cpp).
-- Of a State: its members, those with a place on the map, and those that the cap counts.
CREATE TABLE IF NOT EXISTS country_roll (
    country text NOT NULL,
    members int NOT NULL,
    placed int NOT NULL,
    cities int NOT NULL,
    PRIMARY KEY (country)
);
-- How many members a State, a region (UN M49) or a members::Size had from that day until the next one written here.
CREATE TABLE IF NOT EXISTS area_step (
    area text NOT NULL,
    day text NOT NULL,
    members int NOT NULL,
    PRIMARY KEY (area, day)
);
-- Of each members::Size, by its name; on a day: area_step.
CREATE TABLE IF NOT EXISTS size_roll (
    size text PRIMARY KEY,
    members int NOT NULL
);
-- How many members have joined in a year, of those of whom a source says which; and on its days, the first they may have.
CREATE TABLE IF NOT EXISTS year_roll (
    year int PRIMARY KEY,
    members int NOT NULL
);
CREATE TABLE IF NOT EXISTS day_roll (
    day text PRIMARY KEY,
    members int NOT NULL
);
-- Squares of the map where members are: of half a degree for a State's, of two degrees for the world's (country ''). `day`: the first
-- day of one of them; absent when no source says.
CREATE TABLE IF NOT EXISTS square (
    country text NOT NULL,
    square int NOT NULL,
    day text,
    PRIMARY KEY (country, square)
);
