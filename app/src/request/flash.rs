//! A [`Flash`] as a cookie: JSON in base64. It comes back from the browser, so it is read like any other input: the
//! worst a forged one can do is to show its own author a wrong sentence.

use super::cookies;
use crate::visit::{Flash, Refused};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Browsers keep 4096 bytes of name, value and attributes.
const LARGEST: usize = 3800;

/// The `Set-Cookie` line. What does not fit is told without what was typed; `None` where even that is too large.
pub fn line(flash: &Flash) -> Option<String> {
    let value = encode(flash).or_else(|| match flash {
        Flash::Refused(refused) => encode(&Flash::Refused(Refused {
            typed: Vec::new(),
            ..refused.clone()
        })),
        _ => None,
    })?;
    Some(cookies::set_flash(&value))
}

fn encode(flash: &Flash) -> Option<String> {
    let json = serde_json::to_vec(flash).ok()?;
    let value = URL_SAFE_NO_PAD.encode(json);
    (value.len() <= LARGEST).then_some(value)
}

/// What a cookie's value says; `None` for anything we did not write.
pub fn read(value: &str) -> Option<Flash> {
    let json = URL_SAFE_NO_PAD.decode(value).ok()?;
    serde_json::from_slice(&json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;
    use crate::visit::Form;

    fn refused(typed: &str) -> Flash {
        Flash::Refused(Refused {
            form: Form::SignUp,
            error: AppError::Invalid { fields: Vec::new() },
            typed: vec![("shop".to_owned(), typed.to_owned())],
        })
    }

    fn value(line: &str) -> &str {
        line.split(['=', ';']).nth(1).unwrap()
    }

    #[test]
    fn brings_back_what_was_typed() {
        let flash = refused("Chez Zoé; « été » 👗");
        let line = line(&flash).unwrap();
        assert_eq!(read(value(&line)), Some(flash));
    }

    #[test]
    fn what_does_not_fit_is_told_without_it() {
        let line = line(&refused(&"x".repeat(10_000))).unwrap();
        let Some(Flash::Refused(refused)) = read(value(&line)) else {
            panic!("the refusal itself is lost");
        };
        assert!(refused.typed.is_empty());
    }

    #[test]
    fn nonsense_is_nothing() {
        assert_eq!(read("%%%"), None);
        assert_eq!(read("e30"), None);
    }
}
