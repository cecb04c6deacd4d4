//! What is sent to an S3-compatible store, seen by a server that takes one request.

use super::*;
use std::io::{Read, Write};
use std::net::TcpListener;

fn settings(url: &str, endpoint: Option<String>) -> S3 {
    S3 {
        url: url.to_owned(),
        endpoint,
        region: "eu-west-3".to_owned(),
        key: "AKIDEXAMPLE".to_owned(),
        secret: "not-to-be-seen".to_owned(),
    }
}

/// Answers one request with 200 and hands its text back.
fn take_one_request() -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        while !request.ends_with(b"pixels") {
            let count = stream.read(&mut buffer).unwrap();
            assert!(count > 0, "the request ended early");
            request.extend_from_slice(&buffer[..count]);
        }
        stream
            .write_all(
                b"HTTP/1.1 200 OK\r\netag: \"1\"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            )
            .unwrap();
        String::from_utf8_lossy(&request).into_owned()
    });
    (endpoint, server)
}

#[tokio::test]
async fn a_bucket_gets_signed_requests_below_its_prefix() {
    let (endpoint, server) = take_one_request();
    let store = PhotoStore::s3(&settings("s3://goods/stoflow/one", Some(endpoint))).unwrap();
    store
        .put(TenantId(7), "abc", Rendition::Thumb, b"pixels".to_vec())
        .await
        .unwrap();
    let request = server.join().unwrap();
    let first_line = "PUT /goods/stoflow/one/tenants/7/photos/abc/thumb.jpg HTTP/1.1";
    assert!(request.starts_with(first_line), "{request}");
    assert!(
        request.contains("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"),
        "{request}"
    );
    assert!(request.contains("/eu-west-3/s3/aws4_request"), "{request}");
    assert!(!request.contains("not-to-be-seen"));
}

#[test]
fn settings_that_name_no_bucket_are_refused() {
    for url in ["", "s3://", "s3:///prefix", "https://bucket"] {
        assert!(PhotoStore::s3(&settings(url, None)).is_err(), "{url}");
    }
    assert!(PhotoStore::s3(&settings("s3://bucket", None)).is_ok());
    let shown = format!("{:?}", settings("s3://bucket", None));
    assert_eq!(shown, "S3(s3://bucket)");
}

#[tokio::test]
async fn a_folder_keeps_gives_and_forgets() {
    let folder = std::env::temp_dir().join(format!("stoflow-photos-{}", std::process::id()));
    let store = PhotoStore::local(&folder).unwrap();
    let tenant = TenantId(1);
    for rendition in [Rendition::Full, Rendition::Thumb] {
        let bytes = rendition.file_name().as_bytes().to_vec();
        store.put(tenant, "k", rendition, bytes).await.unwrap();
    }
    assert_eq!(
        store.get(tenant, "k", Rendition::Full).await.unwrap(),
        "full.jpg"
    );
    store.remove(tenant, "k").await;
    store.remove(tenant, "k").await;
    let gone = store.get(tenant, "k", Rendition::Full).await;
    assert!(matches!(gone, Err(Error::NotFound { .. })), "{gone:?}");
    std::fs::remove_dir_all(&folder).unwrap();
}
