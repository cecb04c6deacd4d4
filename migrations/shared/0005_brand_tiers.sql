-- What admins say of how dear brands are, each word as a row, the newest of a brand holds: the tables of the server are the
-- beginning, these rows are how sales mend them, and who did it when.
create table public.brand_tiers (
    id bigint generated always as identity primary key
    -- key of the catalogue
    , brand text not null
    -- null: back to where the tables have it
    , tier text
    , account_id bigint references public.accounts (id) on delete set null
    , changed_at timestamptz not null default now()
    , constraint brand_tiers_tier_known check (tier in ('budget', 'mainstream', 'middle', 'premium', 'designer', 'luxury'))
);

create index brand_tiers_of_brand on public.brand_tiers (brand, changed_at desc, id desc);
