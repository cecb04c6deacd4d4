//! The site's reference lists: categories, sizes, colours, materials, brands, conditions, parcel sizes.
//!
//! Ids and titles are facts about the real site (observed tree, StoFlow inventory appendix B), kept as CSV under
//! `data/`; clothing, shoes, bags and accessories only. Brands are a sample: the site has far more.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The conditions a seller can choose from: `status_id` and title.
pub(crate) const CONDITIONS: [(u64, &str); 6] = [
    (6, "Neuf avec étiquette"),
    (1, "Neuf sans étiquette"),
    (2, "Très bon état"),
    (3, "Bon état"),
    (4, "Satisfaisant"),
    (5, "Pas totalement fonctionnel"),
];

/// The parcels a seller can choose from: `package_size_id` and title.
pub(crate) const PARCELS: [(u64, &str); 4] =
    [(1, "Petit"), (2, "Moyen"), (3, "Grand"), (5, "Très grand")];

/// One node of the category tree. Only a leaf takes listings.
pub(crate) struct Catalog {
    pub(crate) id: u64,
    pub(crate) parent: Option<u64>,
    pub(crate) title: String,
    /// Groups whose sizes the category takes; empty where a listing has no size.
    pub(crate) size_groups: Vec<u64>,
    hides: String,
}

/// A field that a category may leave out of the upload form.
#[derive(Clone, Copy)]
pub(crate) enum Field {
    Brand,
    Color,
    Size,
}

impl Catalog {
    /// Does the upload form of this category ask for `field`?
    pub(crate) fn asks_for(&self, field: Field) -> bool {
        let name = match field {
            Field::Brand => "brand",
            Field::Color => "color",
            Field::Size => "size",
        };
        !self.hides.split(' ').any(|hidden| hidden == name)
    }
}

pub(crate) struct Size {
    pub(crate) id: u64,
    pub(crate) title: String,
}

pub(crate) struct SizeGroup {
    pub(crate) id: u64,
    pub(crate) title: String,
    pub(crate) sizes: Vec<Size>,
}

#[derive(Deserialize)]
pub(crate) struct Color {
    pub(crate) id: u64,
    pub(crate) title: String,
    /// `RRGGBB`, empty for the multicoloured.
    pub(crate) hex: String,
    pub(crate) code: String,
}

/// A brand or a material.
#[derive(Deserialize)]
pub(crate) struct Named {
    pub(crate) id: u64,
    pub(crate) title: String,
}

pub(crate) struct Catalogue {
    catalogs: BTreeMap<u64, Catalog>,
    children: BTreeMap<Option<u64>, Vec<u64>>,
    size_groups: BTreeMap<u64, SizeGroup>,
    pub(crate) colors: Vec<Color>,
    pub(crate) materials: Vec<Named>,
    pub(crate) brands: Vec<Named>,
}

impl Catalogue {
    /// Reads the lists compiled into the program.
    pub(crate) fn load() -> Result<Self, csv::Error> {
        let (catalogs, children) = tree(rows(include_str!("../../data/catalogs.csv"))?);
        Ok(Self {
            catalogs,
            children,
            size_groups: size_groups(rows(include_str!("../../data/sizes.csv"))?),
            colors: rows(include_str!("../../data/colors.csv"))?,
            materials: rows(include_str!("../../data/materials.csv"))?,
            brands: rows(include_str!("../../data/brands.csv"))?,
        })
    }

    pub(crate) fn catalog(&self, id: u64) -> Option<&Catalog> {
        self.catalogs.get(&id)
    }

    /// The category when listings may be put there.
    pub(crate) fn leaf(&self, id: u64) -> Option<&Catalog> {
        self.catalog(id)
            .filter(|catalog| !self.children.contains_key(&Some(catalog.id)))
    }

    /// The categories directly below `parent`; the three roots below `None`.
    pub(crate) fn below(&self, parent: Option<u64>) -> impl Iterator<Item = &Catalog> {
        self.children
            .get(&parent)
            .into_iter()
            .flatten()
            .filter_map(|id| self.catalog(*id))
    }

    pub(crate) fn leaves(&self) -> impl Iterator<Item = &Catalog> {
        self.catalogs
            .values()
            .filter(|catalog| self.leaf(catalog.id).is_some())
    }

    /// `Femmes > Vêtements > Robes > Mini`.
    pub(crate) fn path(&self, id: u64) -> String {
        let chain =
            std::iter::successors(self.catalog(id), |catalog| self.catalog(catalog.parent?));
        let mut titles: Vec<&str> = chain.map(|catalog| catalog.title.as_str()).collect();
        titles.reverse();
        titles.join(" > ")
    }

    /// The groups of sizes a category takes, those of which the sizes are known.
    pub(crate) fn size_groups_of(&self, catalog: &Catalog) -> Vec<&SizeGroup> {
        catalog
            .size_groups
            .iter()
            .filter_map(|group| self.size_groups.get(group))
            .collect()
    }

    pub(crate) fn size_title(&self, id: u64) -> Option<&str> {
        let mut sizes = self.size_groups.values().flat_map(|group| &group.sizes);
        sizes
            .find(|size| size.id == id)
            .map(|size| size.title.as_str())
    }

    pub(crate) fn color(&self, id: u64) -> Option<&Color> {
        self.colors.iter().find(|color| color.id == id)
    }

    pub(crate) fn material_title(&self, id: u64) -> Option<&str> {
        title_of(&self.materials, id)
    }

    pub(crate) fn brand_title(&self, id: u64) -> Option<&str> {
        title_of(&self.brands, id)
    }
}

/// The title of a condition, as the site shows it.
pub(crate) fn condition_title(id: u64) -> Option<&'static str> {
    CONDITIONS
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, title)| *title)
}

fn title_of(list: &[Named], id: u64) -> Option<&str> {
    list.iter()
        .find(|named| named.id == id)
        .map(|named| named.title.as_str())
}

#[derive(Deserialize)]
struct CatalogRow {
    id: u64,
    parent_id: Option<u64>,
    title: String,
    size_groups: String,
    hides: String,
}

#[derive(Deserialize)]
struct SizeRow {
    group_id: u64,
    group_title: String,
    id: u64,
    title: String,
}

fn rows<T: for<'de> Deserialize<'de>>(text: &str) -> Result<Vec<T>, csv::Error> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect()
}

type Tree = (BTreeMap<u64, Catalog>, BTreeMap<Option<u64>, Vec<u64>>);

fn tree(rows: Vec<CatalogRow>) -> Tree {
    let mut catalogs = BTreeMap::new();
    let mut children: BTreeMap<Option<u64>, Vec<u64>> = BTreeMap::new();
    for row in rows {
        children.entry(row.parent_id).or_default().push(row.id);
        let catalog = Catalog {
            id: row.id,
            parent: row.parent_id,
            title: row.title,
            size_groups: row
                .size_groups
                .split(' ')
                .filter_map(|group| group.parse().ok())
                .collect(),
            hides: row.hides,
        };
        catalogs.insert(row.id, catalog);
    }
    (catalogs, children)
}

fn size_groups(rows: Vec<SizeRow>) -> BTreeMap<u64, SizeGroup> {
    let mut groups: BTreeMap<u64, SizeGroup> = BTreeMap::new();
    for row in rows {
        let group = groups.entry(row.group_id).or_insert_with(|| SizeGroup {
            id: row.group_id,
            title: row.group_title,
            sizes: Vec::new(),
        });
        group.sizes.push(Size {
            id: row.id,
            title: row.title,
        });
    }
    groups
}
