-- Orleans' AdoNet providers read the statements they run from this table, once at each silo's start. Its name, the keys,
-- the parameters and the result columns are theirs; the statements and the tables behind them are ours.
CREATE TABLE IF NOT EXISTS OrleansQuery (
    QueryKey  varchar(64) PRIMARY KEY,
    QueryText text        NOT NULL
);
