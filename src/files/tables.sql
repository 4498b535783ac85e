-- Files on their way. Not in the journal; gone when they are finished with or too old. `id`: SHA-256 of the secret in the address;
-- `owner`: whom the room is counted against; `until` in microseconds since 1970. Finished: `sha256` or `problem`.
CREATE TABLE IF NOT EXISTS local_upload (
    id blob PRIMARY KEY,
    owner text NOT NULL,
    person int,
    length int NOT NULL,
    received int NOT NULL,
    name text NOT NULL,
    until int NOT NULL,
    sha256 blob,
    media_type text,
    problem text,
    problem_max int
);
CREATE INDEX IF NOT EXISTS local_upload_owner ON local_upload(owner, id);
-- Pictures that a public field holds, and the copy of each that anybody may have.
CREATE TABLE IF NOT EXISTS local_file_copy (
    original blob PRIMARY KEY,
    copy blob NOT NULL
);
CREATE INDEX IF NOT EXISTS local_file_copy_copy ON local_file_copy(copy, original);
