CREATE TABLE IF NOT EXISTS network (
    one int PRIMARY KEY CHECK (one = 1),
    name_fr text NOT NULL,
    name_en text NOT NULL,
    short_name text NOT NULL,
    seat text,
    zone text NOT NULL,
    founded text,
    nature text NOT NULL
);
