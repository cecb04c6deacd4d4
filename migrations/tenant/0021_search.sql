-- Searching a hundred thousand products: a walk reads an index a fifth as wide as the table, from the newest on.

-- An entry of an index has an end.
update products set search_text = left(search_text, 500) where octet_length(search_text) > 2000;

drop index products_newest;

-- Pages of the list without a status; and what the list is mostly asked, so that the table is not looked into.
create index products_newest on products (created_at desc, id desc)
    include (status, search_text, category, brand, price_minor) where touched;

drop index products_by_status;

drop index products_untouched;

-- Pages of the list with a status; and what is untouched, which has one status and is rare.
create index products_by_status on products (touched, status, created_at desc, id desc);
