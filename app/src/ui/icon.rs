//! Line icons, 24 by 24, in the colour of the text around them. They only accompany words, so readers skip them.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Tag,
    Activity,
    Plug,
    Sliders,
    Plus,
    Search,
    Alert,
    Check,
    Close,
    Contrast,
    Globe,
    Person,
    Left,
    Right,
    Up,
    Down,
    External,
    More,
    Camera,
    Clock,
    Mail,
    Shield,
    Layers,
    Eye,
    Heart,
    Parcel,
    Rows,
    Lines,
    Grid,
    Columns,
    TurnLeft,
    TurnRight,
    Crop,
    Whole,
    Star,
    Basket,
}

impl Sign {
    fn path(self) -> &'static str {
        match self {
            Self::Tag => "M3 12V4a1 1 0 0 1 1-1h8l9 9-9 9zM7.5 7.5h.01",
            Self::Activity => "M3 12h4l3-8 4 16 3-8h4",
            Self::Plug => "M9 3v5M15 3v5M6 8h12v4a6 6 0 0 1-12 0zM12 18v3",
            Self::Sliders => "M4 7h10M18 7h2M4 17h2M10 17h10M14 4.5v5M6 14.5v5",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Search => "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM20 20l-4-4",
            Self::Alert => "M12 4 2.5 20h19zM12 10v4M12 17h.01",
            Self::Check => "m5 12.5 4.5 4.5L19 7.5",
            Self::Close => "m6 6 12 12M18 6 6 18",
            Self::Contrast => "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
            Self::Globe => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"
            }
            Self::Person => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c1-8 15-8 16 0",
            Self::Left => "m14 6-6 6 6 6",
            Self::Right => "m10 6 6 6-6 6",
            Self::Up => "m6 14 6-6 6 6",
            Self::Down => "m6 10 6 6 6-6",
            Self::External => "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
            Self::More => "M5 12h.01M12 12h.01M19 12h.01",
            Self::Camera => "M4 8h4l2-3h4l2 3h4v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
            Self::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2",
            Self::Mail => "M3 6h18v12H3zM3 7l9 7 9-7",
            Self::Shield => "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM9 12l2 2 4-4",
            Self::Layers => "m12 4 9 5-9 5-9-5zM3 14l9 5 9-5",
            Self::Eye => {
                "M2.5 12c4-7 15-7 19 0-4 7-15 7-19 0zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"
            }
            Self::Heart => {
                "M12 20C5 15 3 12 3 9a4.5 4.5 0 0 1 9-1.5A4.5 4.5 0 0 1 21 9c0 3-2 6-9 11z"
            }
            Self::Rows => "M4 6h16M4 10h16M4 14h16M4 18h16",
            Self::Lines => "M4 6h16M4 12h16M4 18h16",
            Self::Grid => "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
            Self::Columns => "M4 5h16v14H4zM9.5 5v14M14.5 5v14",
            Self::Parcel => "M12 3 4 7v10l8 4 8-4V7zM4 7l8 4 8-4M12 11v10M8 5l8 4",
            Self::TurnLeft => "M4 9h10a5 5 0 0 1 0 10H9M8 5 4 9l4 4",
            Self::TurnRight => "M20 9H10a5 5 0 0 0 0 10h5M16 5l4 4-4 4",
            Self::Crop => "M7 2v15h15M2 7h15v15",
            Self::Whole => "M4 9V4h5M15 4h5v5M4 15v5h5M20 15v5h-5",
            Self::Basket => "M4 9h16l-2 11H6zM8 9l3-6M16 9l-3-6M10 13v3M14 13v3",
            Self::Star => {
                "m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z"
            }
        }
    }
}

#[component]
pub fn Icon(sign: Sign) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=sign.path()/>
        </svg>
    }
}
