//! Who keeps the photos of Vinted's listings and the labels of parcels, as the tests play it: what is asked for is
//! answered by its name.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use stoflow_domain::channels::vinted::images::{self, Images};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub(in crate::domain) struct PhotoHost {
    origin: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl PhotoHost {
    pub(in crate::domain) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        tokio::spawn(serve(listener, Arc::clone(&asked)));
        Self { origin, asked }
    }

    pub(in crate::domain) fn images(&self) -> Images {
        let hosts = images::HOSTS.map(str::to_owned);
        Images::new(&hosts, Some(&self.origin), [Duration::ZERO; 3]).unwrap()
    }

    /// How often each name was asked for until now.
    pub(in crate::domain) fn asked(&self) -> impl Fn(&str) -> usize {
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
        "label.pdf" => whole("200 OK", "content-type: application/pdf\r\n", LABEL),
        "broken.pdf" => whole(
            "200 OK",
            "content-type: application/pdf\r\n",
            b"%PDF-1.4 and no more",
        ),
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

/// One page without anything on it. Readers find their way through a file without a table, too.
const LABEL: &[u8] = b"%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 283 425] /Contents 4 0 R >> endobj
4 0 obj << /Length 17 >> stream
0 0 10 10 re f   
endstream endobj
xref
0 5
0000000000 65535 f 
0000000009 00000 n 
0000000058 00000 n 
0000000115 00000 n 
0000000202 00000 n 
trailer << /Size 5 /Root 1 0 R >>
startxref
269
%%EOF
";

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(600, 800, image::Rgb([180, 40, 60]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
