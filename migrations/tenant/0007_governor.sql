-- How careful the shop is on vinted.fr: what the seller chose, and what was done there today.

-- One row, once the seller chose something; until then the defaults hold.
create table vinted_governor (
    one boolean primary key default true
    , tempo text not null
    -- minutes since midnight in Paris; both null without quiet hours
    , quiet_from smallint
    , quiet_until smallint
    -- at most so many a day
    , publications integer not null
    , changes integer not null
    , removals integer not null
    -- a listing younger than this, or one with favourites, is not removed without a question; 0: without any
    , spared_days integer not null
    , constraint vinted_governor_one_row check (one)
    , constraint vinted_governor_quiet_whole check ((quiet_from is null) = (quiet_until is null))
);

-- How often each action was permitted on a day of Paris.
create table vinted_days (
    day date not null
    , action text not null
    , done integer not null
    , primary key (day, action)
);

-- What a listing was, kept before it is taken off: it is gone from the marketplace afterwards.
create table listing_snapshots (
    id bigint generated always as identity primary key
    , listing_id bigint not null references listings (id)
    , external_id text not null
    , title text
    , price_minor bigint
    , currency text not null
    , url text
    , published_at timestamptz
    -- as the wardrobe last told them; null where it was never read
    , views bigint
    , favourites bigint
    -- the order it was made or last changed by
    , request jsonb
    -- photos and form fields as the wardrobe last told them
    , seen jsonb
    , taken_at timestamptz not null default now()
    , constraint listing_snapshots_once unique (listing_id, external_id)
);
