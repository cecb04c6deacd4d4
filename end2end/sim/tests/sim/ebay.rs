//! eBay, met as an application meets it, and held against its published documents where they are there.

mod consents;
mod selling;

use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};
use serde_json::Value;
use stoflow_sim::ebay::keyset::{CLIENT_ID, CLIENT_SECRET, RUNAME};
use stoflow_sim::ebay::sellers::DEMO_SELLER;
use stoflow_sim::world::{Config, World};

const RETURN: &str = "https://friperie.example/back";
const SCOPE: &str = "https://api.ebay.com/oauth/api_scope";

struct Application {
    world: World,
    client: Client,
}

/// What a seller's consent was worth.
struct Grant {
    access: String,
    refresh: String,
}

impl Application {
    async fn start() -> Self {
        let config = Config {
            ebay_return: Some(RETURN.to_owned()),
            ..Config::default()
        };
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self {
            world: World::start(config).await.unwrap(),
            client,
        }
    }

    fn address(&self, host: &str, path: &str) -> String {
        format!("{}/ebay/{host}.ebay.com{path}", self.world.http_url())
    }

    /// The seller answers on the consent's page. Gives the address they are led back to.
    async fn answer(&self, word: &str, scopes: &[&str]) -> String {
        let scope: Vec<String> = scopes
            .iter()
            .map(|scope| format!("{SCOPE}/{scope}"))
            .collect();
        let scope = scope.join(" ");
        let question = [
            ("client_id", CLIENT_ID),
            ("redirect_uri", RUNAME),
            ("response_type", "code"),
            ("scope", &scope),
            ("state", "st ate"),
        ];
        let asked = self.client.get(self.address("auth", "/oauth2/authorize"));
        let page = asked.query(&question).send().await.unwrap();
        assert_eq!(page.status(), 200);
        assert!(page.text().await.unwrap().contains(DEMO_SELLER));
        let form = [
            ("seller", DEMO_SELLER),
            ("said", word),
            ("state", "st ate"),
            ("scope", &scope),
        ];
        let answered = self.client.post(self.address("auth", "/oauth2/answer"));
        let answered = answered.form(&form).send().await.unwrap();
        answered.headers()["location"].to_str().unwrap().to_owned()
    }

    async fn tokens(&self, fields: &[(&str, &str)]) -> (u16, Value) {
        let call = self
            .client
            .post(self.address("api", "/identity/v1/oauth2/token"));
        let call = call.basic_auth(CLIENT_ID, Some(CLIENT_SECRET)).form(fields);
        told(call.send().await.unwrap()).await
    }

    async fn grant(&self, scopes: &[&str]) -> Grant {
        let back = self.answer("yes", scopes).await;
        let (status, tokens) = self.trade(&code(&back)).await;
        assert_eq!(status, 200, "{tokens}");
        let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
        Grant {
            access: text("access_token"),
            refresh: text("refresh_token"),
        }
    }

    async fn trade(&self, code: &str) -> (u16, Value) {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", RUNAME),
        ];
        self.tokens(&fields).await
    }

    async fn renew(&self, refresh: &str) -> (u16, Value) {
        self.tokens(&[("grant_type", "refresh_token"), ("refresh_token", refresh)])
            .await
    }

    async fn call(
        &self,
        method: Method,
        host: &str,
        path: &str,
        token: &str,
        body: &Value,
    ) -> (u16, Value) {
        let call = self
            .client
            .request(method, self.address(host, path))
            .bearer_auth(token)
            .header("accept-language", "fr-FR");
        let call = if body.is_null() {
            call
        } else {
            call.json(body)
        };
        told(call.send().await.unwrap()).await
    }

    async fn get(&self, path: &str, token: &str) -> (u16, Value) {
        self.call(Method::GET, "api", path, token, &Value::Null)
            .await
    }
}

async fn told(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or_default())
}

/// The code in an address, its escapes taken off once.
fn code(back: &str) -> String {
    let url = reqwest::Url::parse(back).unwrap();
    let code = url.query_pairs().find(|(name, _)| name == "code");
    code.unwrap().1.into_owned()
}

fn id(answer: &Value) -> u64 {
    answer["errors"][0]["errorId"].as_u64().unwrap()
}
