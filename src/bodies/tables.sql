-- Of every dated row: the words of its dates as they were given, and the first and last days they allow, for asking by day. `until` is out.
CREATE TABLE IF NOT EXISTS body (
    id int PRIMARY KEY,
    kind text NOT NULL,
    name_fr text NOT NULL,
    name_en text NOT NULL,
    purpose_fr text NOT NULL,
    purpose_en text NOT NULL,
    created text,
    ended text,
    basis text NOT NULL,
    changed_by int NOT NULL
);
CREATE INDEX IF NOT EXISTS body_kind ON body (kind, id);
CREATE TABLE IF NOT EXISTS office (
    id int PRIMARY KEY,
    body int NOT NULL REFERENCES body (id),
    name_fr text NOT NULL,
    name_en text NOT NULL,
    rank int NOT NULL,
    way text NOT NULL,
    holder text NOT NULL,
    basis text NOT NULL,
    changed_by int NOT NULL
);
CREATE INDEX IF NOT EXISTS office_body ON office (body, rank, id);
-- How many seats a body has (office 0), or one of its offices, from a day on.
CREATE TABLE IF NOT EXISTS seat_count (
    id int PRIMARY KEY,
    body int NOT NULL REFERENCES body (id),
    office int NOT NULL,
    seats int NOT NULL,
    from_text text NOT NULL,
    from_day text NOT NULL,
    basis text NOT NULL
);
CREATE INDEX IF NOT EXISTS seat_count_body ON seat_count (body, from_day, id);
CREATE TABLE IF NOT EXISTS mandate (
    id int PRIMARY KEY,
    office int NOT NULL REFERENCES office (id),
    body int NOT NULL REFERENCES body (id),
    member int,
    person int NOT NULL,
    gender text,
    begins text NOT NULL,
    replaces int,
    from_text text NOT NULL,
    from_day text NOT NULL,
    term_ends text,
    until_text text,
    until_day text,
    reason text,
    ended_by int,
    lost_on text,
    lost_rule text,
    basis text NOT NULL,
    changed_by int NOT NULL,
    end_annulled_by int,
    ended_by_hand int NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS mandate_body ON mandate (body, from_day, id);
CREATE INDEX IF NOT EXISTS mandate_office ON mandate (office, id);
CREATE INDEX IF NOT EXISTS mandate_member ON mandate (member, id);
CREATE INDEX IF NOT EXISTS mandate_person ON mandate (person, id);
CREATE INDEX IF NOT EXISTS mandate_basis ON mandate (basis, id);
CREATE INDEX IF NOT EXISTS mandate_lost ON mandate (lost_on, id) WHERE lost_on IS NOT NULL AND until_text IS NULL;
CREATE INDEX IF NOT EXISTS mandate_end_annulled ON mandate (end_annulled_by, id) WHERE end_annulled_by IS NOT NULL;
CREATE TABLE IF NOT EXISTS resignation (
    id int PRIMARY KEY,
    mandate int NOT NULL REFERENCES mandate (id),
    offered text NOT NULL,
    outcome text,
    answered text,
    basis text NOT NULL
);
CREATE INDEX IF NOT EXISTS resignation_mandate ON resignation (mandate, id);
CREATE TABLE IF NOT EXISTS attestation (
    id int PRIMARY KEY,
    office int NOT NULL REFERENCES office (id),
    body int NOT NULL REFERENCES body (id),
    holder text,
    spelling text,
    person int,
    member int,
    place text,
    words text,
    said text NOT NULL,
    from_text text NOT NULL,
    from_day text NOT NULL,
    until_text text,
    until_day text,
    until_is text,
    confidence text NOT NULL,
    note_fr text NOT NULL,
    note_en text NOT NULL,
    differs_from int,
    source int NOT NULL,
    withdrawn_by int
);
CREATE INDEX IF NOT EXISTS attestation_body ON attestation (body, from_day, id);
CREATE INDEX IF NOT EXISTS attestation_member ON attestation (member, id);
CREATE INDEX IF NOT EXISTS attestation_source ON attestation (source, id);
CREATE INDEX IF NOT EXISTS attestation_differs ON attestation (differs_from, id) WHERE differs_from IS NOT NULL;
-- The members of a commission or a group, and the relay metropolis that carries it.
CREATE TABLE IF NOT EXISTS belonging (
    id int PRIMARY KEY,
    body int NOT NULL REFERENCES body (id),
    member int NOT NULL,
    part text NOT NULL,
    from_text text NOT NULL,
    from_day text NOT NULL,
    until_text text,
    until_day text,
    basis text NOT NULL
);
CREATE INDEX IF NOT EXISTS belonging_body ON belonging (body, from_day, id);
CREATE INDEX IF NOT EXISTS belonging_member ON belonging (member, id);
CREATE TABLE IF NOT EXISTS seat_suspension (
    id int PRIMARY KEY,
    body int NOT NULL REFERENCES body (id),
    member int NOT NULL,
    from_text text NOT NULL,
    from_day text NOT NULL,
    until_text text,
    until_day text,
    note_fr text NOT NULL,
    note_en text NOT NULL,
    basis text NOT NULL,
    lifted_basis text
);
CREATE INDEX IF NOT EXISTS seat_suspension_body ON seat_suspension (body, from_day, id);
CREATE INDEX IF NOT EXISTS seat_suspension_member ON seat_suspension (member, id);
