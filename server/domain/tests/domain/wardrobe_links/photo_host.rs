//! Who keeps the photos of Vinted's listings, as the tests play it: what is asked for is answered by its name.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use stoflow_domain::channels::vinted::images::Images;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub(super) struct PhotoHost {
    origin: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl PhotoHost {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        tokio::spawn(serve(listener, Arc::clone(&asked)));
        Self { origin, asked }
    }

    pub(super) fn images(&self) -> Images {
        Images::new(Some(&self.origin), [Duration::ZERO; 3]).unwrap()
    }

    /// How often each name was asked for until now.
    pub(super) fn asked(&self) -> impl Fn(&str) -> usize {
        let asked = self.asked.lock().unwrap().clone();
        move |name| asked.iter().filter(|path| path.ends_with(name)).count()
    }
}

async fn serve(listener: TcpListener, asked: Arc<Mutex<Vec<String>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(answer(stream, Arc::clone(&asked)));
    }
}

async fn answer(mut stream: TcpStream, asked: Arc<Mutex<Vec<String>>>) {
    let Some(path) = path_of(&mut stream).await else {
        return;
    };
    let times = {
        let mut asked = asked.lock().unwrap();
        asked.push(path.clone());
        asked.iter().filter(|earlier| **earlier == path).count()
    };
    // Whoever has seen enough hangs up.
    drop(stream.write_all(&response(&path, times)).await);
}

async fn path_of(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await.ok()?);
    }
    let request = String::from_utf8(request).ok()?;
    Some(request.split(' ').nth(1)?.to_owned())
}

fn response(path: &str, times: usize) -> Vec<u8> {
    let name = path.rsplit('/').next().unwrap();
    let png = || whole("200 OK", "content-type: image/png\r\n", &picture());
    match name {
        "a.png" | "b.png" => png(),
        "flaky.png" if times > 2 => png(),
        "moved" => whole("302 Found", "location: /1/a.png\r\n", b""),
        "elsewhere" => whole("302 Found", "location: http://localhost/1/a.png\r\n", b""),
        "missing" => whole("404 Not Found", "", b""),
        "text" => whole("200 OK", "content-type: text/html\r\n", b"<html>"),
        "huge" => b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: 10485761\r\n\r\n"
            .to_vec(),
        "endless" => {
            let mut all =
                b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\nconnection: close\r\n\r\n".to_vec();
            all.resize(11 * 1024 * 1024, 0);
            all
        }
        _ => whole("503 Service Unavailable", "", b""),
    }
}

fn whole(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    [head.into_bytes(), body.to_vec()].concat()
}

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(600, 800, image::Rgb([180, 40, 60]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
