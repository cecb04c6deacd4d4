-- The keys of pictures that a photo was before it was turned or cropped, where a listing that is gone still shows them: a photo
-- that is internal now does not come back by what it was.
alter table product_photos add column earlier_keys text[] not null default '{}';
