-- The picture a photo was before it was first cropped, as long as the photo is there: where it lies in the store, and what it is.
alter table product_photos add column original jsonb;
