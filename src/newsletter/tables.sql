-- Who subscribed, once the address was confirmed; who subscribes again is another person. Their address is the person's.
CREATE TABLE IF NOT EXISTS newsletter_subscription (
    person int PRIMARY KEY,
    language text NOT NULL,
    since text NOT NULL,
    until text,
    reason text,
    act int NOT NULL,
    ended_by int
);
CREATE INDEX IF NOT EXISTS newsletter_subscription_open ON newsletter_subscription (ended_by, person);
CREATE TABLE IF NOT EXISTS newsletter_issue (
    id int PRIMARY KEY,
    act int NOT NULL UNIQUE,
    day text NOT NULL,
    subject_fr text NOT NULL,
    text_fr text NOT NULL,
    subject_en text NOT NULL,
    text_en text NOT NULL,
    subscribers int NOT NULL
);
-- Addresses that wait for their owner to follow the link: for a day, then they are gone. Of the link only a digest is kept.
CREATE TABLE IF NOT EXISTS local_newsletter_pending (
    digest blob PRIMARY KEY,
    address text NOT NULL,
    language text NOT NULL,
    until_us int NOT NULL
);
CREATE INDEX IF NOT EXISTS local_newsletter_pending_address ON local_newsletter_pending (address, until_us);
CREATE INDEX IF NOT EXISTS local_newsletter_pending_until ON local_newsletter_pending (until_us);
