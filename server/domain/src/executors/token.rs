//! The secrets of pairing: one-time codes and device tokens. Only their hashes are stored.

use aws_lc_rs::digest::{SHA256, digest};
use stoflow_wire::ids::TenantId;

/// A device token: `sfx_<shop>_<64 hex digits>`. The shop's number in it says whose schema to look in; it proves
/// nothing by itself.
pub(super) struct Token(String);

impl Token {
    /// A new one with 256 random bits.
    pub(super) fn new(tenant: TenantId) -> Self {
        let [high, low]: [u128; 2] = rand::random();
        Self(format!("sfx_{tenant}_{high:032x}{low:032x}"))
    }

    /// Reads what a device says its token is; `None` for what never was one.
    pub(super) fn read(text: &str) -> Option<(TenantId, Self)> {
        let (tenant, secret) = text.strip_prefix("sfx_")?.split_once('_')?;
        let well_formed = secret.len() == 64 && secret.bytes().all(|b| b.is_ascii_hexdigit());
        let tenant: i64 = tenant.parse().ok()?;
        (well_formed && tenant > 0).then(|| (TenantId(tenant), Self(text.to_owned())))
    }

    pub(super) fn hash(&self) -> Vec<u8> {
        hash(&self.0)
    }

    pub(super) fn reveal(self) -> String {
        self.0
    }
}

/// Without 0, O, 1, I, L and U: nobody misreads it from one screen to the other.
const LETTERS: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Eight letters that pair one extension.
pub(super) fn new_code() -> String {
    let mut code = String::with_capacity(8);
    while code.len() < 8 {
        // The highest multiple of 30 in a byte: below it every letter is as likely as the others.
        let byte = rand::random::<u8>();
        if byte < 240 {
            code.push(char::from(LETTERS[usize::from(byte % 30)]));
        }
    }
    code
}

/// The hash of a code as a person types it: in small letters, with blanks or hyphens.
pub(super) fn hash_typed_code(typed: &str) -> Vec<u8> {
    let code: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .take(64)
        .collect();
    hash(&code)
}

fn hash(text: &str) -> Vec<u8> {
    digest(&SHA256, text.as_bytes()).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_with_its_shop() {
        let text = Token::new(TenantId(7)).reveal();
        let (tenant, token) = Token::read(&text).unwrap();
        assert_eq!(tenant, TenantId(7));
        assert_eq!(token.reveal(), text);
    }

    #[test]
    fn what_never_was_a_token_is_refused() {
        let zeroes = "0".repeat(64);
        for text in [
            String::new(),
            "sfx_7_".to_owned(),
            format!("sfx_-7_{zeroes}"),
            format!("sfx_0_{zeroes}"),
            format!("sfx_7_{zeroes}0"),
            format!("sfx_x_{zeroes}"),
            format!("sfy_7_{zeroes}"),
            format!("sfx_7_{}", "g".repeat(64)),
        ] {
            assert!(Token::read(&text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_code_is_eight_clear_letters_however_it_is_typed() {
        let code = new_code();
        assert_eq!(code.len(), 8);
        assert!(code.bytes().all(|letter| LETTERS.contains(&letter)));
        let typed = format!(" {}-{} ", &code[..4].to_lowercase(), &code[4..]);
        assert_eq!(hash_typed_code(&typed), hash_typed_code(&code));
    }
}
