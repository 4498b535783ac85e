-- What search looks through: made from the other tables, kept beside them, made again when it is missing or of another program.
-- A shelf is a kind of thing and who may find it: "member", "person@secretariat". `ids`: up to 256 numbers from `first` on, as variable
-- bytes of their differences.
CREATE TABLE IF NOT EXISTS local_search_posting (
    shelf text NOT NULL,
    word text NOT NULL,
    first int NOT NULL,
    ids blob NOT NULL,
    PRIMARY KEY (shelf, word, first)
);
-- Under what a thing stands there, so that it can be taken away: its shelves in one line, then a word in each.
CREATE TABLE IF NOT EXISTS local_search_document (
    id int PRIMARY KEY,
    entries text NOT NULL
);
-- `made_by`: which sources, of which versions. `number`: every entry up to it has been looked at. `complete`: 1 once all things have.
CREATE TABLE IF NOT EXISTS local_search_state (
    one int PRIMARY KEY CHECK (one = 1),
    made_by text NOT NULL,
    number int NOT NULL,
    complete int NOT NULL
);
