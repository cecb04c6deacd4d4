//! A control with its label, its hint and what is wrong with it. The error stands right under the control and is
//! read out with it.

use super::raw::inside_textarea;
use leptos::prelude::*;

/// What a control is called and says. `name` is sent with the form; the control's id is `field-{id}`.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    pub id: &'static str,
    pub name: &'static str,
    pub label: String,
    pub hint: String,
    pub value: String,
}

impl Spec {
    /// An empty control.
    pub fn new(id: &'static str, name: &'static str, label: &str, hint: &str) -> Self {
        Self {
            id,
            name,
            label: label.to_owned(),
            hint: hint.to_owned(),
            value: String::new(),
        }
    }

    /// The same control with `value` in it.
    #[must_use]
    pub fn holding(self, value: String) -> Self {
        Self { value, ..self }
    }

    /// The id of the control, by which links lead to it.
    pub fn control(&self) -> String {
        format!("field-{}", self.id)
    }

    fn described_by(&self) -> String {
        format!("hint-{0} error-{0}", self.id)
    }
}

/// What a one-line control takes, for keyboards and password managers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kind {
    pub input: &'static str,
    pub autocomplete: &'static str,
    pub inputmode: &'static str,
    /// Id of a `<datalist>` with suggestions; empty for none.
    pub list: &'static str,
}

impl Kind {
    pub const TEXT: Self = Self {
        input: "text",
        autocomplete: "off",
        inputmode: "text",
        list: "",
    };
    pub const DECIMAL: Self = Self {
        inputmode: "decimal",
        ..Self::TEXT
    };
    pub const WHOLE: Self = Self {
        inputmode: "numeric",
        ..Self::TEXT
    };
    pub const TIME: Self = Self {
        input: "time",
        ..Self::TEXT
    };
    pub const EMAIL: Self = Self {
        input: "email",
        autocomplete: "username",
        inputmode: "email",
        list: "",
    };
    pub const PASSWORD: Self = Self {
        input: "password",
        autocomplete: "current-password",
        inputmode: "text",
        list: "",
    };
    pub const NEW_PASSWORD: Self = Self {
        autocomplete: "new-password",
        ..Self::PASSWORD
    };
    pub const SHOP: Self = Self {
        autocomplete: "organization",
        ..Self::TEXT
    };

    pub const fn suggested_by(list: &'static str) -> Self {
        Self { list, ..Self::TEXT }
    }
}

/// What is wrong with a control, if anything.
pub type Wrong = Signal<Option<String>>;

/// A label above, the control, then hint and error.
#[component]
pub fn Field(spec: Spec, wrong: Wrong, children: Children) -> AnyView {
    view! {
        <div class="field" class:wrong=move || wrong.with(Option::is_some)>
            <label for=spec.control()>{spec.label.clone()}</label>
            {children()}
            <Remarks spec=spec wrong=wrong/>
        </div>
    }
    .into_any()
}

/// The hint and the error of a control.
#[component]
pub fn Remarks(spec: Spec, wrong: Wrong) -> AnyView {
    let Spec { id, hint, .. } = spec;
    view! {
        <p class="hint" id=format!("hint-{id}")>{hint}</p>
        <p class="error" id=format!("error-{id}")>{move || wrong.get()}</p>
    }
    .into_any()
}

/// One line of text.
#[component]
pub fn TextField(spec: Spec, wrong: Wrong, #[prop(optional)] kind: Option<Kind>) -> AnyView {
    let kind = kind.unwrap_or(Kind::TEXT);
    let (control, described_by) = (spec.control(), spec.described_by());
    let (name, value) = (spec.name, spec.value.clone());
    view! {
        <Field spec=spec wrong=wrong>
            <input
                id=control
                name=name
                type=kind.input
                value=value
                autocomplete=kind.autocomplete
                inputmode=kind.inputmode
                list=(!kind.list.is_empty()).then_some(kind.list)
                aria-describedby=described_by
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
            />
        </Field>
    }
    .into_any()
}

/// Several lines of text.
#[component]
pub fn AreaField(spec: Spec, wrong: Wrong, rows: u8) -> AnyView {
    let (control, described_by) = (spec.control(), spec.described_by());
    let (name, value) = (spec.name, spec.value.clone());
    view! {
        <Field spec=spec wrong=wrong>
            <textarea
                id=control
                name=name
                rows=rows.to_string()
                aria-describedby=described_by
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
            >
                {inside_textarea(&value)}
            </textarea>
        </Field>
    }
    .into_any()
}

/// One of a list. The children are the options.
#[component]
pub fn SelectField(spec: Spec, wrong: Wrong, children: Children) -> AnyView {
    let (control, described_by) = (spec.control(), spec.described_by());
    let name = spec.name;
    view! {
        <Field spec=spec wrong=wrong>
            <select
                id=control
                name=name
                aria-describedby=described_by
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
            >
                {children()}
            </select>
        </Field>
    }
    .into_any()
}
