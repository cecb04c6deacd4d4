-- The questions a seller keeps as tabs of the list, `[{"name": "À baisser", "filter": {"age": "listed60"}}]`: twelve at
-- most, and short enough for the row itself, so that no second table stands beside this one.
alter table product_counts
    add column views jsonb not null default '[]'
    , alter column views set storage plain;
