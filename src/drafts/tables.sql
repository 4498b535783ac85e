-- What people have typed and not submitted, and what staff prepared for a titular to confirm. None of it is in the journal; rebuild
-- keeps it, and erasing a person deletes theirs and what names them. Times are microseconds since 1970-01-01 UTC. Ids are made by
-- chance, so that none is used twice.
CREATE TABLE IF NOT EXISTS local_draft (
    id int PRIMARY KEY,
    person int NOT NULL,
    act text NOT NULL,
    title text NOT NULL,
    typed text NOT NULL,
    client_key text NOT NULL,
    version int NOT NULL,
    saved_us int NOT NULL
);
CREATE INDEX IF NOT EXISTS local_draft_person ON local_draft (person, saved_us);
CREATE INDEX IF NOT EXISTS local_draft_saved ON local_draft (saved_us);
-- link: SHA-256 of the secret in the address that was sent. code: what credentials::Confirmation keeps. proved: SHA-256 of what the
-- browser holds that gave the right code.
CREATE TABLE IF NOT EXISTS local_prepared (
    id int PRIMARY KEY,
    act text NOT NULL,
    fields text NOT NULL,
    basis text NOT NULL,
    title text NOT NULL,
    client_key text NOT NULL,
    member int NOT NULL,
    preparer int NOT NULL,
    titular int NOT NULL,
    state text NOT NULL,
    said text NOT NULL,
    number int,
    made_us int NOT NULL,
    changed_us int NOT NULL,
    link blob UNIQUE,
    sent_us int NOT NULL,
    until_us int NOT NULL,
    code blob,
    code_us int NOT NULL,
    code_attempts int NOT NULL,
    codes int NOT NULL,
    proved blob,
    proved_us int NOT NULL
);
CREATE INDEX IF NOT EXISTS local_prepared_preparer ON local_prepared (preparer, made_us);
CREATE INDEX IF NOT EXISTS local_prepared_titular ON local_prepared (titular, made_us);
-- Which registered persons a draft or a prepared act names in its fields.
CREATE TABLE IF NOT EXISTS local_draft_names (
    person int NOT NULL,
    draft int NOT NULL,
    PRIMARY KEY (person, draft)
);
CREATE INDEX IF NOT EXISTS local_draft_names_draft ON local_draft_names (draft);
