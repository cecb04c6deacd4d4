-- Copies of listings made whole: which of its photos an item has, how a live listing stands, what one was that is gone.

-- 5: what goes after everything else of a shop.
alter table marketplace_jobs drop constraint marketplace_jobs_priority_range;

alter table marketplace_jobs add constraint marketplace_jobs_priority_range check (priority between 1 and 5);

alter table wardrobe_items
    -- photos it has in all, of which `photos` may be the first few; 0 where that was not told
    add column photo_count integer not null default 0
    -- what a buyer pays in all, and how much of that is Vinted's; null where that was not told
    , add column total_price_minor bigint
    , add column service_fee_minor bigint
    -- ids of its photos that are in the storage of the item made from it; null where none was made
    , add column fetched_photos bigint[]
    -- its details told of photos that are not
    , add column photos_due boolean not null default false;

-- Vinted wants the seller to verify the item before it shows the listing.
alter table listings add column to_verify boolean not null default false;

alter table listing_snapshots
    -- why it went
    add column reason text not null default 'withdrawn'
    -- storage keys of its photos, the cover first
    , add column photos text[] not null default '{}';

create index listing_snapshots_newest on listing_snapshots (taken_at desc, id desc);
