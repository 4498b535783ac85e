CREATE TABLE IF NOT EXISTS rule (
    id int PRIMARY KEY,
    rule text NOT NULL,
    value int NOT NULL,
    from_day text,
    to_day text,
    article_fr text NOT NULL,
    article_en text NOT NULL,
    basis text NOT NULL
);
CREATE INDEX IF NOT EXISTS rule_name ON rule (rule, id);
