//! Reads what somebody typed to sign up: an address that mail can reach, a password worth the name, a shop.

use super::{Registration, passwords};
use crate::error::Error;
use lettre::Address;
use stoflow_wire::language::Language;
use stoflow_wire::problem::{FieldProblem, Problem};

/// The longest address mail servers carry.
const LONGEST_EMAIL: usize = 254;

/// Characters of a shop's name.
const LONGEST_SHOP: usize = 80;

/// An address as it is compared: two spellings are one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EmailKey(String);

impl EmailKey {
    /// The key of anything typed into the address field of a sign-in; it need not be an address.
    pub(crate) fn of(typed: &str) -> Self {
        Self(typed.trim().to_lowercase())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Somebody whose sign-up can be taken.
pub(super) struct Applicant {
    pub(super) email: Address,
    pub(super) key: EmailKey,
    pub(super) password: String,
    pub(super) shop: String,
    pub(super) language: Language,
}

impl Applicant {
    /// [`Error::Invalid`] with all that is wrong, in the order of the form.
    pub(super) fn read(registration: Registration) -> Result<Self, Error> {
        let email = parse(&registration.email);
        let password = passwords::check(&registration.password);
        let shop = shop(&registration.shop);
        match (email, password, shop) {
            (Ok((email, key)), Ok(()), Ok(shop)) => Ok(Self {
                email,
                key,
                password: registration.password,
                shop,
                language: registration.language,
            }),
            (email, password, shop) => Err(Error::Invalid(
                [
                    email
                        .err()
                        .map(|problem| FieldProblem::new("email", problem)),
                    password
                        .err()
                        .map(|problem| FieldProblem::new("password", problem)),
                    shop.err().map(|problem| FieldProblem::new("shop", problem)),
                ]
                .into_iter()
                .flatten()
                .collect(),
            )),
        }
    }
}

/// An address a letter can be sent to, and its key.
pub(super) fn read(typed: &str) -> Result<(Address, EmailKey), Error> {
    parse(typed).map_err(|problem| Error::field("email", problem))
}

fn parse(typed: &str) -> Result<(Address, EmailKey), Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Missing);
    }
    if typed.len() > LONGEST_EMAIL {
        return Err(Problem::TooLong { max: 254 });
    }
    let email = typed.parse::<Address>().map_err(|_| Problem::NotAnEmail)?;
    // `somebody@localhost` parses, and reaches nobody
    if !email.domain().contains('.') {
        return Err(Problem::NotAnEmail);
    }
    Ok((email, EmailKey::of(typed)))
}

fn shop(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Missing);
    }
    if typed.chars().any(char::is_control) {
        return Err(Problem::ForbiddenCharacter);
    }
    if typed.chars().count() > LONGEST_SHOP {
        return Err(Problem::TooLong { max: 80 });
    }
    Ok(typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{EmailKey, parse, shop};
    use stoflow_wire::problem::Problem;

    #[test]
    fn addresses_that_mail_can_reach() {
        for typed in [
            "lea@example.org",
            "  Lea.Martin+vinted@Example.ORG ",
            "o'neil@exam-ple.co.uk",
        ] {
            assert!(parse(typed).is_ok(), "{typed}");
        }
        for typed in [
            "lea",
            "lea@",
            "@example.org",
            "lea@localhost",
            "lea example@x.fr",
            "lea@ex\u{0}.fr",
            "lea@example.org\r\nBcc: all@example.org",
            "Léa <lea@example.org>",
        ] {
            assert_eq!(parse(typed).err(), Some(Problem::NotAnEmail), "{typed:?}");
        }
        assert_eq!(parse("  ").err(), Some(Problem::Missing));
        let long = format!("{}@example.org", "a".repeat(250));
        assert_eq!(parse(&long).err(), Some(Problem::TooLong { max: 254 }));
    }

    #[test]
    fn two_spellings_are_one_person() {
        assert_eq!(
            EmailKey::of(" Lea@Example.org"),
            EmailKey::of("lea@example.ORG ")
        );
    }

    #[test]
    fn a_shop_has_a_name_of_printable_characters() {
        assert_eq!(shop("  Chez Léa 👗 "), Ok("Chez Léa 👗".to_owned()));
        assert_eq!(shop(" "), Err(Problem::Missing));
        assert_eq!(shop("a\u{0}b"), Err(Problem::ForbiddenCharacter));
        assert_eq!(shop(&"é".repeat(81)), Err(Problem::TooLong { max: 80 }));
    }
}
