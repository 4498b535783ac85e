-- Who signs in, and how. None of it is in the journal; rebuild keeps it, backups hold it, and erasing a person deletes theirs.
-- Of every secret but a TOTP key only a digest is kept. Times are microseconds since 1970-01-01 UTC.
CREATE TABLE IF NOT EXISTS local_account (
    person int PRIMARY KEY,
    login text NOT NULL UNIQUE,
    handle blob NOT NULL,
    password text,
    totp blob,
    totp_step int,
    changed_us int NOT NULL
);
CREATE TABLE IF NOT EXISTS local_recovery (
    person int NOT NULL,
    digest blob NOT NULL,
    PRIMARY KEY (person, digest)
);
CREATE TABLE IF NOT EXISTS local_passkey (
    credential blob PRIMARY KEY,
    number int NOT NULL UNIQUE,
    person int NOT NULL,
    public_key blob NOT NULL,
    algorithm int NOT NULL,
    counter int NOT NULL,
    may_be_backed_up int NOT NULL,
    backed_up int NOT NULL,
    name text NOT NULL,
    made_us int NOT NULL,
    used_us int
);
CREATE INDEX IF NOT EXISTS local_passkey_person ON local_passkey(person, number);
-- person 0: who has the machine, by the link that the program prints.
CREATE TABLE IF NOT EXISTS local_session (
    digest blob PRIMARY KEY,
    number int NOT NULL UNIQUE,
    person int NOT NULL,
    factors int NOT NULL,
    opened_us int NOT NULL,
    seen_us int NOT NULL,
    proved_us int NOT NULL,
    address text NOT NULL,
    browser text NOT NULL
);
CREATE INDEX IF NOT EXISTS local_session_person ON local_session(person, number);
CREATE TABLE IF NOT EXISTS local_browser (
    digest blob NOT NULL,
    person int NOT NULL,
    seen_us int NOT NULL,
    PRIMARY KEY (digest, person)
);
CREATE INDEX IF NOT EXISTS local_browser_person ON local_browser(person, seen_us);
-- Links sent to one person, good once: kind invitation, recovery or machine.
CREATE TABLE IF NOT EXISTS local_link (
    digest blob PRIMARY KEY,
    kind text NOT NULL,
    person int NOT NULL,
    until_us int NOT NULL
);
CREATE INDEX IF NOT EXISTS local_link_person ON local_link(person, kind);
CREATE TABLE IF NOT EXISTS local_token (
    digest blob PRIMARY KEY,
    number int NOT NULL UNIQUE,
    person int NOT NULL,
    name text NOT NULL,
    acts text NOT NULL,
    made_us int NOT NULL,
    until_us int NOT NULL,
    used_us int
);
CREATE INDEX IF NOT EXISTS local_token_person ON local_token(person, number);
-- What happened at the door, for the person whose account it is.
CREATE TABLE IF NOT EXISTS local_sign_in (
    person int NOT NULL,
    number int NOT NULL,
    time_us int NOT NULL,
    what text NOT NULL,
    address text NOT NULL,
    browser text NOT NULL,
    PRIMARY KEY (person, number)
);
