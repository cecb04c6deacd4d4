-- Every table and index is a file of its own for every shop. Three go: a short word needs no table for what does not fit, and
-- two small tables are read whole as fast.

alter table vinted_days alter column action type varchar(32);

-- a conversation's messages are found by `messages_once`
drop index messages_in_order;

drop index sale_items_unmatched;
