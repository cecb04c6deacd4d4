-- Every table and index is a file of its own for every shop. Three go: a short word needs no table for what does not fit,
-- what one index finds another finds too, and what a shop sold is read through as fast.

alter table vinted_days alter column action type varchar(32);

-- a conversation's messages are found by `messages_once`, and put in order when they are read
drop index messages_in_order;

drop index sale_items_unmatched;
