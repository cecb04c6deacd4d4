//! Splits a migration file into its statements: each is sent as a message of its own, since a distributed table
//! takes one DDL statement per message (facts: rule R16).

/// The statements of `sql`, without comments around them and without their semicolons.
pub(super) fn statements(sql: &'static str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < sql.len() {
        if sql[at..].starts_with(';') {
            found.push(&sql[start..at]);
            at += 1;
            start = at;
        } else {
            at += token(&sql[at..]);
        }
    }
    found.push(&sql[start..]);
    found
        .into_iter()
        .map(without_leading_comments)
        .filter(|statement| !statement.is_empty())
        .collect()
}

/// Length of what stands at the start of `rest` and is not looked into: a comment, a quoted text, or one character.
fn token(rest: &str) -> usize {
    if rest.starts_with("--") {
        return rest.find('\n').map_or(rest.len(), |end| end + 1);
    }
    if rest.starts_with("/*") {
        return through(rest, 2, "*/");
    }
    if rest.starts_with('\'') {
        return through(rest, 1, "'");
    }
    if rest.starts_with('"') {
        return through(rest, 1, "\"");
    }
    if let Some(tag) = dollar_tag(rest) {
        return through(rest, tag.len(), tag);
    }
    rest.chars().next().map_or(1, char::len_utf8)
}

/// Length up to and with the next `end` after the first `skip` bytes.
fn through(rest: &str, skip: usize, end: &str) -> usize {
    rest[skip..]
        .find(end)
        .map_or(rest.len(), |found| skip + found + end.len())
}

/// `$$` or `$name$` at the start of `rest`; `$1` is a parameter.
fn dollar_tag(rest: &str) -> Option<&str> {
    let name = rest.strip_prefix('$')?;
    let end = name.find('$')?;
    let is_name = name[..end]
        .chars()
        .all(|c| c.is_ascii_alphabetic() || c == '_');
    is_name.then(|| &rest[..end + 2])
}

fn without_leading_comments(statement: &'static str) -> &'static str {
    let mut rest = statement.trim();
    while rest.starts_with("--") || rest.starts_with("/*") {
        rest = rest[token(rest)..].trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::statements;

    #[test]
    fn semicolons_in_quotes_and_comments_do_not_split() {
        let sql = "-- first; not a statement\ncreate table a (b text default ';');\n/* ; */ insert into a (\"b;\") values ($1);\n\
                   create function f() returns text language sql as $body$ select 'a;'; $body$;\n-- the end;\n";
        assert_eq!(
            statements(sql),
            [
                "create table a (b text default ';')",
                "insert into a (\"b;\") values ($1)",
                "create function f() returns text language sql as $body$ select 'a;'; $body$",
            ]
        );
    }

    #[test]
    fn a_doubled_quote_stays_inside_its_text() {
        assert_eq!(
            statements("select 'it''s; fine'; select 2"),
            ["select 'it''s; fine'", "select 2"]
        );
    }
}
