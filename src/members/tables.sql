-- region: the sub-region (UN M49) of the country; empty when it has none, or is a country no more.
CREATE TABLE IF NOT EXISTS member (
    id int PRIMARY KEY,
    name text NOT NULL,
    name_key text NOT NULL,
    country text NOT NULL,
    region text NOT NULL DEFAULT '',
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
    joined text NOT NULL DEFAULT 'recorded',
    until_day text,
    square int,
    wide_square int
);
-- What has changed since a list was last read (store_list.cpp). An index with "_by_" in its name is for pages alone: a rebuild makes it last, so
-- no effect may need it (docs/decisions/0027-what-a-page-costs.md).
CREATE INDEX IF NOT EXISTS member_by_change ON member (changed_by);
CREATE INDEX IF NOT EXISTS member_country ON member (country, name_key, id, from_day, until_day);
CREATE INDEX IF NOT EXISTS member_square ON member (region, square, from_day) WHERE square IS NOT NULL;
CREATE INDEX IF NOT EXISTS member_wide_square ON member (wide_square, from_day) WHERE wide_square IS NOT NULL;
-- The dated history of a membership, in order; line 0 is how it began.
CREATE TABLE IF NOT EXISTS member_status (
    member int NOT NULL REFERENCES member (id),
    place int NOT NULL,
    status text NOT NULL,
    from_text text,
    from_day text,
    basis text NOT NULL,
    act int NOT NULL,
    struck_by int,
    PRIMARY KEY (member, place)
);
CREATE INDEX IF NOT EXISTS member_status_basis ON member_status (basis, member);
-- What it was called, where it was and what it was, with the days on which it was so. A fact that never changed has no line.
CREATE TABLE IF NOT EXISTS member_fact (
    member int NOT NULL REFERENCES member (id),
    fact text NOT NULL,
    place int NOT NULL,
    value text NOT NULL,
    from_text text,
    from_day text,
    until_text text,
    until_day text,
    basis text NOT NULL,
    act int NOT NULL,
    PRIMARY KEY (member, fact, place)
);
CREATE INDEX IF NOT EXISTS member_fact_ends ON member_fact (until_day, fact);
CREATE TABLE IF NOT EXISTS member_kin (
    member int NOT NULL REFERENCES member (id),
    how text NOT NULL,
    other int NOT NULL REFERENCES member (id),
    note_fr text NOT NULL,
    note_en text NOT NULL,
    act int NOT NULL,
    PRIMARY KEY (member, how, other)
);
CREATE INDEX IF NOT EXISTS member_kin_other ON member_kin (other);
CREATE INDEX IF NOT EXISTS member_kin_by_how ON member_kin (how, member, other);
-- The words of a member's name, folded: what the directory searches.
CREATE TABLE IF NOT EXISTS member_word (
    word text NOT NULL,
    member int NOT NULL REFERENCES member (id),
    PRIMARY KEY (word, member)
);
CREATE INDEX IF NOT EXISTS member_word_of ON member_word (member);
CREATE TABLE IF NOT EXISTS member_source (
    member int NOT NULL REFERENCES member (id),
    ordinal int NOT NULL,
    source int NOT NULL REFERENCES source (id),
    PRIMARY KEY (member, ordinal)
);
CREATE INDEX IF NOT EXISTS member_source_cites ON member_source (source, member);
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
    asked text,
    nature text
);
CREATE INDEX IF NOT EXISTS titular_member ON titular (member, id);
CREATE INDEX IF NOT EXISTS titular_person ON titular (person, id);
-- Since when nobody has shown that they are still in office.
CREATE INDEX IF NOT EXISTS titular_by_shown ON titular (coalesce(confirmed, from_day), id) WHERE until_text IS NULL;
-- What pages show of a whole network, kept by the effects, so that neither admission nor a page counts it (store_rolls.cpp).
-- Of a State: its members, those with a place on the map, and those that the cap counts.
CREATE TABLE IF NOT EXISTS country_roll (
    country text NOT NULL,
    members int NOT NULL,
    placed int NOT NULL,
    cities int NOT NULL,
    PRIMARY KEY (country)
);
CREATE INDEX IF NOT EXISTS country_roll_former ON country_roll (country) WHERE length(country) > 2;
-- Of a region (UN M49), also one that has members no more: its members and those with a place on the map. Members of a country that is no
-- more count where it was.
CREATE TABLE IF NOT EXISTS region_roll (
    region text PRIMARY KEY,
    members int NOT NULL,
    placed int NOT NULL
);
-- How many members a State, a region (UN M49) or a members::Size had from that day until the next one written here; and under "*", how
-- many States had members.
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
-- Of each kind, class and status at present, those that belong (1) or no more (0).
CREATE TABLE IF NOT EXISTS trait_roll (
    kind text NOT NULL,
    class text NOT NULL,
    status text NOT NULL,
    belongs int NOT NULL,
    members int NOT NULL,
    PRIMARY KEY (kind, class, status, belongs)
);
-- How many members have joined in a year, of those of whom a source says which; and on its days, the first they may have.
CREATE TABLE IF NOT EXISTS year_roll (
    year int PRIMARY KEY,
    members int NOT NULL
);
CREATE TABLE IF NOT EXISTS substitute (
    id int PRIMARY KEY,
    member int NOT NULL REFERENCES member (id),
    person int NOT NULL,
    title text NOT NULL,
    from_text text NOT NULL,
    until_text text
);
CREATE INDEX IF NOT EXISTS substitute_member ON substitute (member, id);
-- Persons of a member's services, as long as they consent: a line that is withdrawn is no longer here.
CREATE TABLE IF NOT EXISTS service_contact (
    id int PRIMARY KEY,
    member int NOT NULL REFERENCES member (id),
    person int NOT NULL,
    service text NOT NULL,
    service_key text NOT NULL,
    consent_on text NOT NULL,
    act int NOT NULL
);
CREATE INDEX IF NOT EXISTS service_contact_member ON service_contact (member, service_key);
-- What an association of local authorities covers, and how many it gathers.
CREATE TABLE IF NOT EXISTS coverage (
    association int PRIMARY KEY REFERENCES member (id),
    regions text NOT NULL,
    authorities int,
    counted text,
    source int,
    act int NOT NULL
);
CREATE TABLE IF NOT EXISTS coverage_country (
    association int NOT NULL REFERENCES member (id),
    country text NOT NULL,
    PRIMARY KEY (association, country)
);
CREATE TABLE IF NOT EXISTS association_member (
    association int NOT NULL REFERENCES member (id),
    member int NOT NULL REFERENCES member (id),
    act int NOT NULL,
    from_text text,
    until_text text,
    PRIMARY KEY (association, member, act)
);
CREATE INDEX IF NOT EXISTS association_member_member ON association_member (member);
CREATE TABLE IF NOT EXISTS day_roll (
    day text PRIMARY KEY,
    members int NOT NULL
);
-- Squares of the map where members are: of members::region_grid for a sub-region, of world_grid for the world (region ''). `day`: the
-- first day of one of them; absent when no source says.
CREATE TABLE IF NOT EXISTS square (
    region text NOT NULL,
    square int NOT NULL,
    day text,
    PRIMARY KEY (region, square)
);
