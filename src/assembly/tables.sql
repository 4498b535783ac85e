CREATE TABLE IF NOT EXISTS decision (
    id int PRIMARY KEY,
    body text NOT NULL,
    day text NOT NULL,
    title text NOT NULL,
    subject text NOT NULL,
    subject_id int NOT NULL,
    result text NOT NULL,
    votes_for int,
    votes_against int,
    abstentions int,
    basis text NOT NULL,
    session int,
    executed_by int,
    annulled_by int,
    annulled_by_decision int
);
CREATE INDEX IF NOT EXISTS decision_by_day ON decision (day, id);
CREATE INDEX IF NOT EXISTS decision_by_body ON decision (body, day, id);
CREATE INDEX IF NOT EXISTS decision_by_result ON decision (result, day, id);
-- How many of a day, a body and a result: counted as they are recorded, so that no page counts them all.
CREATE TABLE IF NOT EXISTS decision_roll (
    day text NOT NULL,
    body text NOT NULL,
    result text NOT NULL,
    decisions int NOT NULL,
    PRIMARY KEY (day, body, result)
);
CREATE INDEX IF NOT EXISTS decision_session ON decision (session, day, id);
CREATE INDEX IF NOT EXISTS decision_open ON decision (day, id)
WHERE executed_by IS NULL AND annulled_by IS NULL AND result = 'adopted' AND subject_id <> 0;
CREATE TABLE IF NOT EXISTS session (
    id int PRIMARY KEY,
    body text NOT NULL,
    number int,
    number_known text NOT NULL,
    place text,
    country text,
    mode text NOT NULL,
    date text NOT NULL,
    first_day text NOT NULL,
    last_day text,
    date_words text,
    theme_fr text,
    theme_en text,
    note_fr text,
    note_en text,
    translated text NOT NULL,
    confidence text NOT NULL,
    stamp_us int NOT NULL,
    changed_by int NOT NULL
);
CREATE INDEX IF NOT EXISTS session_day ON session (first_day, id);
CREATE INDEX IF NOT EXISTS session_number ON session (body, number);
CREATE TABLE IF NOT EXISTS session_source (
    session int NOT NULL REFERENCES session (id),
    ordinal int NOT NULL,
    source int NOT NULL REFERENCES source (id),
    PRIMARY KEY (session, ordinal)
);
CREATE INDEX IF NOT EXISTS session_source_source ON session_source (source, session);
