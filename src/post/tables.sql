-- Messages that must not be in the journal because they carry a secret: a code, a link to sign in. A row goes once it is sent.
CREATE TABLE IF NOT EXISTS local_mail (
    id int PRIMARY KEY,
    recipient text NOT NULL,
    language text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    person int,
    until_us int,
    attempts int NOT NULL,
    next_us int NOT NULL,
    unsubscribe text,
    once int
);
CREATE INDEX IF NOT EXISTS local_mail_person ON local_mail(person, id);
-- The address of somebody that a server refused for ever.
CREATE TABLE IF NOT EXISTS local_mail_refused (
    person int PRIMARY KEY,
    address text NOT NULL
);
