CREATE TABLE IF NOT EXISTS iati_organisation (
    one int PRIMARY KEY CHECK (one = 1),
    identifier text NOT NULL,
    type text NOT NULL,
    reporter text NOT NULL,
    language text NOT NULL,
    currency text
);
CREATE TABLE IF NOT EXISTS iati_figure (
    ordinal int PRIMARY KEY,
    figure_use text NOT NULL,
    statement int NOT NULL REFERENCES statement (id)
);
