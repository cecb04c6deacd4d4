-- What needs attention among a hundred thousand products is read off the index of every walk, without a look into the table or
-- at a photo.

-- Whether buyers would see a photo of it; kept up by whatever adds, marks or removes one.
alter table products add column pictured boolean not null default false;

update products set pictured = true
where exists (select 1 from product_photos f where f.product_id = products.id and not f.internal);

-- Of what may still be sold: something is missing that everything has; it has no size, which not everything has.
alter table products
    add column lacking boolean not null generated always as (
        status in ('draft', 'published') and (
            price_minor is null or category = '' or gender = '' or brand = '' or condition is null
            or cardinality(colours) = 0 or not pictured
        )
    ) stored
    , add column sizeless boolean not null generated always as (status in ('draft', 'published') and size = '') stored;

drop index products_newest;

-- Pages of the list without a status; and what the list is mostly asked.
create index products_newest on products (created_at desc, id desc)
    include (status, search_text, category, brand, price_minor, lacking, sizeless) where touched;
