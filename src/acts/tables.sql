-- The journal. Every column is under the leaf; what is not public is a salted commitment.
CREATE TABLE IF NOT EXISTS journal (
    number int PRIMARY KEY,
    time int NOT NULL,
    date text NOT NULL,
    capacity text NOT NULL,
    act text NOT NULL,
    version int NOT NULL,
    payload text NOT NULL,
    basis text,
    cause int REFERENCES journal (number),
    verdict text NOT NULL,
    announced text,
    actor blob NOT NULL,
    client_key blob,
    leaf blob NOT NULL
);
-- What opens the restricted commitments of an entry: actor, client key, restricted fields in canonical order.
CREATE TABLE IF NOT EXISTS journal_restricted (
    number int PRIMARY KEY REFERENCES journal (number),
    openings blob NOT NULL
);
CREATE TABLE IF NOT EXISTS journal_key (
    actor text NOT NULL,
    client_key text NOT NULL,
    number int NOT NULL,
    PRIMARY KEY (actor, client_key)
);
-- Which program can read all this: an older one refuses a higher number. `tables`: SHA-256 of the SQL these tables were made by; a
-- program whose tables are others has them made again from the journal.
CREATE TABLE IF NOT EXISTS journal_format (
    one int PRIMARY KEY CHECK (one = 1),
    format int NOT NULL,
    tables blob NOT NULL
);
CREATE TABLE IF NOT EXISTS journal_head (
    one int PRIMARY KEY CHECK (one = 1),
    size int NOT NULL,
    time int NOT NULL,
    frontier blob NOT NULL,
    root blob NOT NULL
);
-- Roots of the complete subtrees of 256^level leaves: what tiles above level 0 and proofs are made of.
CREATE TABLE IF NOT EXISTS journal_subtree (
    level int NOT NULL,
    position int NOT NULL,
    root blob NOT NULL,
    PRIMARY KEY (level, position)
);
-- Which entries touched a thing: its history. The thing's number comes first, so that new things are written at the end.
CREATE TABLE IF NOT EXISTS journal_history (
    thing int NOT NULL,
    kind text NOT NULL,
    number int NOT NULL,
    PRIMARY KEY (thing, kind, number)
);
-- The entries of each act, counted from 1: how many there are, and a page of them from anywhere.
CREATE TABLE IF NOT EXISTS act_place (
    act text NOT NULL,
    place int NOT NULL,
    number int NOT NULL,
    PRIMARY KEY (act, place)
);
-- What opens the personal commitments, and whose they are: the person's history tells in which entries. Erasing a person moves its
-- handles to personal_erased: salts and values are gone. A copy made from a journal whose values were erased later holds them empty.
CREATE TABLE IF NOT EXISTS personal_value (
    handle int PRIMARY KEY,
    person int NOT NULL,
    salt blob NOT NULL,
    value text NOT NULL
);
CREATE TABLE IF NOT EXISTS personal_erased (
    handle int PRIMARY KEY,
    person int NOT NULL,
    erased_by int NOT NULL
);
-- Messages to send, written with the act that causes them (number × 1000 + 1, 2 …); a worker sends, and says so by an act of its own.
CREATE TABLE IF NOT EXISTS outbox (
    id int PRIMARY KEY,
    template text NOT NULL,
    recipient int NOT NULL,
    about text NOT NULL
);
-- Not in the journal, kept by rebuild, never in tiles: the log's key, and the checkpoints it has signed.
CREATE TABLE IF NOT EXISTS local_key (
    name text PRIMARY KEY,
    value blob NOT NULL
);
CREATE TABLE IF NOT EXISTS local_checkpoint (
    size int PRIMARY KEY,
    root blob NOT NULL,
    note text NOT NULL
);
