-- The newest word on a brand is the one that was written last: a transaction's time is that of its beginning.
drop index public.brand_tiers_of_brand;

create index brand_tiers_of_brand on public.brand_tiers (brand, id desc);
