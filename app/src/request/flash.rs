//! A [`Flash`] as a cookie: JSON in base64. It comes back from the browser, so it is read like any other input: the
//! worst a forged one can do is to show its own author a wrong sentence.

use super::cookies;
use crate::visit::Flash;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Browsers keep 4096 bytes of name, value and attributes.
const LARGEST: usize = 3800;

/// The `Set-Cookie` line; `None` where it is too much for a cookie. Of an upload, as many files are named as fit.
pub fn line(flash: &Flash) -> Option<String> {
    let value = match flash {
        Flash::Uploaded { refused } => (1..=refused.len()).rev().find_map(|most| {
            encode(&Flash::Uploaded {
                refused: refused[..most].to_vec(),
            })
        }),
        other => encode(other),
    };
    Some(cookies::set_flash(&value?))
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
    use crate::visit::{Form, Refused};
    use stoflow_wire::photos::{PhotoProblem, PhotoRefused};

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
    fn what_is_too_long_is_not_brought_along_in_part() {
        assert_eq!(line(&refused(&"x".repeat(10_000))), None);
    }

    #[test]
    fn of_many_files_as_many_are_named_as_fit() {
        let refused = (0..200)
            .map(|number| PhotoRefused {
                file_name: format!("IMG_{number:04}.heic"),
                reason: PhotoProblem::NotAPhoto,
            })
            .collect::<Vec<_>>();
        let line = line(&Flash::Uploaded {
            refused: refused.clone(),
        });
        let Some(Flash::Uploaded { refused: named }) = read(value(&line.unwrap())) else {
            panic!("the files are not named");
        };
        assert!(named.len() > 30 && refused.starts_with(&named));
    }

    #[test]
    fn nonsense_is_nothing() {
        assert_eq!(read("%%%"), None);
        assert_eq!(read("e30"), None);
    }
}
