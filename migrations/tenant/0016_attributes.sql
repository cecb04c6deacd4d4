-- What else is said of an item: for each attribute of the catalogue its words, `{"fit": ["slim"], "trend": ["workwear", "y2k"]}`.
alter table products add column attributes jsonb not null default '{}';
