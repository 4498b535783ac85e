-- What people are told, and how they want to be told. None of it is in the journal; rebuild keeps it, and erasing a person deletes
-- theirs. Of what a news is about only the number is kept. Times are microseconds since 1970-01-01 UTC.
-- seen: shown to them and marked as read. told: in a message that was queued, or never to be in one.
CREATE TABLE IF NOT EXISTS local_news (
    id int PRIMARY KEY,
    person int NOT NULL,
    kind text NOT NULL,
    thing int NOT NULL,
    count int NOT NULL,
    at_us int NOT NULL,
    seen int NOT NULL,
    told int NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS local_news_once ON local_news (person, kind, thing);
CREATE INDEX IF NOT EXISTS local_news_person ON local_news (person, id);
CREATE INDEX IF NOT EXISTS local_news_untold ON local_news (person, id) WHERE told = 0;
CREATE TABLE IF NOT EXISTS local_news_choice (
    person int PRIMARY KEY,
    mail text NOT NULL
);
-- The days of the last digests of each person.
CREATE TABLE IF NOT EXISTS local_digest (
    person int NOT NULL,
    number int NOT NULL,
    day text NOT NULL,
    PRIMARY KEY (person, number)
);
CREATE UNIQUE INDEX IF NOT EXISTS local_digest_day ON local_digest (person, day);
-- How far each source of news was looked at.
CREATE TABLE IF NOT EXISTS local_news_cursor (
    name text PRIMARY KEY,
    value int NOT NULL
);
