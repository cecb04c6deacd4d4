//! Everything an operator can set, read once at start-up from the environment and nowhere else.
//!
//! No setting turns a protection off: limits have bounds, secrets have no defaults but random ones.

pub mod ebay;

use ebay::{EbayNotices, EbaySettings};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use stoflow_domain::channels::vinted::images::HOSTS;
use stoflow_domain::keys::Given;
use stoflow_domain::secrets;
use stoflow_wire::executor::Pace;

/// Settings of one server process.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `STOFLOW_LISTEN`: where to listen for HTTP; TLS is the business of the proxy in front.
    pub listen: SocketAddr,
    /// `STOFLOW_DATA`: keys, photos and, without `DATABASE_URL`, the private PostgreSQL cluster.
    pub data: PathBuf,
    /// `STOFLOW_SITE`: the built site (`cargo xtask build`).
    pub site: PathBuf,
    /// `STOFLOW_ORIGINS`: the addresses people reach the dashboard at; links in mails use the first.
    pub origins: Vec<String>,
    /// `STOFLOW_SMTP`: `smtp://[user:password@]host:port` or `smtps://…`.
    pub smtp: String,
    /// `STOFLOW_MAIL_FROM`: the sender of mails.
    pub mail_from: String,
    /// `DATABASE_URL`: absent means the private cluster.
    pub database_url: Option<String>,
    pub photos: PhotoSettings,
    /// `STOFLOW_SIGNING_KEY`: PEM of the RS256 key; `STOFLOW_PHOTO_KEY`: signs the links to photos. One that is absent
    /// is made on first start and kept in `data`.
    pub keys: Given,
    /// `STOFLOW_SECRETS_KEY`: seals sellers' tokens for marketplaces; made on first start and kept in `data` where it is
    /// absent. `STOFLOW_SECRETS_KEY_BEFORE`: the key before, which opens what it sealed until `reseal` was run.
    pub secrets: secrets::Given,
    /// `STOFLOW_PROXIES`: addresses whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
    /// `STOFLOW_SIGN_IN_LIMIT`: sign-ins, sign-ups and the like per network in five minutes (1 to 1000).
    pub sign_in_limit: u32,
    /// `STOFLOW_VINTED_PACE`: `human`, or `none` against a simulator.
    pub vinted_pace: Pace,
    /// `STOFLOW_VINTED_IMAGES`: an origin that stands in for the hosts of Vinted's photos, for a simulator.
    pub vinted_images: Option<String>,
    /// `STOFLOW_VINTED_HOSTS`: the hosts that photos and labels are fetched from, with all below them; `vinted.net,
    /// vinted.fr` where it is absent.
    pub vinted_hosts: Vec<String>,
    /// `STOFLOW_EXTENSION_ID`: the extension the dashboard talks to.
    pub extension_id: String,
    /// `STOFLOW_EBAY_…`: the keys for eBay.
    pub ebay: Option<EbaySettings>,
    /// `STOFLOW_EBAY_NOTICE_TOKEN`: by which eBay knows the place that takes its notices.
    pub ebay_notices: Option<EbayNotices>,
}

/// Where photos are kept: `STOFLOW_PHOTOS`.
#[derive(Clone, Debug)]
pub enum PhotoSettings {
    /// A folder below `data`.
    Folder,
    /// `s3://bucket/prefix` and the four settings an S3 needs.
    S3(S3Settings),
}

/// An S3-compatible store.
#[derive(Clone)]
pub struct S3Settings {
    /// `s3://bucket/prefix`.
    pub url: String,
    /// `STOFLOW_S3_ENDPOINT`; absent means the provider's default for the region.
    pub endpoint: Option<String>,
    /// `STOFLOW_S3_REGION`.
    pub region: String,
    /// `STOFLOW_S3_KEY`.
    pub key: String,
    /// `STOFLOW_S3_SECRET`.
    pub secret: String,
}

impl std::fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "S3Settings({})", self.url)
    }
}

/// A setting that cannot be used, with what to write instead.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {advice}")]
pub struct BadSetting {
    name: &'static str,
    advice: String,
}

/// The id that the manifest's `key` gives the published extension.
pub const EXTENSION_ID: &str = include_str!("../../extension/static/extension_id.txt");

impl Settings {
    /// Reads the settings through `get`, which answers with the value of an environment variable.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, BadSetting> {
        let get = |name: &str| get(name).filter(|value| !value.trim().is_empty());
        let text = |name: &str, default: &str| get(name).unwrap_or_else(|| default.to_owned());
        let listen = text("STOFLOW_LISTEN", "127.0.0.1:4000");
        let origins: Vec<String> = text("STOFLOW_ORIGINS", "http://localhost:4000")
            .split(',')
            .map(|origin| origin.trim().trim_end_matches('/').to_owned())
            .collect();
        for origin in &origins {
            check_origin("STOFLOW_ORIGINS", origin)?;
        }
        let (ebay, ebay_notices) = ebay::read(&get, origins.first().map_or("", String::as_str))?;
        Ok(Self {
            listen: listen.parse().map_err(|_| {
                bad(
                    "STOFLOW_LISTEN",
                    "write address:port, such as 127.0.0.1:4000",
                )
            })?,
            data: text("STOFLOW_DATA", "data").into(),
            site: text("STOFLOW_SITE", "dist/site").into(),
            origins,
            smtp: text("STOFLOW_SMTP", "smtp://127.0.0.1:25"),
            mail_from: text("STOFLOW_MAIL_FROM", "StoFlow <bonjour@stoflow.com>"),
            database_url: get("DATABASE_URL"),
            photos: photo_settings(&get)?,
            keys: Given {
                signing: get("STOFLOW_SIGNING_KEY"),
                photo_paths: get("STOFLOW_PHOTO_KEY"),
            },
            secrets: secrets::Given {
                key: get("STOFLOW_SECRETS_KEY"),
                before: get("STOFLOW_SECRETS_KEY_BEFORE"),
            },
            proxies: proxies(&text("STOFLOW_PROXIES", ""))?,
            sign_in_limit: number(&get, "STOFLOW_SIGN_IN_LIMIT", 20, 1, 1000)?,
            vinted_pace: pace(&text("STOFLOW_VINTED_PACE", "human"))?,
            vinted_images: images(get("STOFLOW_VINTED_IMAGES"))?,
            vinted_hosts: hosts(&text("STOFLOW_VINTED_HOSTS", &HOSTS.join(",")))?,
            extension_id: text("STOFLOW_EXTENSION_ID", EXTENSION_ID.trim()),
            ebay,
            ebay_notices,
        })
    }
}

fn bad(name: &'static str, advice: impl Into<String>) -> BadSetting {
    BadSetting {
        name,
        advice: advice.into(),
    }
}

/// Plain http is for the machine itself; anything else needs https, since cookies are `Secure`.
fn check_origin(name: &'static str, origin: &str) -> Result<(), BadSetting> {
    let local = ["http://localhost", "http://127.0.0.1", "http://[::1]"]
        .iter()
        .any(|start| match origin.strip_prefix(start) {
            Some(rest) => rest.is_empty() || rest.starts_with(':'),
            None => false,
        });
    if local || origin.starts_with("https://") {
        return Ok(());
    }
    Err(bad(
        name,
        format!("{origin} is neither https nor this machine; write https://your.host"),
    ))
}

fn photo_settings(get: &impl Fn(&str) -> Option<String>) -> Result<PhotoSettings, BadSetting> {
    let Some(url) = get("STOFLOW_PHOTOS") else {
        return Ok(PhotoSettings::Folder);
    };
    if !url.starts_with("s3://") {
        return Err(bad(
            "STOFLOW_PHOTOS",
            "write s3://bucket/prefix, or nothing for a folder",
        ));
    }
    let required =
        |name: &'static str| get(name).ok_or_else(|| bad(name, "STOFLOW_PHOTOS needs it"));
    Ok(PhotoSettings::S3(S3Settings {
        url,
        endpoint: get("STOFLOW_S3_ENDPOINT"),
        region: required("STOFLOW_S3_REGION")?,
        key: required("STOFLOW_S3_KEY")?,
        secret: required("STOFLOW_S3_SECRET")?,
    }))
}

fn proxies(list: &str) -> Result<Vec<IpAddr>, BadSetting> {
    list.split(',')
        .map(str::trim)
        .filter(|address| !address.is_empty())
        .map(|address| {
            address
                .parse()
                .map_err(|_| bad("STOFLOW_PROXIES", format!("{address} is no IP address")))
        })
        .collect()
}

fn pace(text: &str) -> Result<Pace, BadSetting> {
    match text {
        "human" => Ok(Pace::HUMAN),
        "none" => Ok(Pace {
            read_ms: (0, 0),
            write_ms: (0, 0),
            delete_ms: (0, 0),
            look_again_ms: 0,
            rest_every: (0, 0),
            rest_ms: (0, 0),
        }),
        _ => Err(bad(
            "STOFLOW_VINTED_PACE",
            "write human, or none against a simulator",
        )),
    }
}

fn hosts(list: &str) -> Result<Vec<String>, BadSetting> {
    let name = "STOFLOW_VINTED_HOSTS";
    let is_host = |host: &str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let ends_in_letters = host.rsplit_once('.').is_some_and(|(before, last)| {
            !before.is_empty() && last.starts_with(|c: char| c.is_ascii_alphabetic())
        });
        ends_in_letters && host.chars().all(allowed)
    };
    let hosts: Vec<String> = list
        .split(',')
        .map(|host| host.trim().to_ascii_lowercase())
        .filter(|host| !host.is_empty())
        .collect();
    match hosts.iter().find(|host| !is_host(host)) {
        Some(host) => Err(bad(
            name,
            format!("{host} is no host: write names alone, such as vinted.net,vinted.fr"),
        )),
        None if hosts.is_empty() => Err(bad(name, "write one host at least, such as vinted.net")),
        None => Ok(hosts),
    }
}

fn images(origin: Option<String>) -> Result<Option<String>, BadSetting> {
    let origin = origin.map(|origin| origin.trim().trim_end_matches('/').to_owned());
    if let Some(origin) = &origin {
        check_origin("STOFLOW_VINTED_IMAGES", origin)?;
    }
    Ok(origin)
}

fn number(
    get: &impl Fn(&str) -> Option<String>,
    name: &'static str,
    default: u32,
    least: u32,
    most: u32,
) -> Result<u32, BadSetting> {
    let Some(text) = get(name) else {
        return Ok(default);
    };
    match text.parse() {
        Ok(value) if (least..=most).contains(&value) => Ok(value),
        _ => Err(bad(name, format!("write a number from {least} to {most}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, String> {
        Settings::read(|name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
        .map_err(|problem| problem.to_string())
    }

    #[test]
    fn starts_without_any_setting() {
        let settings = read(&[]).unwrap();
        assert_eq!(settings.origins, ["http://localhost:4000"]);
        assert_eq!(settings.vinted_pace, Pace::HUMAN);
        assert_eq!(settings.sign_in_limit, 20);
    }

    #[test]
    fn refuses_plain_http_to_the_world() {
        for origin in [
            "http://stoflow.example",
            "http://localhost.evil.example",
            "ftp://x",
        ] {
            assert!(
                read(&[("STOFLOW_ORIGINS", origin)])
                    .unwrap_err()
                    .contains("https")
            );
        }
        let both = read(&[(
            "STOFLOW_ORIGINS",
            "http://localhost:4000, https://app.stoflow.com/",
        )]);
        assert_eq!(both.unwrap().origins[1], "https://app.stoflow.com");
    }

    #[test]
    fn photos_of_vinted_come_from_vinted_or_a_stand_in_on_this_machine() {
        assert_eq!(read(&[]).unwrap().vinted_images, None);
        let stand_in = read(&[("STOFLOW_VINTED_IMAGES", "http://127.0.0.1:25480/")]);
        assert_eq!(
            stand_in.unwrap().vinted_images.as_deref(),
            Some("http://127.0.0.1:25480")
        );
        let foreign = read(&[("STOFLOW_VINTED_IMAGES", "http://photos.example")]);
        assert!(foreign.unwrap_err().starts_with("STOFLOW_VINTED_IMAGES"));
    }

    #[test]
    fn files_of_vinted_come_from_the_hosts_on_the_list() {
        assert_eq!(read(&[]).unwrap().vinted_hosts, ["vinted.net", "vinted.fr"]);
        let more = read(&[("STOFLOW_VINTED_HOSTS", "vinted.net, Labels.Example.com")]);
        assert_eq!(
            more.unwrap().vinted_hosts,
            ["vinted.net", "labels.example.com"]
        );
        for none in ["https://vinted.net", "127.0.0.1", "com", "a b.fr", ".", ","] {
            let refused = read(&[("STOFLOW_VINTED_HOSTS", none)]).unwrap_err();
            assert!(refused.starts_with("STOFLOW_VINTED_HOSTS"), "{none}");
        }
    }

    #[test]
    fn no_value_switches_a_limit_off() {
        for value in ["0", "-1", "off", "100000"] {
            assert!(read(&[("STOFLOW_SIGN_IN_LIMIT", value)]).is_err());
        }
    }

    #[test]
    fn an_s3_needs_all_of_its_settings() {
        let problem = read(&[("STOFLOW_PHOTOS", "s3://bucket/photos")]).unwrap_err();
        assert!(problem.starts_with("STOFLOW_S3_REGION"));
    }
}
