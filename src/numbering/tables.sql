-- The last number given of each series in each year.
CREATE TABLE IF NOT EXISTS number_series (
    series text NOT NULL,
    year int NOT NULL,
    last int NOT NULL,
    PRIMARY KEY (series, year)
);
