-- Drafts that are kept on the marketplace, and listings that are put up anew.

alter table listings drop constraint listings_state_known;

alter table listings add constraint listings_state_known check (state in (
    'creating', 'live', 'updating', 'removing', 'draft', 'relisting', 'removed', 'sold', 'failed', 'in_doubt'
));

alter table listings drop constraint listings_live_has_id;

alter table listings add constraint listings_live_has_id
    check (state not in ('live', 'updating', 'draft', 'relisting') or external_id is not null);

drop index listings_one_live;

-- Never two live copies of a product on one site, nor a draft beside one that somebody knows of.
create unique index listings_one_live on listings (product_id, platform, site)
    where state in ('creating', 'live', 'updating', 'removing', 'draft', 'relisting', 'in_doubt');

-- Every publication is a draft first.
alter table vinted_governor add column draft_first boolean not null default false;

-- Which listings are put up anew, how many a day and when; null: the defaults.
alter table vinted_governor add column relisting jsonb;

-- When one was last put up anew without anybody asking.
alter table vinted_governor add column relisted_by_itself_at timestamptz;
