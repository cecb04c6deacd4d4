-- Of the tag, or of the label in the storage: kept with the item and never published.
alter table product_photos add column internal boolean not null default false;
