//! What StoFlow writes to people: each letter in French and English, as plain text and as simple HTML.

use stoflow_wire::language::Language;

/// A letter ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// "Click to confirm your address": `link` holds the token and is good for 24 hours.
pub fn confirm_address(language: Language, shop: &str, link: &str) -> Letter {
    match language {
        Language::Fr => letter(
            language,
            "Confirmez votre adresse e-mail",
            &[
                &format!("Bienvenue sur StoFlow ! La boutique « {shop} » vous attend."),
                "Pour confirmer votre adresse e-mail, ouvrez ce lien dans les 24 heures :",
            ],
            ("Confirmer mon adresse", link),
            "Vous n'avez pas créé de compte ? Ne faites rien : sans confirmation, rien ne se passe.",
        ),
        Language::En => letter(
            language,
            "Confirm your e-mail address",
            &[
                &format!("Welcome to StoFlow! Your shop “{shop}” is waiting for you."),
                "To confirm your e-mail address, open this link within 24 hours:",
            ],
            ("Confirm my address", link),
            "You did not create an account? Do nothing: without confirmation, nothing happens.",
        ),
    }
}

/// "Somebody registered with your address, and you have an account already": `link` is the sign-in page.
pub fn account_exists(language: Language, link: &str) -> Letter {
    match language {
        Language::Fr => letter(
            language,
            "Vous avez déjà un compte StoFlow",
            &[
                "Quelqu'un vient de s'inscrire avec votre adresse e-mail, mais vous avez déjà un compte.",
                "Si c'était vous, il suffit de vous connecter :",
            ],
            ("Me connecter", link),
            "Sinon, ne faites rien : votre compte n'a pas changé.",
        ),
        Language::En => letter(
            language,
            "You already have a StoFlow account",
            &[
                "Somebody just registered with your e-mail address, but you already have an account.",
                "If that was you, simply sign in:",
            ],
            ("Sign in", link),
            "If not, do nothing: your account has not changed.",
        ),
    }
}

/// "A sign-in was used twice, so we ended it": `link` is the sign-in page.
pub fn session_ended(language: Language, link: &str) -> Letter {
    match language {
        Language::Fr => letter(
            language,
            "Une connexion à votre compte a été fermée",
            &[
                "Une ancienne clé de connexion à votre compte StoFlow a été réutilisée. Cela peut vouloir dire qu'elle a \
                 été copiée, alors nous avons fermé cette connexion.",
                "Vous pouvez vous reconnecter ici :",
            ],
            ("Me connecter", link),
            "Si vous n'avez rien remarqué d'étrange, vous n'avez rien d'autre à faire.",
        ),
        Language::En => letter(
            language,
            "A sign-in to your account was ended",
            &[
                "An old key of a sign-in to your StoFlow account was used again. It may have been copied, so we ended \
                 that sign-in.",
                "You can sign in again here:",
            ],
            ("Sign in", link),
            "If you noticed nothing strange, there is nothing else to do.",
        ),
    }
}

/// "Work waits for your browser": `link` is the channel's page.
pub fn browser_away(language: Language, shop: &str, link: &str) -> Letter {
    match language {
        Language::Fr => letter(
            language,
            "Vinted attend votre navigateur",
            &[
                &format!(
                    "Des tâches de la boutique « {shop} » attendent depuis plus de deux heures : aucun navigateur associé \
                     n'est ouvert, ou l'extension y est en pause."
                ),
                "Ouvrez Chrome : l'extension se reconnecte seule et les tâches partent.",
            ],
            ("Voir où en est Vinted", link),
            "Rien n'est perdu : tout partira dans l'ordre. Nous n'écrivons qu'une fois par interruption.",
        ),
        Language::En => letter(
            language,
            "Vinted is waiting for your browser",
            &[
                &format!(
                    "Tasks of your shop “{shop}” have been waiting for more than two hours: no paired browser is open, or \
                     the extension is paused there."
                ),
                "Open Chrome: the extension reconnects by itself and the tasks leave.",
            ],
            ("See how Vinted stands", link),
            "Nothing is lost: all will leave in order. We write only once per interruption.",
        ),
    }
}

/// "Vinted wants proof that you are a person": `link` is the channel's page.
pub fn vinted_asks(language: Language, shop: &str, link: &str) -> Letter {
    match language {
        Language::Fr => letter(
            language,
            "Vinted demande une vérification",
            &[
                &format!(
                    "Vinted demande de prouver que vous êtes une personne. Les tâches de la boutique « {shop} » \
                     attendent depuis plus de deux heures."
                ),
                "Ouvrez vinted.fr dans votre navigateur, répondez à la vérification, puis reprenez ici :",
            ],
            ("Reprendre", link),
            "StoFlow ne répond jamais à votre place. Rien n'est perdu : tout partira dans l'ordre.",
        ),
        Language::En => letter(
            language,
            "Vinted asks for a check",
            &[
                &format!(
                    "Vinted asks you to prove that you are a person. Tasks of your shop “{shop}” have been waiting for \
                     more than two hours."
                ),
                "Open vinted.fr in your browser, answer the check, then go on here:",
            ],
            ("Go on", link),
            "StoFlow never answers for you. Nothing is lost: all will leave in order.",
        ),
    }
}

/// "You are signed out of Vinted, or signed in as somebody else": `link` is the channel's page.
pub fn vinted_signed_out(language: Language, shop: &str, link: &str) -> Letter {
    match language {
        Language::Fr => letter(
            language,
            "Reconnectez-vous à Vinted",
            &[
                &format!(
                    "Votre navigateur n'est plus connecté au compte Vinted de la boutique « {shop} ». Des tâches \
                     attendent depuis plus de deux heures."
                ),
                "Connectez-vous sur vinted.fr : les tâches repartent d'elles-mêmes.",
            ],
            ("Voir où en est Vinted", link),
            "Rien n'est perdu : tout partira dans l'ordre.",
        ),
        Language::En => letter(
            language,
            "Sign in to Vinted again",
            &[
                &format!(
                    "Your browser is no longer signed in to the Vinted account of your shop “{shop}”. Tasks have been \
                     waiting for more than two hours."
                ),
                "Sign in on vinted.fr: the tasks go on by themselves.",
            ],
            ("See how Vinted stands", link),
            "Nothing is lost: all will leave in order.",
        ),
    }
}

/// "eBay does not know us any more": `link` leads to eBay's consent.
pub fn ebay_stopped(language: Language, shop: &str, link: &str) -> Letter {
    match language {
        Language::Fr => letter(
            language,
            "Reconnectez votre compte eBay",
            &[
                &format!(
                    "StoFlow n'a plus accès au compte eBay de la boutique « {shop} ». C'est le cas quand l'accord que vous \
                     aviez donné a expiré ou a été retiré, ou quand vous avez changé de mot de passe ou de pseudo sur eBay."
                ),
                "Pour reprendre, reconnectez votre compte. Cela prend une minute, sur le site d'eBay :",
            ],
            ("Reconnecter eBay", link),
            "Rien n'est perdu : vos annonces sur eBay restent comme elles sont. Nous n'écrivons qu'une fois par interruption.",
        ),
        Language::En => letter(
            language,
            "Reconnect your eBay account",
            &[
                &format!(
                    "StoFlow can no longer reach the eBay account of your shop “{shop}”. This happens when the access you \
                     gave has expired or was withdrawn, or when you changed your eBay password or username."
                ),
                "To go on, reconnect your account. It takes a minute, on eBay's own site:",
            ],
            ("Reconnect eBay", link),
            "Nothing is lost: your listings on eBay stay as they are. We write only once per interruption.",
        ),
    }
}

/// "Vinted refused to go on": `link` is the channel's page.
pub fn vinted_stopped(language: Language, shop: &str, link: &str) -> Letter {
    match language {
        Language::Fr => letter(
            language,
            "Vinted est à l'arrêt",
            &[
                &format!(
                    "Vinted a refusé de continuer. Par prudence, tout est arrêté, et des tâches de la boutique « {shop} » \
                     attendent depuis plus de deux heures."
                ),
                "La page de Vinted dit pourquoi, et quoi faire :",
            ],
            ("Voir et reprendre", link),
            "Rien n'est perdu : tout partira dans l'ordre.",
        ),
        Language::En => letter(
            language,
            "Vinted stands still",
            &[
                &format!(
                    "Vinted refused to go on. To be safe, everything is stopped, and tasks of your shop “{shop}” have \
                     been waiting for more than two hours."
                ),
                "The page of Vinted says why, and what to do:",
            ],
            ("See and go on", link),
            "Nothing is lost: all will leave in order.",
        ),
    }
}

/// "Something of yours is for sale, and nobody looked whether it sold": `link` is the channel's page.
pub fn sales_unseen(language: Language, shop: &str, link: &str) -> Letter {
    match language {
        Language::Fr => letter(
            language,
            "Vos ventes sur Vinted passent inaperçues",
            &[
                &format!(
                    "Des articles de la boutique « {shop} » sont en vente sur Vinted, mais StoFlow n'a rien pu y lire \
                     depuis plus de 24 heures. Un acheteur attend peut-être votre envoi."
                ),
                "Ouvrez le navigateur où l'extension est installée, et connectez-vous à vinted.fr : tout se remet à jour \
                 seul.",
            ],
            ("Voir où en est Vinted", link),
            "En attendant, regardez vos ventes sur vinted.fr. Nous n'écrivons qu'une fois par interruption.",
        ),
        Language::En => letter(
            language,
            "Your sales on Vinted go unseen",
            &[
                &format!(
                    "Items of your shop “{shop}” are for sale on Vinted, but StoFlow could not read anything there for \
                     more than 24 hours. A buyer may be waiting for your parcel."
                ),
                "Open the browser with the extension, and sign in on vinted.fr: everything catches up by itself.",
            ],
            ("See how Vinted stands", link),
            "Until then, look at your sales on vinted.fr. We write only once per interruption.",
        ),
    }
}

fn letter(
    language: Language,
    subject: &str,
    paragraphs: &[&str],
    button: (&str, &str),
    last: &str,
) -> Letter {
    let (label, link) = button;
    let text = format!(
        "{}\n\n{link}\n\n{last}\n\nStoFlow\n",
        paragraphs.join("\n\n")
    );
    let said = paragraphs
        .iter()
        .map(|paragraph| format!("<p>{}</p>", escape(paragraph)))
        .collect::<Vec<_>>()
        .join("\n");
    let body = format!(
        "{said}\n<p><a href=\"{link}\" style=\"display:inline-block;padding:12px 20px;border-radius:8px;background:#facc15;\
         color:#1a1a1a;font-weight:600;text-decoration:none\">{label}</a></p>\n<p style=\"word-break:break-all\">{link}</p>\n\
         <p style=\"color:#666\">{last}</p>",
        link = escape(link),
        label = escape(label),
        last = escape(last),
    );
    Letter {
        subject: subject.to_owned(),
        text,
        html: page(language, subject, &body),
    }
}

fn page(language: Language, title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n\
         <body style=\"margin:0;padding:24px;background:#fff;color:#1a1a1a;font:16px/1.5 system-ui,sans-serif\">\n\
         <p style=\"font-weight:700\">StoFlow</p>\n{body}\n</body></html>\n",
        language.tag(),
        escape(title),
    )
}

/// Text as HTML shows it: what a person typed never becomes markup.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::{
        account_exists, browser_away, confirm_address, ebay_stopped, sales_unseen, session_ended,
        vinted_asks, vinted_signed_out, vinted_stopped,
    };
    use stoflow_wire::language::Language;

    #[test]
    fn what_a_person_typed_never_becomes_markup() {
        let letter = confirm_address(
            Language::En,
            "<img src=x onerror=\"alert(1)\">",
            "https://shop.example/confirm?token=a",
        );
        assert!(!letter.html.contains("<img"), "{}", letter.html);
        assert!(letter.html.contains("&lt;img"));
        assert!(letter.text.contains("<img"), "plain text shows it as typed");
    }

    #[test]
    fn every_letter_speaks_both_languages_and_carries_its_link() {
        let link = "https://shop.example/x";
        for write in [account_exists, session_ended, |language, link: &str| {
            confirm_address(language, "Chez Léa", link)
        }] {
            let (french, english) = (write(Language::Fr, link), write(Language::En, link));
            assert_ne!(french.subject, english.subject);
            for letter in [french, english] {
                assert!(letter.text.contains(link) && letter.html.contains(link));
            }
        }
    }

    #[test]
    fn every_alarm_names_the_shop_and_leads_to_the_channel() {
        let link = "https://shop.example/channels/vinted";
        for write in [
            browser_away,
            ebay_stopped,
            sales_unseen,
            vinted_asks,
            vinted_signed_out,
            vinted_stopped,
        ] {
            let (french, english) = (
                write(Language::Fr, "Chez Léa", link),
                write(Language::En, "Chez Léa", link),
            );
            assert_ne!(french.subject, english.subject);
            for letter in [french, english] {
                assert!(letter.text.contains(link) && letter.text.contains("Chez Léa"));
            }
        }
    }
}
