//! Fetching the photos of Vinted's listings, and the labels of parcels. They are given to whoever has their address: no
//! account, no cookie, no token goes along.
//!
//! An address comes from outside, so nothing is believed of it: only the hosts on a list are asked, nobody is followed
//! to another host, and what is too large is put down before it is read. The list is the server's: nobody documents
//! where Vinted keeps its labels.

use crate::error::Error;
use bytes::{Bytes, BytesMut};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Client, Response, Url};
use std::sync::Arc;
use std::time::Duration;

/// Bytes of a photo: as much as an upload may have.
const LARGEST: usize = 10 * 1024 * 1024;

/// One try, from the first byte to the last.
const PATIENCE: Duration = Duration::from_secs(45);

const MOST_REDIRECTS: usize = 3;

/// Where Vinted is known to keep photos.
pub const HOSTS: [&str; 2] = ["vinted.net", "vinted.fr"];

/// Before the second, third and fourth try.
pub const WAITS: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
];

/// Fetches photos; cloning shares the connections.
#[derive(Clone, Debug)]
pub struct Images {
    client: Client,
    hosts: Hosts,
    /// Where to look instead of Vinted's hosts.
    instead: Option<Url>,
    waits: [Duration; 3],
}

/// Why a photo cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum NoPhoto {
    #[error("its address is none of Vinted's")]
    Foreign,
    #[error("it is larger than 10 MB")]
    TooLarge,
    #[error("it is not what was asked for but {0}")]
    NoPicture(String),
    #[error("it was answered with {0}")]
    Answered(reqwest::StatusCode),
    #[error("it could not be fetched")]
    Failed(#[source] reqwest::Error),
}

impl NoPhoto {
    /// Another try may get it.
    fn may_pass(&self) -> bool {
        match self {
            Self::Foreign | Self::TooLarge | Self::NoPicture(_) => false,
            Self::Answered(status) => {
                status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429)
            }
            Self::Failed(error) => !error.is_redirect(),
        }
    }
}

impl Images {
    /// `hosts` are asked, and all below them, and no others. `instead` is an origin (`http://host:port`) that stands in for all of Vinted's; `waits` are those before the
    /// second, third and fourth try.
    pub fn new(
        hosts: &[String],
        instead: Option<&str>,
        waits: [Duration; 3],
    ) -> Result<Self, Error> {
        let attempted = "setting up the fetching of photos";
        let instead = instead
            .map(Url::parse)
            .transpose()
            .map_err(|error| Error::internal(attempted, error))?;
        let hosts = Hosts(hosts.into());
        let (known, of_ours) = (hosts.clone(), instead.clone());
        let client = Client::builder()
            .timeout(PATIENCE)
            .redirect(Policy::custom(move |attempt| {
                follow(attempt, &known, of_ours.as_ref())
            }))
            .build()
            .map_err(|error| Error::internal(attempted, error))?;
        Ok(Self {
            client,
            hosts,
            instead,
            waits,
        })
    }

    /// The picture at `address`, as it is there.
    pub async fn fetch(&self, address: &str) -> Result<Bytes, NoPhoto> {
        self.fetch_kind(address, &["image/"]).await
    }

    /// The PDF at `address`, as it is there. Stores of files often do not know what they give out.
    pub async fn fetch_label(&self, address: &str) -> Result<Bytes, NoPhoto> {
        let kinds = ["application/pdf", "application/octet-stream"];
        self.fetch_kind(address, &kinds).await
    }

    async fn fetch_kind(&self, address: &str, kinds: &[&str]) -> Result<Bytes, NoPhoto> {
        let url = self.place(address)?;
        for wait in self.waits {
            match self.once(url.clone(), kinds).await {
                Err(reason) if reason.may_pass() => tokio::time::sleep(wait).await,
                ended => return ended,
            }
        }
        self.once(url, kinds).await
    }

    /// Where to ask for what is at one of Vinted's addresses.
    fn place(&self, address: &str) -> Result<Url, NoPhoto> {
        let mut url = Url::parse(address).map_err(|_| NoPhoto::Foreign)?;
        if !self.hosts.have(&url) {
            return Err(NoPhoto::Foreign);
        }
        let Some(instead) = &self.instead else {
            return Ok(url);
        };
        let moved = url.set_scheme(instead.scheme()).is_ok()
            && url.set_host(instead.host_str()).is_ok()
            && url.set_port(instead.port()).is_ok();
        moved.then_some(url).ok_or(NoPhoto::Foreign)
    }

    async fn once(&self, url: Url, kinds: &[&str]) -> Result<Bytes, NoPhoto> {
        let response = self.client.get(url).send().await.map_err(NoPhoto::Failed)?;
        if !response.status().is_success() {
            return Err(NoPhoto::Answered(response.status()));
        }
        let kind = kind(&response);
        if !kinds.iter().any(|wanted| kind.starts_with(wanted)) {
            return Err(NoPhoto::NoPicture(kind));
        }
        read(response).await
    }
}

fn kind(response: &Response) -> String {
    let told = response.headers().get(CONTENT_TYPE);
    let told = told.and_then(|kind| kind.to_str().ok());
    told.unwrap_or("nothing it says").to_ascii_lowercase()
}

async fn read(mut response: Response) -> Result<Bytes, NoPhoto> {
    let announced = response.content_length().unwrap_or_default();
    if usize::try_from(announced).map_or(true, |bytes| bytes > LARGEST) {
        return Err(NoPhoto::TooLarge);
    }
    let mut read = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(NoPhoto::Failed)? {
        if read.len() + chunk.len() > LARGEST {
            return Err(NoPhoto::TooLarge);
        }
        read.extend_from_slice(&chunk);
    }
    Ok(read.freeze())
}

fn follow(attempt: Attempt<'_>, hosts: &Hosts, instead: Option<&Url>) -> reqwest::redirect::Action {
    let same = instead.is_some_and(|instead| instead.origin() == attempt.url().origin());
    let allowed = same || (instead.is_none() && hosts.have(attempt.url()));
    if allowed && attempt.previous().len() <= MOST_REDIRECTS {
        attempt.follow()
    } else {
        attempt.error("it leads away from Vinted")
    }
}

/// Whether a picture's address is one of Vinted's.
pub(crate) fn is_address(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| is_on(&url, &HOSTS))
}

/// The hosts that are asked.
#[derive(Clone, Debug)]
struct Hosts(Arc<[String]>);

impl Hosts {
    fn have(&self, url: &Url) -> bool {
        is_on(url, &self.0)
    }
}

/// On one of these hosts or below it, by a way nobody can listen to.
fn is_on(url: &Url, hosts: &[impl AsRef<str>]) -> bool {
    let known = |domain: &str| {
        hosts.iter().any(|host| {
            let above = domain.strip_suffix(host.as_ref());
            above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
        })
    };
    url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && url.domain().is_some_and(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn images(instead: Option<&str>) -> Images {
        Images::new(&HOSTS.map(str::to_owned), instead, [Duration::ZERO; 3]).unwrap()
    }

    #[test]
    fn a_host_on_the_list_is_asked_and_its_neighbours_are_not() {
        let hosts = ["labels.example".to_owned()];
        let images = Images::new(&hosts, None, [Duration::ZERO; 3]).unwrap();
        for own in [
            "https://labels.example/1.pdf",
            "https://eu.labels.example/1.pdf",
        ] {
            assert!(images.place(own).is_ok(), "{own}");
        }
        for foreign in [
            "https://mylabels.example/1.pdf",
            "https://images1.vinted.net/1.jpeg",
        ] {
            assert!(images.place(foreign).is_err(), "{foreign}");
        }
    }

    #[test]
    fn only_vinteds_own_hosts_are_asked() {
        let images = images(None);
        for own in [
            "https://images1.vinted.net/t/01_a/f800/1.jpeg?s=b",
            "https://www.vinted.fr/x.webp",
        ] {
            assert_eq!(images.place(own).unwrap().as_str(), own);
        }
        for foreign in [
            "http://images1.vinted.net/a.jpeg",
            "https://vinted.net.example.org/a.jpeg",
            "https://evilvinted.net/a.jpeg",
            "https://images1.vinted.net@example.org/a.jpeg",
            "https://user@images1.vinted.net/a.jpeg",
            "https://images1.vinted.net:8443/a.jpeg",
            "https://127.0.0.1/a.jpeg",
            "https://[::1]/a.jpeg",
            "file:///etc/passwd",
            "data:image/png;base64,AAAA",
            "/a.jpeg",
            "",
        ] {
            assert!(
                matches!(images.place(foreign), Err(NoPhoto::Foreign)),
                "{foreign}"
            );
        }
    }

    #[test]
    fn a_stand_in_is_asked_for_the_same_path() {
        let images = images(Some("http://127.0.0.1:25480"));
        let place = images.place("https://images1.vinted.net/t/1.jpeg?s=b");
        assert_eq!(
            place.unwrap().as_str(),
            "http://127.0.0.1:25480/t/1.jpeg?s=b"
        );
        assert!(images.place("https://example.org/1.jpeg").is_err());
    }
}
