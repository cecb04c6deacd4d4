//! The operator's keys for eBay, which of its worlds they are for, and where eBay tells of closed accounts. All of them, or
//! none: without them the channel's page says how to get them.

use super::{BadSetting, bad, check_origin};
use stoflow_domain::channels::ebay::api::Keyset;
use stoflow_domain::channels::ebay::api::hosts::Hosts;
use stoflow_domain::channels::ebay::view::NOTICES;

/// What it takes to speak with eBay.
#[derive(Clone, Debug)]
pub struct EbaySettings {
    /// `STOFLOW_EBAY_CLIENT_ID` (eBay's App ID), `STOFLOW_EBAY_CLIENT_SECRET` (its Cert ID), `STOFLOW_EBAY_RUNAME`.
    pub keyset: Keyset,
    /// `STOFLOW_EBAY_WORLD`: `production`, or `sandbox`. `STOFLOW_EBAY_STAND_IN`: an address on this machine where a
    /// simulator plays eBay, instead of both.
    pub hosts: Hosts,
}

/// The place where eBay tells of closed accounts.
#[derive(Clone)]
pub struct EbayNotices {
    /// `STOFLOW_EBAY_NOTICE_TOKEN`: 32 to 80 letters, digits, dashes and underscores, as they were typed at eBay.
    pub token: String,
    /// The place's address, as it was typed at eBay: below the first of `STOFLOW_ORIGINS`.
    pub address: String,
}

impl std::fmt::Debug for EbayNotices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EbayNotices({})", self.address)
    }
}

const KEYS: [&str; 3] = [
    "STOFLOW_EBAY_CLIENT_ID",
    "STOFLOW_EBAY_CLIENT_SECRET",
    "STOFLOW_EBAY_RUNAME",
];

const NOTICE_TOKEN: &str = "STOFLOW_EBAY_NOTICE_TOKEN";

/// What was given. eBay switches keys of production off where it cannot tell of closed accounts, so those need the place for
/// it.
pub(super) fn read(
    get: &impl Fn(&str) -> Option<String>,
    origin: &str,
) -> Result<(Option<EbaySettings>, Option<EbayNotices>), BadSetting> {
    let (keys, notices) = (keys(get)?, notices(get, origin)?);
    let in_production = keys
        .as_ref()
        .is_some_and(|keys| keys.hosts == Hosts::Production);
    if in_production && notices.is_none() {
        return Err(bad(
            NOTICE_TOKEN,
            format!(
                "eBay switches off keys that cannot be told of closed accounts; write 32 to 80 letters and digits, as `openssl \
                 rand -hex 24` prints them, start the server, and give eBay the same under Alerts and Notifications, with the \
                 address {}",
                address(origin)
            ),
        ));
    }
    Ok((keys, notices))
}

fn address(origin: &str) -> String {
    format!("{origin}{NOTICES}")
}

/// The keys that were given.
fn keys(get: &impl Fn(&str) -> Option<String>) -> Result<Option<EbaySettings>, BadSetting> {
    let [client_id, client_secret, runame] = match KEYS.map(get) {
        [None, None, None] => return Ok(None),
        [Some(id), Some(secret), Some(runame)] => [id, secret, runame],
        given => {
            let missing = KEYS.iter().zip(&given).find(|(_, value)| value.is_none());
            let name = missing.map_or(KEYS[0], |(name, _)| *name);
            return Err(bad(
                name,
                "eBay needs all three: App ID, Cert ID and RuName",
            ));
        }
    };
    if runame.contains("://") {
        return Err(bad(
            "STOFLOW_EBAY_RUNAME",
            "write the name that eBay gave the addresses, such as Your_Name-YourName-App-abcdefg, not an address",
        ));
    }
    Ok(Some(EbaySettings {
        keyset: Keyset {
            client_id,
            client_secret,
            runame,
        },
        hosts: hosts(get)?,
    }))
}

fn hosts(get: &impl Fn(&str) -> Option<String>) -> Result<Hosts, BadSetting> {
    if let Some(address) = get("STOFLOW_EBAY_STAND_IN") {
        let name = "STOFLOW_EBAY_STAND_IN";
        check_origin(name, &address)?;
        return Hosts::stand_in(address.trim_end_matches('/'))
            .map_err(|_| bad(name, "write an address, such as http://127.0.0.1:4002/ebay"));
    }
    match get("STOFLOW_EBAY_WORLD").as_deref() {
        None | Some("production") => Ok(Hosts::Production),
        Some("sandbox") => Ok(Hosts::Sandbox),
        Some(_) => Err(bad("STOFLOW_EBAY_WORLD", "write production, or sandbox")),
    }
}

/// Where notices are taken, if they are.
fn notices(
    get: &impl Fn(&str) -> Option<String>,
    origin: &str,
) -> Result<Option<EbayNotices>, BadSetting> {
    let Some(token) = get(NOTICE_TOKEN) else {
        return Ok(None);
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !(32..=80).contains(&token.len()) || !token.chars().all(allowed) {
        return Err(bad(
            NOTICE_TOKEN,
            "write 32 to 80 letters, digits, dashes or underscores, as `openssl rand -hex 24` prints them",
        ));
    }
    Ok(Some(EbayNotices {
        token,
        address: address(origin),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With these settings, on the server of `shop.example`.
    fn given(pairs: &[(&str, &str)]) -> Result<Option<EbaySettings>, String> {
        let get = |name: &str| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        match read(&get, "https://shop.example") {
            Ok((keys, _)) => Ok(keys),
            Err(problem) => Err(problem.to_string()),
        }
    }

    const ID: (&str, &str) = ("STOFLOW_EBAY_CLIENT_ID", "Friperie-SBX-1");
    const SECRET: (&str, &str) = ("STOFLOW_EBAY_CLIENT_SECRET", "SBX-2");
    const RUNAME: (&str, &str) = ("STOFLOW_EBAY_RUNAME", "Friperie-SBX-abc");
    const TOKEN: (&str, &str) = (NOTICE_TOKEN, "0123456789abcdef0123456789abcdef");

    #[test]
    fn all_keys_or_none() {
        assert!(given(&[]).unwrap().is_none());
        assert_eq!(
            given(&[ID, SECRET, RUNAME, TOKEN]).unwrap().unwrap().hosts,
            Hosts::Production
        );
        assert!(
            given(&[ID, RUNAME])
                .unwrap_err()
                .starts_with("STOFLOW_EBAY_CLIENT_SECRET")
        );
        let address = ("STOFLOW_EBAY_RUNAME", "https://shop.example/back");
        assert!(
            given(&[ID, SECRET, address])
                .unwrap_err()
                .contains("not an address")
        );
    }

    #[test]
    fn keys_of_production_need_the_place_for_notices() {
        let refused = given(&[ID, SECRET, RUNAME]).unwrap_err();
        assert!(refused.starts_with(NOTICE_TOKEN), "{refused}");
        assert!(
            refused.contains("https://shop.example/channels/ebay/notices"),
            "{refused}"
        );
        let sandbox = ("STOFLOW_EBAY_WORLD", "sandbox");
        assert!(given(&[ID, SECRET, RUNAME, sandbox]).unwrap().is_some());
    }

    #[test]
    fn a_world_is_production_the_sandbox_or_on_this_machine() {
        let world = |pair| given(&[ID, SECRET, RUNAME, pair]).map(|given| given.unwrap().hosts);
        assert_eq!(world(("STOFLOW_EBAY_WORLD", "sandbox")), Ok(Hosts::Sandbox));
        assert!(world(("STOFLOW_EBAY_WORLD", "moon")).is_err());
        let stand_in = world(("STOFLOW_EBAY_STAND_IN", "http://127.0.0.1:4002/ebay"));
        assert!(matches!(stand_in, Ok(Hosts::StandIn(_))));
        assert!(world(("STOFLOW_EBAY_STAND_IN", "http://ebay.example")).is_err());
    }

    #[test]
    fn a_notice_token_is_one_that_ebay_takes() {
        let with = |token: &str| {
            let get = |_: &str| Some(token.to_owned());
            notices(&get, "https://shop.example").map(|read| read.map(|read| read.address))
        };
        let address = "https://shop.example/channels/ebay/notices".to_owned();
        assert_eq!(with(&"a".repeat(32)).unwrap(), Some(address));
        for wrong in ["short", &"a".repeat(81), &"é".repeat(20), &"a b".repeat(12)] {
            assert!(with(wrong).is_err(), "{wrong}");
        }
    }
}
