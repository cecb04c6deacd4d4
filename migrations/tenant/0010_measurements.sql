-- What was measured of an item, and what a listing was last given.

-- by the keys of the catalogue, in millimetres
alter table products add column measurements jsonb not null default '{}';

-- in grams, packed
alter table products add column weight_g integer;

-- null where category and weight decide
alter table products add column parcel text;

alter table products add constraint products_weight_positive check (weight_g > 0);

alter table products add constraint products_parcel_known check (parcel in ('small', 'medium', 'large'));

-- the item as the marketplace last got it, or as it was when the listing was taken over
alter table listings add column written jsonb;

-- SHA-256 of that item and of the hashes of its photos in order, hex; null where nothing is known of it
alter table listings add column written_hash text;

-- the same of the order in `request`
alter table listings add column request_hash text;

-- our photos on the listing, in order: each with its own id, its hash and Vinted's id; null where nobody knows
alter table listings add column photos jsonb;

update listings set written = request -> 'item' where request_version = written_version;
