-- How this seller's words are understood: in our own catalogue, where `channel` is empty, or at one site of a channel. The
-- shared catalogues stay as they are for everybody.
create table own_words (
    -- there are five hundred at most: their numbers need no index
    id bigint generated always as identity
    , channel varchar(16) not null default ''
    , site varchar(32) not null default ''
    -- of bounded lengths, so that so short a table needs no second one for what does not fit
    -- as the form names it: `colours`, `attributes.pattern`, `category`
    , field varchar(48) not null
    -- here the key that items carry, there the word of ours that is understood otherwise
    , word varchar(150) not null
    -- as the seller writes it; empty at a channel
    , name varchar(100) not null default ''
    -- here the key of the shared word it is like, if any; there the marketplace's own value
    , means varchar(100) not null default ''
    , primary key (channel, site, field, word)
    , constraint own_words_named_here_or_understood_there
        check ((channel = '' and site = '' and name <> '') or (channel <> '' and site <> '' and name = '' and means <> ''))
);
