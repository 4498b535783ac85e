-- What a timer could not do: the rule that refused, asked again on another day. findings: as the journal writes them; wrong: the field.
CREATE TABLE IF NOT EXISTS local_timer_refusal (
    timer text NOT NULL,
    thing int NOT NULL,
    due text NOT NULL,
    tried text NOT NULL,
    act text NOT NULL,
    findings text NOT NULL,
    field text,
    wrong text,
    PRIMARY KEY (timer, thing, due)
);
-- The last pass of each timer that came to its end.
CREATE TABLE IF NOT EXISTS local_timer (
    name text PRIMARY KEY,
    day text NOT NULL,
    at_us int NOT NULL
);
