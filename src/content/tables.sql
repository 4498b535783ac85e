-- A page of the site that the secretariat writes. published: the version readers see. day: of lists, once published.
CREATE TABLE IF NOT EXISTS content_page (
    id int PRIMARY KEY,
    key text NOT NULL UNIQUE,
    section text NOT NULL,
    newest int NOT NULL,
    published int,
    first_published text,
    day text,
    changed_by int NOT NULL
);
CREATE INDEX IF NOT EXISTS content_page_section ON content_page (section, day, id);
CREATE INDEX IF NOT EXISTS content_page_day ON content_page (day, id);
-- fr_since, en_since: the version, and the day, that last changed these words. Words nobody wrote are empty.
CREATE TABLE IF NOT EXISTS content_version (
    id int PRIMARY KEY,
    page int NOT NULL,
    ordinal int NOT NULL,
    original text NOT NULL,
    title_fr text NOT NULL,
    summary_fr text NOT NULL,
    text_fr text NOT NULL,
    fr_since int NOT NULL,
    fr_day text NOT NULL,
    title_en text NOT NULL,
    summary_en text NOT NULL,
    text_en text NOT NULL,
    en_since int NOT NULL,
    en_day text NOT NULL,
    stale int NOT NULL,
    day text,
    written text NOT NULL,
    basis text NOT NULL,
    act int NOT NULL
);
CREATE INDEX IF NOT EXISTS content_version_page ON content_version (page, ordinal);
-- What readers saw from which act on: a version, or nothing.
CREATE TABLE IF NOT EXISTS content_publication (
    act int PRIMARY KEY,
    page int NOT NULL,
    version int,
    day text NOT NULL
);
CREATE INDEX IF NOT EXISTS content_publication_page ON content_publication (page, act);
