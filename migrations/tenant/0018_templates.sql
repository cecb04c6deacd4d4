-- Titles and descriptions as the seller writes them, with placeholders for what is known of an item.
create table text_templates (
    -- there are fifty at most: their numbers need no index
    id bigint generated always as identity
    , name text not null
    -- in small letters: two names differ by more than that
    , name_key text primary key
    -- of the text, and of the words that are put into it
    , language text not null
    -- empty where it is left to a style
    , title text not null
    , description text not null
    , constraint text_templates_language_known check (language in ('fr', 'en', 'de', 'it', 'es', 'nl', 'pl'))
    , constraint text_templates_says_something check (title <> '' or description <> '')
);

-- As few as the templates: the number alone needs no index either, their names have one.
alter table canned_replies drop constraint canned_replies_pkey;
