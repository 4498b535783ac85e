CREATE TABLE IF NOT EXISTS decision(id int PRIMARY KEY, body text NOT NULL, day text NOT NULL, title text NOT NULL, subject text NOT NULL,
                                    subject_id int NOT NULL, result text NOT NULL, votes_for int, votes_against int, abstentions int,
                                    basis text NOT NULL, executed_by int, annulled_by int);
CREATE INDEX IF NOT EXISTS decision_day ON decision(day, id);
CREATE INDEX IF NOT EXISTS decision_open ON decision(day, id)
WHERE executed_by IS NULL AND annulled_by IS NULL AND result = 'adopted' AND subject_id<> 0;
