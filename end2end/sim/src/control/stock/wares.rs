//! What a well-worn wardrobe holds: garments, brands and colours that go together in any number.

/// One drawn garment. No two numbers below 1,080 have the same title.
pub(super) struct Ware {
    number: usize,
    garment: Garment,
    color: &'static str,
    pub(super) catalog_id: u64,
    pub(super) brand: &'static str,
    pub(super) size: &'static str,
    pub(super) status_id: u64,
    pub(super) color_id: u64,
    pub(super) material_id: u64,
}

#[derive(Clone, Copy)]
struct Garment {
    name: &'static str,
    catalog_id: u64,
    size: &'static str,
    material_id: u64,
    /// In euros.
    price: usize,
}

const COTTON: u64 = 44;
const DENIM: u64 = 303;

const fn garment(
    name: &'static str,
    catalog_id: u64,
    size: &'static str,
    material_id: u64,
    price: usize,
) -> Garment {
    Garment {
        name,
        catalog_id,
        size,
        material_id,
        price,
    }
}

const GARMENTS: [Garment; 12] = [
    garment("Jean droit", 1819, "W32", DENIM, 29),
    garment("T-shirt", 221, "M", COTTON, 9),
    garment("Robe d'été", 1065, "S", COTTON, 24),
    garment("Jupe midi", 199, "L", COTTON, 18),
    garment("Pull d'hiver", 529, "M", COTTON, 26),
    garment("Veste en jean", 1079, "S", DENIM, 32),
    garment("Chemise unie", 1803, "L", COTTON, 15),
    garment("Sweat", 1811, "XL", COTTON, 22),
    garment("Polo", 1809, "M", COTTON, 14),
    garment("Jean taille haute", 1842, "M", DENIM, 27),
    garment("Jupe en jean", 540, "XS", DENIM, 17),
    garment("Trench", 1230, "L", COTTON, 48),
];

const BRANDS: [&str; 9] = [
    "Levi's",
    "H&M",
    "Zara",
    "Lacoste",
    "Carhartt",
    "Nike",
    "Sézane",
    "Petit Bateau",
    "Tommy Hilfiger",
];

const COLORS: [(u64, &str); 10] = [
    (1, "noir"),
    (12, "blanc"),
    (3, "gris"),
    (4, "beige"),
    (7, "rouge"),
    (23, "bordeaux"),
    (9, "bleu"),
    (27, "marine"),
    (10, "vert"),
    (16, "kaki"),
];

/// From new with its tag to visibly worn.
const CONDITIONS: [u64; 5] = [2, 3, 6, 1, 4];

impl Ware {
    pub(super) fn number(number: usize) -> Self {
        let garment = drawn(&GARMENTS, number);
        let (color_id, color) = drawn(&COLORS, number / GARMENTS.len());
        Self {
            number,
            garment,
            color,
            catalog_id: garment.catalog_id,
            // Each round of garments and colours comes with the next brand.
            brand: drawn(&BRANDS, number + number / (GARMENTS.len() * COLORS.len())),
            size: garment.size,
            status_id: drawn(&CONDITIONS, number),
            color_id,
            material_id: garment.material_id,
        }
    }

    pub(super) fn title(&self) -> String {
        format!("{} {} {}", self.garment.name, self.brand, self.color)
    }

    pub(super) fn description(&self) -> String {
        format!(
            "{} de la marque {}, couleur {}. Lavage à 30 °C, envoi sous deux jours. Lot {}.",
            self.garment.name,
            self.brand,
            self.color,
            self.number + 1
        )
    }

    /// Euros with two decimals.
    pub(super) fn price(&self) -> String {
        format!("{}.50", self.garment.price + self.number * 3 % 20)
    }
}

fn drawn<T: Copy, const N: usize>(from: &[T; N], number: usize) -> T {
    from[number % N]
}
