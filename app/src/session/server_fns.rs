//! Signing up, in and out. Each answers scripts with a value and plain forms with the next page.

use crate::error::AppError;
use leptos::prelude::*;

/// Signs in and answers with the page to go on to.
#[server(prefix = "/fn", endpoint = "sign_in")]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] next: String,
) -> Result<String, AppError> {
    use crate::request::{self, cookies};
    use crate::visit::Form;
    use stoflow_domain::{accounts, sessions};

    let backend = request::backend()?;
    let user_agent = request::visitor().user_agent;
    let tokens = match sessions::sign_in(&backend, &email, &password, &user_agent).await {
        Ok(tokens) => tokens,
        Err(error) => {
            let back = crate::paths::sign_in(&next);
            return Err(request::refuse(
                Form::SignIn,
                &back,
                &[("email", &email)],
                error.into(),
            ));
        }
    };
    let seller = sessions::verify(&backend, &tokens.access).await?;
    let person = accounts::person(&backend, seller.account).await?;
    request::send_cookies(cookies::session(&tokens));
    request::send_cookies([cookies::set_language(person.language)]);
    let next = match request::own_path(&next) {
        "/" => "/products",
        page => page,
    };
    request::lead_to(next);
    Ok(next.to_owned())
}

/// Makes an account and mails a link to confirm its address. A known address is answered alike.
#[server(prefix = "/fn", endpoint = "sign_up")]
pub async fn sign_up(
    email: String,
    password: String,
    #[server(default)] shop: String,
) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::Form;
    use stoflow_domain::accounts::{self, Registration};

    let registration = Registration {
        email: email.clone(),
        password,
        shop: shop.clone(),
        language: request::visitor().language,
    };
    match accounts::register(&request::backend()?, registration).await {
        Ok(()) => {
            request::lead_to(&crate::paths::check_mail(&email));
            Ok(())
        }
        Err(error) => {
            let typed = [("email", email.as_str()), ("shop", shop.as_str())];
            Err(request::refuse(
                Form::SignUp,
                "/sign-up",
                &typed,
                error.into(),
            ))
        }
    }
}

/// Mails the link again. Unknown and confirmed addresses are answered alike.
#[server(prefix = "/fn", endpoint = "resend_confirmation")]
pub async fn resend_confirmation(email: String) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::accounts;

    let back = crate::paths::check_mail(&email);
    match accounts::resend(&request::backend()?, &email).await {
        Ok(()) => {
            request::done(Notice::MailSent, &back);
            Ok(())
        }
        Err(error) => Err(request::refuse(
            Form::Resend,
            &back,
            &[("email", &email)],
            error.into(),
        )),
    }
}

/// Confirms an address with the token of the mail and signs in.
#[server(prefix = "/fn", endpoint = "confirm_address")]
pub async fn confirm_address(token: String) -> Result<(), AppError> {
    use crate::request::{self, cookies};
    use crate::visit::Form;
    use stoflow_domain::{accounts, sessions};

    let backend = request::backend()?;
    let account = match accounts::confirm(&backend, &token).await {
        Ok(account) => account,
        Err(error) => return Err(request::refuse(Form::Other, "/confirm", &[], error.into())),
    };
    let tokens = sessions::open(&backend, account, &request::visitor().user_agent).await?;
    request::send_cookies(cookies::session(&tokens));
    request::lead_to("/products");
    Ok(())
}

/// Ends this browser's session, here and on the server.
#[server(prefix = "/fn", endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::request::{self, cookies};
    use stoflow_domain::sessions;

    let seller = request::signed_in()?;
    sessions::sign_out(&request::backend()?, seller.session).await?;
    request::send_cookies(cookies::forget_session());
    request::lead_to("/");
    Ok(())
}
