-- Programmes. first_day and last_day: all the days its years may mean; in_force_…: both included, null when it never was in force.
CREATE TABLE IF NOT EXISTS programme (
    id int PRIMARY KEY,
    name_fr text NOT NULL,
    name_en text NOT NULL,
    translated text NOT NULL,
    from_text text NOT NULL,
    to_text text NOT NULL,
    first_day text NOT NULL,
    last_day text NOT NULL,
    adopted text,
    adopted_by_fr text,
    adopted_by_en text,
    state text NOT NULL,
    in_force_from text,
    in_force_last text,
    decision int,
    basis text NOT NULL,
    changed_by int NOT NULL
);
CREATE INDEX IF NOT EXISTS programme_first ON programme (first_day, id);
-- Ends that decisions moved, in order: the last one not annulled holds.
CREATE TABLE IF NOT EXISTS programme_end (
    act int PRIMARY KEY,
    programme int NOT NULL REFERENCES programme (id),
    last_day text NOT NULL,
    decision int NOT NULL
);
CREATE INDEX IF NOT EXISTS programme_end_decision ON programme_end (decision);
CREATE TABLE IF NOT EXISTS programme_length (
    act int PRIMARY KEY,
    programme int NOT NULL REFERENCES programme (id),
    years int NOT NULL,
    basis text NOT NULL
);
-- parent: 0 under the programme itself.
CREATE TABLE IF NOT EXISTS programme_node (
    id int PRIMARY KEY,
    programme int NOT NULL REFERENCES programme (id),
    kind text NOT NULL,
    parent int NOT NULL,
    ordinal int NOT NULL,
    name_fr text NOT NULL,
    name_en text NOT NULL,
    translated text NOT NULL,
    basis text NOT NULL,
    UNIQUE (programme, kind, parent, ordinal)
);
CREATE TABLE IF NOT EXISTS frame (
    id int PRIMARY KEY,
    kind text NOT NULL,
    name_fr text NOT NULL,
    name_en text NOT NULL,
    short_fr text NOT NULL,
    short_en text NOT NULL,
    note_fr text,
    note_en text,
    basis text NOT NULL,
    codes int NOT NULL
);
-- parent: 0 for the highest.
CREATE TABLE IF NOT EXISTS frame_code (
    id int PRIMARY KEY,
    frame int NOT NULL REFERENCES frame (id),
    code text NOT NULL,
    parent int NOT NULL,
    name_fr text NOT NULL,
    name_en text NOT NULL,
    wording text NOT NULL,
    basis text NOT NULL,
    UNIQUE (frame, code)
);
CREATE INDEX IF NOT EXISTS frame_code_parent ON frame_code (frame, parent, id);
-- 0 for what is not named.
CREATE TABLE IF NOT EXISTS programme_link (
    id int PRIMARY KEY,
    programme int NOT NULL,
    node int NOT NULL,
    frame int NOT NULL,
    code int NOT NULL,
    basis text NOT NULL,
    of_programme int NOT NULL,
    of_frame int NOT NULL,
    UNIQUE (programme, node, frame, code)
);
CREATE INDEX IF NOT EXISTS programme_link_programme ON programme_link (of_programme, id);
CREATE INDEX IF NOT EXISTS programme_link_frame ON programme_link (of_frame, id);
CREATE TABLE IF NOT EXISTS indicator (
    id int PRIMARY KEY,
    programme int NOT NULL,
    node int NOT NULL REFERENCES programme_node (id),
    name_fr text NOT NULL,
    name_en text NOT NULL,
    translated text NOT NULL,
    unit_fr text NOT NULL,
    unit_en text NOT NULL,
    counts text NOT NULL,
    baseline int,
    baseline_at text,
    target int,
    target_at text,
    basis text NOT NULL
);
CREATE INDEX IF NOT EXISTS indicator_programme ON indicator (programme, node, id);
CREATE TABLE IF NOT EXISTS indicator_value (
    id int PRIMARY KEY,
    indicator int NOT NULL REFERENCES indicator (id),
    value int NOT NULL,
    women int,
    men int,
    at text NOT NULL,
    at_day text NOT NULL,
    basis text NOT NULL
);
CREATE INDEX IF NOT EXISTS indicator_value_at ON indicator_value (indicator, at_day, id);
-- node or code: 0 for what is not named.
CREATE TABLE IF NOT EXISTS tag (
    id int PRIMARY KEY,
    kind text NOT NULL,
    thing int NOT NULL,
    node int NOT NULL,
    code int NOT NULL,
    basis text NOT NULL,
    UNIQUE (kind, thing, node, code)
);
-- Things at each place they are found: where they were tagged and at all above. times: by how many tags.
CREATE TABLE IF NOT EXISTS tagged (
    place_kind text NOT NULL,
    place int NOT NULL,
    kind text NOT NULL,
    thing int NOT NULL,
    times int NOT NULL,
    PRIMARY KEY (place_kind, place, kind, thing)
);
-- How many of each kind there are at a place: kept, so that a page counts nothing.
CREATE TABLE IF NOT EXISTS tag_roll (
    place_kind text NOT NULL,
    place int NOT NULL,
    kind text NOT NULL,
    things int NOT NULL,
    PRIMARY KEY (place_kind, place, kind)
);
