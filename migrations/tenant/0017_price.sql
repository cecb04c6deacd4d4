-- What the seller paid for an item and the least they sell it for; null while they have not said.

alter table products add column cost_minor bigint;

alter table products add column minimum_minor bigint;

-- nothing for what was given to them
alter table products add constraint products_cost_not_negative check (cost_minor >= 0);

alter table products add constraint products_minimum_positive check (minimum_minor > 0);
