-- A letter of the secretariat: what each addressee gets, and the meeting it calls to.
CREATE TABLE IF NOT EXISTS letter (
    id int PRIMARY KEY,
    number int NOT NULL,
    day text NOT NULL,
    form text NOT NULL,
    subject_fr text NOT NULL,
    text_fr text NOT NULL,
    subject_en text,
    text_en text,
    place text,
    first_day text,
    first_time text,
    last_day text,
    last_time text,
    zone text
);
-- message: the row of outbox. An addressee to whom it was sent again has a row for each message.
CREATE TABLE IF NOT EXISTS letter_addressee (
    letter int NOT NULL REFERENCES letter (id),
    ordinal int NOT NULL,
    message int NOT NULL,
    person int NOT NULL,
    PRIMARY KEY (letter, ordinal, message)
);
CREATE INDEX IF NOT EXISTS letter_addressee_message ON letter_addressee (message);
-- What became of a message, once that is final. reply: a handle.
CREATE TABLE IF NOT EXISTS mail_delivery (
    message int PRIMARY KEY,
    outcome text NOT NULL,
    at_us int NOT NULL,
    person int NOT NULL,
    reply int NOT NULL,
    number int NOT NULL
);
CREATE INDEX IF NOT EXISTS mail_delivery_person ON mail_delivery (person, message);
CREATE TABLE IF NOT EXISTS mail_bounce (
    message int PRIMARY KEY,
    status text NOT NULL,
    diagnostic int NOT NULL,
    number int NOT NULL
);
CREATE TABLE IF NOT EXISTS mail_again (
    message int PRIMARY KEY,
    again int NOT NULL,
    number int NOT NULL
);
CREATE TABLE IF NOT EXISTS mail_language (
    person int PRIMARY KEY,
    language text NOT NULL
);
-- How far this machine is with a message that has no outcome yet. "sending": its content may have been given, and is not given again.
CREATE TABLE IF NOT EXISTS local_delivery (
    message int PRIMARY KEY,
    person int NOT NULL,
    state text NOT NULL,
    attempts int NOT NULL,
    next_us int NOT NULL,
    reply text NOT NULL
);
