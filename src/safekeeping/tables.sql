-- Not in the journal, and not restored from a backup: which backups this installation has made, and what it means to make.
CREATE TABLE IF NOT EXISTS local_backup (
    started int PRIMARY KEY,
    milliseconds int NOT NULL,
    file text NOT NULL,
    size int NOT NULL,
    entries int NOT NULL,
    fault text
);
CREATE TABLE IF NOT EXISTS local_backup_plan (
    one int PRIMARY KEY CHECK (one = 1),
    since int NOT NULL,
    every int NOT NULL,
    keep int NOT NULL,
    directory text NOT NULL
);
