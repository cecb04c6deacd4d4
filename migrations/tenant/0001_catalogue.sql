-- A seller's catalogue: products, what is being typed, photos. Runs with one seller's schema first on the path;
-- no name here exists in `public` or `product_attributes`, so a forgotten door fails.

-- The canary: says whose schema this is. Read and compared at the start of every transaction.
create table tenant_identity (
    tenant_id bigint primary key
    , schema_version integer not null
);

create table products (
    id bigint generated always as identity primary key
    -- counts saves; a save that names an older one is refused
    , version bigint not null default 1
    , title text not null default ''
    , description text not null default ''
    , price_minor bigint
    , currency text not null default 'EUR'
    -- keys of the shared catalogue; empty while unknown
    , category text not null default ''
    , gender text not null default ''
    , brand text not null default ''
    , size text not null default ''
    -- the main colour first
    , colours text[] not null default '{}'
    -- 0–10, 10 = new with tags
    , condition smallint
    , materials text[] not null default '{}'
    -- where it lies: shelf, box
    , location text not null default ''
    , sku text not null default ''
    , quantity integer not null default 1
    , status text not null default 'draft'
    -- something was typed or a photo came; what is untouched stays out of lists and is cleared away
    , touched boolean not null default false
    -- the status to go back to when restored
    , archived_from text
    -- title, brand, SKU and location folded for searching (the product's or, before the first save, the draft's)
    , search_text text not null default ''
    , created_at timestamptz not null default now()
    , updated_at timestamptz not null default now()
    , constraint products_status_known
        check (status in ('draft', 'published', 'sold', 'archived', 'pending_deletion'))
    , constraint products_price_positive check (price_minor > 0)
    , constraint products_quantity_not_negative check (quantity >= 0)
    , constraint products_condition_range check (condition between 0 and 10)
    , constraint products_colours_at_most_five check (cardinality(colours) <= 5)
    , constraint products_materials_at_most_three check (cardinality(materials) <= 3)
);

create unique index products_sku_once on products (sku) where sku <> '' and status <> 'archived';

-- Pages of the list, with a status and without.
create index products_by_status on products (status, created_at desc, id desc) where touched;

create index products_newest on products (created_at desc, id desc) where touched;

create index products_untouched on products (created_at) where not touched;

-- How many touched products there are in each status: one row, kept up by the transactions that change it.
create table product_counts (
    one boolean primary key default true
    , draft bigint not null default 0
    , published bigint not null default 0
    , sold bigint not null default 0
    , archived bigint not null default 0
    , constraint product_counts_one_row check (one)
);

-- What a seller typed and has not saved: any text, valid or not, so that nothing typed is ever lost.
create table product_drafts (
    product_id bigint primary key references products (id) on delete cascade
    , form jsonb not null
    -- the product's version the typing started from
    , base_version bigint not null
    , saved_at timestamptz not null default now()
);

create table product_photos (
    id bigint generated always as identity primary key
    , product_id bigint not null references products (id) on delete cascade
    -- 0 is the cover; gaps are allowed
    , position integer not null
    -- folder in the object store, below the seller's own
    , storage_key text not null
    -- SHA-256 of the stored full rendition, hex
    , content_hash text not null
    , width integer not null
    , height integer not null
    , bytes bigint not null
    , created_at timestamptz not null default now()
);

create index product_photos_in_order on product_photos (product_id, position, id);
