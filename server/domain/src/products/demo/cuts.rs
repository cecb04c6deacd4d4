//! The shapes of garments: half an outline each, and the seams on that half. Pure data.

use crate::products::demo::cloth::{Colour, shaded};

/// Across from the middle and down from the top, in widths of the picture.
pub(super) type Point = (f32, f32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    Tee,
    Sweater,
    Jacket,
    Trench,
    Dress,
    Jeans,
}

/// Something sewn onto the right half; the left half mirrors it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    Seam(Point, Point),
    Button(Point),
}

impl Cut {
    /// The closed outline, both halves.
    pub(super) fn outline(self) -> Vec<Point> {
        let half = self.half();
        let mirrored = half.iter().rev().map(|(across, down)| (-across, *down));
        half.iter().copied().chain(mirrored).collect()
    }

    /// From the middle of the neckline around to the middle of the hem.
    fn half(self) -> &'static [Point] {
        match self {
            Self::Tee => &[
                (0.0, 0.275),
                (0.05, 0.255),
                (0.085, 0.215),
                (0.21, 0.25),
                (0.37, 0.44),
                (0.29, 0.505),
                (0.215, 0.42),
                (0.22, 0.7),
                (0.228, 1.02),
                (0.0, 1.035),
            ],
            Self::Sweater => &[
                (0.0, 0.25),
                (0.055, 0.235),
                (0.085, 0.205),
                (0.215, 0.25),
                (0.31, 0.44),
                (0.385, 0.86),
                (0.385, 0.95),
                (0.315, 0.96),
                (0.3, 0.88),
                (0.222, 0.52),
                (0.235, 0.8),
                (0.225, 1.0),
                (0.0, 1.01),
            ],
            Self::Jacket => &[
                (0.0, 0.26),
                (0.05, 0.235),
                (0.08, 0.2),
                (0.22, 0.25),
                (0.315, 0.44),
                (0.39, 0.84),
                (0.385, 0.92),
                (0.312, 0.93),
                (0.3, 0.86),
                (0.225, 0.52),
                (0.22, 0.75),
                (0.205, 0.92),
                (0.0, 0.93),
            ],
            Self::Trench => &[
                (0.0, 0.3),
                (0.05, 0.225),
                (0.08, 0.2),
                (0.22, 0.25),
                (0.32, 0.46),
                (0.38, 0.9),
                (0.375, 0.97),
                (0.305, 0.98),
                (0.3, 0.9),
                (0.22, 0.52),
                (0.19, 0.72),
                (0.25, 1.0),
                (0.275, 1.24),
                (0.0, 1.255),
            ],
            Self::Dress => &[
                (0.0, 0.32),
                (0.06, 0.27),
                (0.085, 0.2),
                (0.12, 0.205),
                (0.15, 0.31),
                (0.155, 0.42),
                (0.13, 0.6),
                (0.2, 0.8),
                (0.265, 1.0),
                (0.315, 1.2),
                (0.15, 1.235),
                (0.0, 1.245),
            ],
            Self::Jeans => &[
                (0.0, 0.19),
                (0.17, 0.185),
                (0.19, 0.32),
                (0.205, 0.5),
                (0.195, 0.8),
                (0.185, 1.22),
                (0.06, 1.225),
                (0.045, 0.8),
                (0.0, 0.47),
            ],
        }
    }

    pub(super) fn marks(self) -> &'static [Mark] {
        use Mark::{Button, Seam};
        match self {
            Self::Tee => &[
                Seam((0.0, 0.29), (0.055, 0.27)),
                Seam((0.055, 0.27), (0.095, 0.222)),
                Seam((0.357, 0.452), (0.283, 0.512)),
                Seam((0.0, 1.01), (0.226, 0.995)),
            ],
            Self::Sweater => &[
                Seam((0.0, 0.275), (0.06, 0.26)),
                Seam((0.06, 0.26), (0.1, 0.212)),
                Seam((0.0, 0.945), (0.228, 0.935)),
                Seam((0.377, 0.89), (0.305, 0.9)),
                Seam((0.222, 0.52), (0.2, 0.36)),
                Seam((0.2, 0.36), (0.212, 0.25)),
            ],
            Self::Jacket => &[
                Seam((0.012, 0.26), (0.012, 0.93)),
                Seam((0.0, 0.33), (0.06, 0.29)),
                Seam((0.06, 0.29), (0.085, 0.205)),
                Seam((0.06, 0.46), (0.165, 0.46)),
                Seam((0.06, 0.46), (0.06, 0.56)),
                Seam((0.165, 0.46), (0.165, 0.56)),
                Seam((0.06, 0.56), (0.112, 0.585)),
                Seam((0.112, 0.585), (0.165, 0.56)),
                Seam((0.06, 0.49), (0.112, 0.505)),
                Seam((0.112, 0.505), (0.165, 0.49)),
                Seam((0.0, 0.87), (0.208, 0.865)),
                Seam((0.375, 0.87), (0.302, 0.88)),
                Seam((0.09, 0.585), (0.06, 0.868)),
                Seam((0.225, 0.52), (0.2, 0.36)),
                Seam((0.2, 0.36), (0.215, 0.25)),
                Button((0.112, 0.495)),
                Button((0.0, 0.37)),
                Button((0.0, 0.47)),
                Button((0.0, 0.57)),
                Button((0.0, 0.67)),
                Button((0.0, 0.77)),
                Button((0.0, 0.9)),
            ],
            Self::Trench => &[
                Seam((0.0, 0.5), (0.1, 0.34)),
                Seam((0.1, 0.34), (0.06, 0.31)),
                Seam((0.06, 0.31), (0.08, 0.205)),
                Seam((0.0, 0.685), (0.195, 0.675)),
                Seam((0.0, 0.735), (0.192, 0.728)),
                Seam((0.14, 0.82), (0.18, 0.95)),
                Seam((0.0, 0.74), (0.0, 1.25)),
                Seam((0.372, 0.86), (0.298, 0.87)),
                Seam((0.222, 0.52), (0.205, 0.36)),
                Seam((0.205, 0.36), (0.215, 0.25)),
                Button((0.055, 0.56)),
                Button((0.055, 0.63)),
                Button((0.055, 0.82)),
                Button((0.055, 0.92)),
            ],
            Self::Dress => &[
                Seam((0.0, 0.335), (0.065, 0.283)),
                Seam((0.065, 0.283), (0.09, 0.21)),
                Seam((0.0, 0.605), (0.13, 0.6)),
                Seam((0.07, 0.605), (0.1, 1.23)),
                Seam((0.0, 1.225), (0.15, 1.215)),
                Seam((0.15, 1.215), (0.31, 1.18)),
            ],
            Self::Jeans => &[
                Seam((0.0, 0.23), (0.176, 0.225)),
                Seam((0.0, 0.23), (0.0, 0.47)),
                Seam((0.02, 0.24), (0.02, 0.38)),
                Seam((0.02, 0.38), (0.0, 0.42)),
                Seam((0.08, 0.228), (0.11, 0.29)),
                Seam((0.11, 0.29), (0.186, 0.3)),
                Seam((0.186, 0.34), (0.2, 0.5)),
                Seam((0.06, 1.2), (0.185, 1.195)),
                Button((0.0, 0.208)),
                Button((0.095, 0.25)),
                Button((0.16, 0.305)),
            ],
        }
    }

    /// The colour of seams and buttons.
    pub(super) fn thread(self, main: Colour, accent: Colour) -> Colour {
        match self {
            Self::Jacket | Self::Jeans => accent,
            Self::Tee | Self::Sweater | Self::Trench | Self::Dress => shaded(main, 0.72),
        }
    }
}
