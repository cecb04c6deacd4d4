//! Where eBay answers. An interface asked on the wrong host says 404 without a hint, so each call names its host.

use crate::error::Error;
use reqwest::Url;

/// The hosts eBay's interfaces are divided among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// Most of them.
    Api,
    /// Who somebody is.
    Apiz,
    /// Where a seller gives their consent.
    Auth,
}

impl Host {
    fn name(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Apiz => "apiz",
            Self::Auth => "auth",
        }
    }
}

/// One world of eBay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hosts {
    Production,
    Sandbox,
    /// A simulator: an origin and perhaps a path, below which each host has a folder of its own name.
    StandIn(Url),
}

impl Hosts {
    /// A simulator at this address, without a slash at its end.
    pub fn stand_in(address: &str) -> Result<Self, Error> {
        Url::parse(address)
            .map(Self::StandIn)
            .map_err(|error| Error::internal("reading where eBay's simulator is", error))
    }

    /// The address of `path`, which begins with a slash, on `host`.
    pub(super) fn address(&self, host: Host, path: &str) -> String {
        let name = host.name();
        match self {
            Self::Production => format!("https://{name}.ebay.com{path}"),
            Self::Sandbox => format!("https://{name}.sandbox.ebay.com{path}"),
            Self::StandIn(address) => {
                let address = address.as_str().trim_end_matches('/');
                format!("{address}/{name}.ebay.com{path}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_world_has_its_own_hosts() {
        let path = "/commerce/identity/v1/user/";
        for (hosts, address) in [
            (Hosts::Production, "https://apiz.ebay.com"),
            (Hosts::Sandbox, "https://apiz.sandbox.ebay.com"),
            (
                Hosts::stand_in("http://127.0.0.1:4002/ebay").unwrap(),
                "http://127.0.0.1:4002/ebay/apiz.ebay.com",
            ),
        ] {
            assert_eq!(hosts.address(Host::Apiz, path), format!("{address}{path}"));
        }
    }
}
