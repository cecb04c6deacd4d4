//! The server the extension is paired with: an origin, typed by a person or taken from the page that pairs.

use serde::{Deserialize, Serialize};

/// `https://app.stoflow.com`: scheme, host and port, nothing behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServerOrigin(String);

/// What was typed names no server that may be trusted with a device token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnOrigin {
    /// No host in it.
    Unreadable,
    /// Plain HTTP, which only the person's own machine and network may speak.
    NotEncrypted,
}

impl ServerOrigin {
    /// The server everybody uses who runs none of their own.
    pub fn official() -> Self {
        Self("https://app.stoflow.com".to_owned())
    }

    /// Reads what a person types: a path is cut off, HTTPS is meant where nothing is said.
    pub fn parse_typed(text: &str) -> Result<Self, NotAnOrigin> {
        let text = text.trim().to_ascii_lowercase();
        let (scheme, rest) = text.split_once("://").unwrap_or(("https", &text));
        let authority = rest
            .split(['/', '?', '#'])
            .next()
            .filter(|authority| is_authority(authority))
            .ok_or(NotAnOrigin::Unreadable)?;
        match scheme {
            "https" => {}
            "http" if is_near(host(authority)) => {}
            "http" => return Err(NotAnOrigin::NotEncrypted),
            _ => return Err(NotAnOrigin::Unreadable),
        }
        let default_port = if scheme == "https" { ":443" } else { ":80" };
        let authority = authority.strip_suffix(default_port).unwrap_or(authority);
        Ok(Self(format!("{scheme}://{authority}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the extension's own socket goes.
    pub fn socket_url(&self) -> String {
        let secure = self.0.strip_prefix("https://");
        match secure {
            Some(authority) => format!("wss://{authority}/ws/executor"),
            None => format!(
                "ws://{}/ws/executor",
                self.0.strip_prefix("http://").unwrap_or(&self.0)
            ),
        }
    }

    pub fn pairing_url(&self) -> String {
        format!("{}/api/executor/pair", self.0)
    }

    /// The address of a photo; `None` where the path leads anywhere but to the server's signed photos.
    pub fn photo_url(&self, path: &str) -> Option<String> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.=".contains(&byte);
        let signed = path.starts_with("/photos/signed/")
            && !path.contains("..")
            && !path.contains("//")
            && path.bytes().all(plain);
        signed.then(|| format!("{}{path}", self.0))
    }
}

fn is_authority(text: &str) -> bool {
    let host = host(text);
    let port = text
        .strip_prefix(host)
        .and_then(|port| port.strip_prefix(':'));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-[]:".contains(&byte);
    let numbers = |port: &str| (1..=5).contains(&port.len()) && port.parse::<u16>().is_ok();
    !host.is_empty()
        && text.bytes().all(plain)
        && port.is_none_or(numbers)
        && (port.is_some() || text == host)
}

/// The host without its port; an IPv6 address keeps its brackets.
fn host(authority: &str) -> &str {
    match authority.find(']') {
        Some(end) => authority.get(..=end).unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// The person's own machine or network, where a certificate is rare.
fn is_near(host: &str) -> bool {
    let ip = host.parse::<std::net::Ipv4Addr>();
    let near_ip = ip.is_ok_and(|ip| ip.is_loopback() || ip.is_private());
    near_ip
        || host == "[::1]"
        || host == "localhost"
        || [".localhost", ".local"]
            .iter()
            .any(|ending| host.ends_with(ending))
}
