-- The seller's wardrobe on vinted.fr, as the extension last read it, and which of it is whose item.

-- A listing can be sold on its marketplace.
alter table listings drop constraint listings_state_known;

alter table listings add constraint listings_state_known
    check (state in ('creating', 'live', 'updating', 'removing', 'removed', 'sold', 'failed', 'in_doubt'));

create index listings_by_external_id on listings (external_id) where external_id is not null;

-- One listing on vinted.fr. Rows stay when their listing is gone.
create table wardrobe_items (
    -- Vinted's own
    vinted_id bigint primary key
    , title text not null
    -- null in a currency that is not known here
    , price_minor bigint
    , brand text not null
    , size text not null
    -- in Vinted's words
    , condition text not null
    , url text not null
    -- in Vinted's order, each with its id and addresses
    , photos jsonb not null
    , state text not null
    , views bigint not null
    , favourites bigint not null
    , listed_at timestamptz
    -- what the upload form knows; null until it was read
    , details jsonb
    -- new or changed since they were read
    , details_due boolean not null default true
    -- words of the description that may be a reference, folded, one to a line
    , codes text not null default ''
    -- title, brand and size folded for searching
    , search_text text not null
    -- the walks through the wardrobe in which it was first and last seen
    , first_run bigint not null
    , seen_run bigint not null
    , seen_at timestamptz not null default now()
    -- the item's listing; null while it is nobody's
    , listing_id bigint references listings (id)
    -- the version of the item that was made from it
    , made_version bigint
    , constraint wardrobe_items_state_known
        check (state in ('on_sale', 'draft', 'reserved', 'hidden', 'sold', 'closed', 'vanished'))
);

create unique index wardrobe_items_of_listing on wardrobe_items (listing_id) where listing_id is not null;

-- The walks through the wardrobe: one row.
create table wardrobe_sync (
    one boolean primary key default true
    -- counts walks
    , run bigint not null default 0
    -- when one last came to its end
    , completed_at timestamptz
    -- when one last began by itself
    , begun_by_itself_at timestamptz
    , constraint wardrobe_sync_one_row check (one)
);
