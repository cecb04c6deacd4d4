//! Keys on disk, and what is not taken for a token of ours.

use super::{Given, Keys, TOKEN_TYPE, make_signing_key};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use time::macros::datetime;

/// A folder that is removed with this value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("stoflow-keys-{}-{name}", std::process::id()));
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).expect("the folder is removed");
    }
}

fn signing_with(pem: &str) -> Given {
    Given {
        signing: Some(pem.to_owned()),
        photo_paths: None,
    }
}

fn claims() -> Value {
    json!({"iss": "stoflow", "aud": "stoflow", "sub": "1", "exp": 4_000_000_000_u64})
}

fn opens(keys: &Keys, token: &str) -> bool {
    keys.open_token::<Value>(token, "stoflow", "stoflow")
        .is_ok()
}

#[test]
fn keys_are_made_once_and_nobody_else_may_read_them() {
    let folder = Folder::new("made");
    let first = Keys::load_or_make(&folder.0, &Given::default()).expect("keys are made");
    let again = Keys::load_or_make(&folder.0, &Given::default()).expect("keys are read");
    let token = first.sign_token(&claims()).expect("signed");
    assert!(opens(&again, &token));
    let files = std::fs::read_dir(&folder.0)
        .expect("the folder")
        .collect::<Vec<_>>();
    assert_eq!(files.len(), 2);
    for file in files {
        let mode = file
            .expect("a file")
            .metadata()
            .expect("its rights")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let mode = std::fs::metadata(&folder.0)
        .expect("the folder")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn servers_that_start_at_once_have_the_same_keys() {
    let folder = Folder::new("at-once");
    let tokens = std::thread::scope(|scope| {
        let servers = [(); 4].map(|()| {
            scope.spawn(|| {
                let keys = Keys::load_or_make(&folder.0, &Given::default()).expect("keys");
                (keys.sign_token(&claims()).expect("signed"), keys)
            })
        });
        servers.map(|server| server.join().expect("a server"))
    });
    for (token, _) in &tokens {
        assert!(tokens.iter().all(|(_, keys)| opens(keys, token)));
    }
}

#[test]
fn an_operators_key_is_taken_and_a_poor_one_refused() {
    let folder = Folder::new("given");
    let pem = make_signing_key().expect("a key");
    let given = Keys::load_or_make(&folder.0, &signing_with(&pem)).expect("taken");
    let same = Keys::load_or_make(&folder.0, &signing_with(&pem)).expect("taken");
    assert!(opens(&same, &given.sign_token(&claims()).expect("signed")));
    for poor in [
        "",
        "secret",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
    ] {
        assert!(
            Keys::load_or_make(&folder.0, &signing_with(poor)).is_err(),
            "{poor:?}"
        );
    }
}

#[test]
fn servers_with_the_same_given_keys_need_no_folder_and_take_each_others_signatures() {
    let given = Given {
        signing: Some(make_signing_key().expect("a key")),
        photo_paths: Some("k".repeat(44)),
    };
    let expires = datetime!(2026-11-23 12:00 UTC);
    let before = datetime!(2026-11-23 11:59 UTC);
    let [here, there] = ["nowhere-1", "nowhere-2"].map(|name| {
        let folder = std::env::temp_dir().join(format!("stoflow-{name}-{}", std::process::id()));
        let keys = Keys::load_or_make(&folder, &given).expect("taken");
        assert!(!folder.exists(), "nothing had to be kept");
        keys
    });
    let signature = here.sign_path("/photos/signed/1/2", expires);
    assert!(there.check_path("/photos/signed/1/2", expires, &signature, before));
    assert!(opens(&there, &here.sign_token(&claims()).expect("signed")));

    let other = Given {
        photo_paths: Some("o".repeat(44)),
        ..given.clone()
    };
    let stranger = Keys::load_or_make(&std::env::temp_dir(), &other).expect("taken");
    assert!(!stranger.check_path("/photos/signed/1/2", expires, &signature, before));
    let guessable = Given {
        photo_paths: Some("short".to_owned()),
        ..given
    };
    assert!(Keys::load_or_make(&std::env::temp_dir(), &guessable).is_err());
}

#[test]
fn only_tokens_we_signed_are_opened() {
    let folder = Folder::new("tokens");
    let pem = make_signing_key().expect("a key");
    let keys = Keys::load_or_make(&folder.0, &signing_with(&pem)).expect("keys");
    let rsa = EncodingKey::from_rsa_pem(pem.as_bytes()).expect("the same key");
    let ours = || {
        let mut header = Header::new(Algorithm::RS256);
        header.typ = Some(TOKEN_TYPE.to_owned());
        header.kid = Some(keys.0.id.clone());
        header
    };
    let sign = |header: &Header, claims: &Value, key: &EncodingKey| {
        jsonwebtoken::encode(header, claims, key).expect("a token")
    };
    assert!(opens(&keys, &sign(&ours(), &claims(), &rsa)));

    let with_header = |change: fn(&mut Header)| {
        let mut header = ours();
        change(&mut header);
        sign(&header, &claims(), &rsa)
    };
    for (what, token) in [
        (
            "foreign kid",
            with_header(|header| header.kid = Some("other".to_owned())),
        ),
        ("no kid", with_header(|header| header.kid = None)),
        (
            "typ JWT",
            with_header(|header| header.typ = Some("JWT".to_owned())),
        ),
        ("no typ", with_header(|header| header.typ = None)),
        (
            "jku",
            with_header(|header| header.jku = Some("https://evil.example/keys".to_owned())),
        ),
        (
            "x5u",
            with_header(|header| header.x5u = Some("https://evil.example/cert".to_owned())),
        ),
        (
            "x5c",
            with_header(|header| header.x5c = Some(vec!["AAAA".to_owned()])),
        ),
        (
            "crit",
            with_header(|header| header.crit = Some(vec!["exp".to_owned()])),
        ),
        ("RS512", with_header(|header| header.alg = Algorithm::RS512)),
        ("PS256", with_header(|header| header.alg = Algorithm::PS256)),
    ] {
        assert!(!opens(&keys, &token), "{what}");
    }

    for (claim, values) in [
        ("iss", vec![json!("evil"), Value::Null]),
        ("aud", vec![json!("other"), json!(["other"]), Value::Null]),
        ("exp", vec![Value::Null, json!("soon")]),
        ("sub", vec![Value::Null]),
    ] {
        for value in values {
            let mut wrong = claims();
            wrong[claim] = value.clone();
            assert!(
                !opens(&keys, &sign(&ours(), &wrong, &rsa)),
                "{claim} {value}"
            );
            wrong.as_object_mut().expect("an object").remove(claim);
            assert!(!opens(&keys, &sign(&ours(), &wrong, &rsa)), "no {claim}");
        }
    }

    let other =
        EncodingKey::from_rsa_pem(make_signing_key().expect("a key").as_bytes()).expect("a key");
    assert!(
        !opens(&keys, &sign(&ours(), &claims(), &other)),
        "another's key under our id"
    );
    let mut symmetric = ours();
    symmetric.alg = Algorithm::HS256;
    assert!(
        !opens(
            &keys,
            &sign(
                &symmetric,
                &claims(),
                &EncodingKey::from_secret(pem.as_bytes())
            )
        ),
        "HS256"
    );
}

#[test]
fn what_is_no_token_is_refused() {
    let folder = Folder::new("vectors");
    let keys = Keys::load_or_make(&folder.0, &Given::default()).expect("keys");
    let good = keys.sign_token(&claims()).expect("signed");
    let parts = good.split('.').collect::<Vec<_>>();
    // {"alg":"none","typ":"at+jwt"}
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0";
    let mut bad = vec![
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "a.b.c".to_owned(),
        format!("{none}.{}.", parts[1]),
        format!("{none}.{}.{}", parts[1], parts[2]),
        format!("{}.{}.", parts[0], parts[1]),
        format!("{}.{}", parts[0], parts[1]),
        format!("{good}.x"),
        format!(" {good}"),
        format!("{good}{}", "A".repeat(5_000)),
    ];
    // each bit of the signature's first bytes, and of the claims'
    for at in 0..40 {
        for part in [1, 2] {
            let mut bent = parts
                .iter()
                .map(|part| (*part).to_owned())
                .collect::<Vec<_>>();
            let letter = if bent[part].as_bytes()[at] == b'A' {
                "B"
            } else {
                "A"
            };
            bent[part].replace_range(at..=at, letter);
            bad.push(bent.join("."));
        }
    }
    for token in bad {
        assert!(!opens(&keys, &token), "{token}");
    }
    assert!(opens(&keys, &good));
}

#[test]
fn a_signed_path_is_good_for_that_path_and_that_time() {
    let folder = Folder::new("paths");
    let keys = Keys::load_or_make(&folder.0, &Given::default()).expect("keys");
    let expires = datetime!(2026-11-23 12:00 UTC);
    let before = datetime!(2026-11-23 11:59:59 UTC);
    let signature = keys.sign_path("/photos/signed/1/2", expires);
    assert!(keys.check_path("/photos/signed/1/2", expires, &signature, before));
    assert!(
        !keys.check_path("/photos/signed/1/2", expires, &signature, expires),
        "over"
    );
    assert!(
        !keys.check_path("/photos/signed/1/3", expires, &signature, before),
        "another photo"
    );
    let later = datetime!(2027-01-01 0:00 UTC);
    assert!(
        !keys.check_path("/photos/signed/1/2", later, &signature, before),
        "a longer time"
    );
    for wrong in ["", "é", "AAAA", &signature[1..]] {
        assert!(!keys.check_path("/photos/signed/1/2", expires, wrong, before));
    }
}
