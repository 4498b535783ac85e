-- Long work: what, how far, and from where it goes on. Steps and their row are kept in one transaction.
CREATE TABLE IF NOT EXISTS local_job (
    id int PRIMARY KEY,
    kind text NOT NULL,
    state text NOT NULL,
    done int NOT NULL,
    of_all int NOT NULL,
    cursor text NOT NULL,
    who text NOT NULL,
    started int NOT NULL,
    changed int NOT NULL,
    fault text
);
