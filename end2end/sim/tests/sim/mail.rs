//! Mail sent to the mail server is in the mailbox.

use lettre::message::MultiPart;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use reqwest::Client;
use serde_json::Value;
use stoflow_sim::world::World;

use super::browser::{body, world};

const LINK: &str = "https://app.stoflow.com/confirm?token=abc&lang=fr";

async fn send(world: &World, to: &str, subject: &str) {
    let text = format!("Bonjour,\n.un point au début\nConfirmez ici : {LINK}.");
    let html = format!(
        "<p>Bonjour</p><a href=\"{}\">Confirmer</a>",
        LINK.replace('&', "&amp;")
    );
    let message = Message::builder()
        .from("StoFlow <bonjour@stoflow.com>".parse().unwrap())
        .to(to.parse().unwrap())
        .subject(subject)
        .multipart(MultiPart::alternative_plain_html(text, html))
        .unwrap();
    let address = world.smtp_addr();
    let server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(address.ip().to_string())
        .port(address.port())
        .build();
    server.send(message).await.unwrap();
}

#[tokio::test]
async fn a_mail_can_be_read_by_a_script_and_by_a_person() {
    let world = world().await;
    send(&world, "alice@example.com", "Confirmez votre adresse é").await;
    send(&world, "bob@example.com", "Autre").await;

    let inbox = format!(
        "{}/mailbox/messages.json?to=Alice@example.com",
        world.http_url()
    );
    let mails: Value = body(reqwest::get(&inbox).await.unwrap()).await;
    assert_eq!(mails.as_array().unwrap().len(), 1);
    let mail = &mails[0];
    assert_eq!(mail["subject"], "Confirmez votre adresse é");
    assert_eq!(mail["to"][0], "alice@example.com");
    assert_eq!(mail["from"], "bonjour@stoflow.com");
    assert_eq!(mail["links"], serde_json::json!([LINK]));
    assert!(
        mail["text"]
            .as_str()
            .unwrap()
            .lines()
            .any(|line| line == ".un point au début")
    );
    assert!(mail["html"].as_str().unwrap().contains("Confirmer</a>"));

    let list = reqwest::get(format!("{}/mailbox", world.http_url()))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(list.find("Autre").unwrap() < list.find("Confirmez votre adresse").unwrap());
    let page = reqwest::get(format!("{}/mailbox/{}", world.http_url(), mail["id"]))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(page.contains("href=\"https://app.stoflow.com/confirm?token=abc&amp;lang=fr\""));

    let emptied = Client::new()
        .delete(format!("{}/mailbox/messages.json", world.http_url()))
        .send()
        .await
        .unwrap();
    assert_eq!(emptied.status(), 204);
    assert!(world.control().mails(None).is_empty());
}
