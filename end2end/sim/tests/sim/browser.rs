//! A browser's worth of client: cookies, the page's CSRF token, and the headers the site's own pages send.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use stoflow_sim::world::{Config, World};
use uuid::Uuid;

pub(crate) async fn world() -> World {
    World::start(Config::default()).await.unwrap()
}

pub(crate) struct Browser {
    client: Client,
    origin: String,
    pub(crate) csrf: String,
}

impl Browser {
    /// Opens the home page, signed out.
    pub(crate) async fn open(world: &World) -> Self {
        let address = world.vinted_addr();
        let client = Client::builder()
            .resolve("www.vinted.fr", address)
            .danger_accept_invalid_certs(true)
            .cookie_store(true)
            .build()
            .unwrap();
        let mut browser = Self {
            client,
            origin: format!("https://www.vinted.fr:{}", address.port()),
            csrf: String::new(),
        };
        browser.reload().await;
        browser
    }

    /// Signed in as the member who exists from the start.
    pub(crate) async fn signed_in(world: &World) -> Self {
        let mut browser = Self::open(world).await;
        browser.page("/control/sign-in?member=demo_vinted").await;
        browser.reload().await;
        browser
    }

    /// Takes the token from the home page's bootstrap, as a content script does.
    pub(crate) async fn reload(&mut self) {
        let html = self.page("/").await.text().await.unwrap();
        let start = html.split_once("\"CSRF_TOKEN\":\"").unwrap().1;
        start.split('"').next().unwrap().clone_into(&mut self.csrf);
    }

    pub(crate) async fn page(&self, path: &str) -> Response {
        self.request(Method::GET, path)
            .header("accept", "text/html")
            .send()
            .await
            .unwrap()
    }

    /// Presses the button of a form.
    pub(crate) async fn press(&self, action: &str) -> Response {
        self.request(Method::POST, action).send().await.unwrap()
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.origin))
    }

    pub(crate) fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path)
            .header("accept", "application/json, text/plain, */*,image/webp")
            .header("x-csrf-token", &self.csrf)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.call(Method::GET, path).send().await.unwrap()
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: &Value) -> Response {
        self.call(method, path).json(body).send().await.unwrap()
    }

    pub(crate) async fn upload(&self, bytes: Vec<u8>, session: &str) -> Response {
        let form = Form::new()
            .text("photo[type]", "item")
            .text("photo[temp_uuid]", session.to_owned())
            .part("photo[file]", Part::bytes(bytes).file_name("photo.png"));
        self.call(Method::POST, "/api/v2/photos")
            .multipart(form)
            .send()
            .await
            .unwrap()
    }

    /// Uploads a picture of its own size and hands back its id.
    pub(crate) async fn photo(&self, session: Uuid, width: u32) -> u64 {
        let answer = self.upload(png(width, 40), &session.to_string()).await;
        body(answer).await["id"].as_u64().unwrap()
    }

    pub(crate) async fn create(&self, form: &Value) -> Response {
        self.send(Method::POST, "/api/v2/item_upload/items", form)
            .await
    }

    /// Puts a pair of jeans with two photos on sale.
    pub(crate) async fn list_jeans(&self) -> Jeans {
        let session = Uuid::new_v4();
        let photos = [self.photo(session, 30).await, self.photo(session, 60).await];
        let form = jeans(session, &photos);
        let answer = body(self.create(&form).await).await;
        Jeans {
            id: answer["item"]["id"].as_u64().unwrap(),
            photos,
            form,
        }
    }
}

pub(crate) struct Jeans {
    pub(crate) id: u64,
    pub(crate) photos: [u64; 2],
    pub(crate) form: Value,
}

impl Jeans {
    pub(crate) fn editor(&self) -> String {
        format!("/api/v2/item_upload/items/{}", self.id)
    }
}

/// A form the site accepts.
pub(crate) fn jeans(session: Uuid, photos: &[u64]) -> Value {
    let assigned: Vec<Value> = photos
        .iter()
        .map(|id| json!({ "id": id, "orientation": 0 }))
        .collect();
    json!({
        "item": {
            "id": null,
            "currency": "EUR",
            "temp_uuid": session,
            "title": "Jean droit brut",
            "description": "Porté deux fois, coupe droite.",
            "brand_id": 10,
            "brand": "Levi's",
            "size_id": 1640,
            "catalog_id": 1819,
            "isbn": null,
            "is_unisex": false,
            "status_id": 2,
            "video_game_rating_id": null,
            "price": 34.5,
            "package_size_id": 1,
            "shipment_prices": { "domestic": null, "international": null },
            "color_ids": [27],
            "assigned_photos": assigned,
            "measurement_length": null,
            "measurement_width": null,
            "item_attributes": [{ "code": "material", "ids": [303, 44] }],
            "manufacturer": null,
            "manufacturer_labelling": null,
        },
        "feedback_id": null,
        "push_up": false,
        "parcel": null,
        "upload_session_id": session,
    })
}

pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(width, height, image::Rgb([200, 30, 30]))
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

pub(crate) async fn body(answer: Response) -> Value {
    answer.json().await.unwrap()
}

/// The fields a validation answer complains about.
pub(crate) async fn complaints(answer: Response) -> Vec<String> {
    assert_eq!(answer.status(), 400);
    let body = body(answer).await;
    assert_eq!(
        (&body["code"], &body["message_code"]),
        (&json!(99), &json!("validation_error"))
    );
    let errors = body["errors"].as_array().unwrap();
    errors
        .iter()
        .map(|error| error["field"].as_str().unwrap().to_owned())
        .collect()
}
