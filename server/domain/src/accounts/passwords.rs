//! Passwords: which are taken, how they are hashed and compared.
//!
//! Argon2id at 19 MiB, two passes, one lane (the floor OWASP names): about 30 ms of a core, so it runs beside the
//! async threads and at most two at a time.

use crate::error::Error;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::OnceLock;
use stoflow_wire::problem::Problem;
use tokio::sync::Semaphore;

const SHORTEST: usize = 12;

/// Nobody remembers more, and hashing takes time by length.
const LONGEST: usize = 256;

static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// At least twelve characters, with lower case, upper case, digit and sign.
pub(super) fn check(password: &str) -> Result<(), Problem> {
    let length = password.chars().count();
    if length == 0 {
        return Err(Problem::Missing);
    }
    if length < SHORTEST {
        return Err(Problem::TooShort { min: 12 });
    }
    if length > LONGEST {
        return Err(Problem::TooLong { max: 256 });
    }
    let has = |kind: fn(char) -> bool| password.chars().any(kind);
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_control();
    if has(char::is_lowercase) && has(char::is_uppercase) && has(char::is_numeric) && has(is_sign) {
        Ok(())
    } else {
        Err(Problem::WeakPassword)
    }
}

/// The hash to keep, in PHC form, with a salt of its own.
pub(super) async fn hash(password: String) -> Result<String, Error> {
    beside(move || {
        let hash = hasher()?
            .hash_password(password.as_bytes())
            .map_err(|error| Error::internal("hashing a password", error.to_string()))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether `password` is the one behind `hash`. Without a hash it takes as long, and is wrong.
pub(crate) async fn is_right(password: String, hash: Option<String>) -> Result<bool, Error> {
    if password.len() > LONGEST * 4 {
        return Ok(false);
    }
    beside(move || {
        let (hash, known) = match hash {
            Some(hash) => (hash, true),
            None => (nobodys()?, false),
        };
        let right = hasher()?
            .verify_password(password.as_bytes(), hash.as_str())
            .is_ok();
        Ok(right && known)
    })
    .await
}

/// A hash to compare with where there is no account.
fn nobodys() -> Result<String, Error> {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash.clone());
    }
    let hash = hasher()?
        .hash_password(b"nobody has this password")
        .map_err(|error| Error::internal("hashing a password", error.to_string()))?
        .to_string();
    Ok(HASH.get_or_init(|| hash).clone())
}

fn hasher() -> Result<Argon2<'static>, Error> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| {
        Error::internal("setting up the hashing of passwords", error.to_string())
    })?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let _turn = AT_ONCE
        .acquire()
        .await
        .map_err(|closed| Error::internal("waiting to hash a password", closed))?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|ended| Error::internal("hashing a password", ended))?
}

#[cfg(test)]
mod tests {
    use super::{check, hash, is_right};
    use stoflow_wire::problem::Problem;

    #[test]
    fn twelve_characters_of_four_kinds() {
        assert_eq!(check("Correct-Horse-9"), Ok(()));
        assert_eq!(check("Évidemment été 2"), Ok(()));
        assert_eq!(check(""), Err(Problem::Missing));
        assert_eq!(check("Short-1a"), Err(Problem::TooShort { min: 12 }));
        assert_eq!(
            check(&"Aa1-".repeat(65)),
            Err(Problem::TooLong { max: 256 })
        );
        for weak in [
            "correct-horse-9",
            "CORRECT-HORSE-9",
            "Correct-Horse-x",
            "CorrectHorse99",
        ] {
            assert_eq!(check(weak), Err(Problem::WeakPassword), "{weak}");
        }
    }

    #[tokio::test]
    async fn the_right_password_and_no_other() {
        let kept = hash("Correct-Horse-9".to_owned()).await.expect("a hash");
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        let right =
            |password: &str, hash: Option<&String>| is_right(password.to_owned(), hash.cloned());
        assert!(
            right("Correct-Horse-9", Some(&kept))
                .await
                .expect("compared")
        );
        assert!(
            !right("correct-horse-9", Some(&kept))
                .await
                .expect("compared")
        );
        assert!(
            !right("nobody has this password", None)
                .await
                .expect("compared")
        );
    }
}
