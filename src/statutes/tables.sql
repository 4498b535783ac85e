-- from_text: the beginning as the act says it; from_day: the first day that this allows.
CREATE TABLE IF NOT EXISTS rule (
    id int PRIMARY KEY,
    rule text NOT NULL,
    value int NOT NULL,
    from_day text,
    from_text text,
    to_day text,
    article_fr text NOT NULL,
    article_en text NOT NULL,
    text_fr text NOT NULL,
    text_en text NOT NULL,
    basis text NOT NULL,
    ended_by int
);
CREATE INDEX IF NOT EXISTS rule_name ON rule (rule, id);
CREATE TABLE IF NOT EXISTS provision (
    id int PRIMARY KEY,
    name text NOT NULL,
    from_day text,
    from_text text,
    to_day text,
    article text NOT NULL,
    article_fr text NOT NULL,
    article_en text NOT NULL,
    text_fr text NOT NULL,
    text_en text NOT NULL,
    value text NOT NULL,
    basis text NOT NULL,
    ended_by int
);
CREATE INDEX IF NOT EXISTS provision_name ON provision (name, id);
