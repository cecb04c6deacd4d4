//! A running server and the people who use it: `let alice = app.seller("alice").await`.

use reqwest::header::{COOKIE, ORIGIN};
use reqwest::{Client, Method, RequestBuilder, Response};
use std::net::SocketAddr;
use std::path::PathBuf;
use stoflow_app::request::cookies;
use stoflow_domain::backend::Backend;
use stoflow_domain::database::testing;
use stoflow_domain::photos::{self, Upload};
use stoflow_domain::sessions::{self, Tokens};
use stoflow_domain::{executors, products};
use stoflow_server::router::router;
use stoflow_server::serve::{answer, server};
use stoflow_server::settings::Settings;
use stoflow_wire::executor::{PairRequest, Paired};
use stoflow_wire::ids::{PhotoId, ProductId, TenantId};
use stoflow_wire::products::ProductForm;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub(crate) struct TestApp {
    pub(crate) backend: Backend,
    pub(crate) address: SocketAddr,
    client: Client,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
    site: PathBuf,
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::start_on(testing::backend().await).await
    }

    /// A node on a backend of the test's own.
    pub(crate) async fn start_on(backend: Backend) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let site = std::env::temp_dir().join(format!("stoflow-site-{}", address.port()));
        std::fs::create_dir_all(site.join("pkg")).unwrap();
        std::fs::write(
            site.join("assets.json"),
            r#"{"js":"stoflow.js","wasm":"stoflow.wasm","css":"stoflow.css","parts":[]}"#,
        )
        .unwrap();
        std::fs::write(site.join("pkg/stoflow.css"), "body{}").unwrap();
        let settings = Settings::read(|name| {
            let value = match name {
                "STOFLOW_ORIGINS" => format!("http://{address}"),
                "STOFLOW_SITE" => site.to_string_lossy().into_owned(),
                _ => return None,
            };
            Some(value)
        })
        .unwrap();
        let (closing, told) = watch::channel(false);
        let (stop, stopped) = watch::channel(false);
        let service = router(server(&backend, settings, told).unwrap());
        let serving = tokio::spawn(async move {
            answer(listener, service, closing, stopped).await.unwrap();
        });
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            backend,
            address,
            client,
            stop,
            serving,
            site,
        }
    }

    /// Tells the server to stop, as a signal does.
    pub(crate) fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Waits until the server has put everything down.
    pub(crate) async fn ended(&mut self) {
        (&mut self.serving).await.unwrap();
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Somebody without an account, in a browser at one of our pages.
    pub(crate) fn stranger(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, self.url(path))
            .header(ORIGIN, self.origin())
    }

    /// A client that says nothing of where it comes from.
    pub(crate) fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.url(path))
    }

    pub(crate) async fn seller(&self, name: &str) -> Person<'_> {
        let seller = testing::seller(&self.backend, name).await;
        let tokens = sessions::open(&self.backend, seller.account, "test")
            .await
            .unwrap();
        Person {
            app: self,
            tenant: seller.tenant,
            email: seller.email,
            password: seller.password,
            tokens,
        }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.serving.abort();
        if let Err(error) = std::fs::remove_dir_all(&self.site) {
            panic!("the test's site folder could not be removed: {error}");
        }
    }
}

/// A signed-in seller with a browser.
pub(crate) struct Person<'app> {
    pub(crate) app: &'app TestApp,
    pub(crate) tenant: TenantId,
    pub(crate) email: String,
    pub(crate) password: String,
    pub(crate) tokens: Tokens,
}

impl Person<'_> {
    pub(crate) fn cookie(&self) -> String {
        format!(
            "{}={}; {}={}",
            cookies::ACCESS,
            self.tokens.access,
            cookies::REFRESH,
            self.tokens.refresh
        )
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.app
            .stranger(method, path)
            .header(COOKIE, self.cookie())
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// A product with a title that is this person's own.
    pub(crate) async fn product(&self, title: &str) -> ProductId {
        let mut tx = self.app.backend.database.tenant(self.tenant).await.unwrap();
        let product = products::create(&mut tx).await.unwrap();
        let form = ProductForm {
            title: title.to_owned(),
            price: "25".to_owned(),
            ..ProductForm::default()
        };
        products::save(&mut tx, product, &form, 1).await.unwrap();
        tx.commit().await.unwrap();
        product
    }

    pub(crate) async fn photo(&self, product: ProductId) -> PhotoId {
        let upload = Upload {
            file_name: "jean.png".to_owned(),
            bytes: small_png().into(),
        };
        let report = photos::add(&self.app.backend, self.tenant, product, vec![upload])
            .await
            .unwrap();
        report.added[0].id
    }

    pub(crate) async fn pair(&self) -> Paired {
        let code = executors::make_code(&self.app.backend, self.tenant)
            .await
            .unwrap();
        let request = PairRequest {
            code: code.code,
            name: "Chrome · test".to_owned(),
        };
        executors::pair(&self.app.backend, request).await.unwrap()
    }
}

/// A real picture of 8 × 8 pixels.
pub(crate) fn small_png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(8, 8, image::Rgb([250, 204, 21]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
