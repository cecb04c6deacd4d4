-- What a sale means here: that its item was told, what the wallet paid for it, and how fast an item that was sold left
-- every other place.

-- When the seller's item was told of the sale: once, whoever saw it first.
alter table sale_items add column applied_at timestamptz;

-- When the seller said what becomes of the item of a sale that was called off.
alter table sale_items add column answered_at timestamptz;

-- What the wallet was paid for it: the sum of the lines that name it, each kept under its own mark so that a line that
-- is read twice counts once.
alter table sales add column revenue_minor bigint;

alter table sales add column invoiced_at timestamptz;

alter table sales add column invoice_lines jsonb not null default '{}';

create index sales_conversation on sales (conversation_id) where conversation_id is not null;

-- Since when a product is sold, and who said so; null where it is not.
alter table products add column sold_at timestamptz;

alter table products add column sold_by text;

alter table products add constraint products_sold_by_known check (sold_by in ('seller', 'vinted'));

-- When a listing was asked to be gone because its item was sold.
alter table listings add column forced_at timestamptz;

create index listings_forced on listings (forced_at) where forced_at is not null;
