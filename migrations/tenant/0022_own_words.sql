-- How this seller's words are understood: in our own catalogue, where `channel` is empty, or at one site of a channel. The
-- shared catalogues stay as they are for everybody.
create table own_words (
    -- there are five hundred at most: their numbers need no index
    id bigint generated always as identity
    , channel text not null default ''
    , site text not null default ''
    -- as the form names it: `colours`, `attributes.pattern`, `category`
    , field text not null
    -- here the key that items carry, there the word of ours that is understood otherwise
    , word text not null
    -- as the seller writes it; empty at a channel
    , name text not null default ''
    -- here the key of the shared word it is like, if any; there the marketplace's own value
    , means text not null default ''
    , primary key (channel, site, field, word)
    , constraint own_words_named_here_or_understood_there
        check ((channel = '' and site = '' and name <> '') or (channel <> '' and site <> '' and name = '' and means <> ''))
);
