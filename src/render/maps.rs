//! The grounds of maps: land, waters and places by name around a point, made once and shared.
//!
//! A ground depends on its centre, one of a few scales and the country that is shaded, so that all events
//! of a site share a few. What an event adds to it is drawn for its own page.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tera::Value;

use crate::draw::labels::{Label, Labels};
use crate::draw::map::{self, View};
use crate::geo::{Frame, Position, country_code, distance};
use crate::model::preferred;
use crate::resolve::positions::Located;
use crate::resolve::{EntryId, Site};
use crate::schema::Role;

/// Places nearer to the centre than this have no mark of their own, in kilometres.
const SAME: f64 = 3.0;

/// How far the name of a water may stand from its place, in pixels.
const NUDGES: &[(f64, f64)] = &[
    (0.0, 0.0),
    (0.0, 16.0),
    (0.0, -16.0),
    (14.0, 0.0),
    (-14.0, 0.0),
    (14.0, 28.0),
    (0.0, 32.0),
    (0.0, -32.0),
];

/// The maps of a build.
#[derive(Debug)]
pub(super) struct Maps {
    /// The places that maps name.
    named: Vec<(EntryId, Located)>,
    grounds: Once<Ask, Ground>,
    globes: Once<(EntryId, Vec<u16>), String>,
}

/// What is made when it is first asked for, and shared from then on.
///
/// Whoever asks for something else meanwhile does not wait for it.
#[derive(Debug)]
struct Once<K, V>(Mutex<BTreeMap<K, Arc<OnceLock<Arc<V>>>>>);

impl<K: Ord, V> Once<K, V> {
    fn get(&self, key: K, make: impl FnOnce() -> V) -> Arc<V> {
        let slot = {
            let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(key).or_default())
        };
        Arc::clone(slot.get_or_init(|| Arc::new(make())))
    }
}

impl<K, V> Default for Once<K, V> {
    fn default() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }
}

/// What a ground depends on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Ask {
    centre: EntryId,
    /// The distance that fits, in whole kilometres.
    reach: u32,
    shaded: Vec<u16>,
}

/// A ground, and what on it is free.
#[derive(Debug)]
pub(super) struct Ground {
    /// How it looks at the globe.
    pub(super) view: View,
    /// Sea, land and scale.
    pub(super) shapes: Value,
    /// Names of places and waters, and of the centre.
    pub(super) words: Value,
    /// Where further words can stand.
    pub(super) room: Labels,
    /// The places named on it.
    pub(super) named: Vec<EntryId>,
}

impl Maps {
    /// Finds the places that maps name.
    pub(super) fn new(site: &Site) -> Self {
        let wanted = site.rules.toponyms.places.iter();
        let named = wanted.filter_map(|named| {
            let mut kinds = site.schema.placed();
            let id = kinds.find_map(|kind| site.find(kind, &named.written))?;
            Some((id, site.located(id)?))
        });
        Self {
            named: named.collect(),
            grounds: Once::default(),
            globes: Once::default(),
        }
    }

    /// Returns the places that maps name.
    pub(super) fn named(&self) -> &[(EntryId, Located)] {
        &self.named
    }

    /// Returns the ground around an entry on which a distance fits.
    pub(super) fn ground(
        &self,
        centre: EntryId,
        located: Located,
        reach: f64,
        shaded: Vec<u16>,
        site: &Site,
    ) -> Arc<Ground> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the distances of maps are whole and small"
        )]
        let ask = Ask {
            centre,
            reach: reach as u32,
            shaded,
        };
        self.grounds
            .get(ask.clone(), || self.make(&ask, located, reach, site))
    }

    /// Returns the half of the globe around an entry, and how it is looked at.
    pub(super) fn globe(
        &self,
        centre: EntryId,
        located: Located,
        shaded: &[u16],
    ) -> (View, Arc<String>) {
        let view = View::globe(located.at);
        let key = (centre, shaded.to_vec());
        let half = self.globes.get(key, || map::half_globe(&view, shaded));
        (view, half)
    }

    fn make(&self, ask: &Ask, located: Located, reach: f64, site: &Site) -> Ground {
        let positions: Vec<Position> = self.named.iter().map(|(_, located)| located.at).collect();
        let view = View::around(located.at, reach, &positions);
        let mut room = map::room();
        let (x, y) = view.place(located.at);
        room.keep_free(Frame {
            left: x - 9.0,
            right: x + 9.0,
            top: y - 10.0,
            bottom: y + 8.0,
        });
        let mut words = String::new();
        let own = Label {
            lines: vec![site.title(ask.centre).to_owned()],
            at: (x, y),
            gap: Some(12.0),
            class: "strong halo",
            dot: false,
            above: false,
        };
        room.put(&own, &mut words);
        let mut named = Vec::new();
        for (id, other) in &self.named {
            if distance(located.at, other.at) > SAME
                && room.put(&place_label(*id, view.place(other.at), site), &mut words)
            {
                named.push(*id);
            }
        }
        put_waters(&view, site, &mut room, &mut words);
        Ground {
            shapes: Value::safe_string(&map::ground(&view, &ask.shaded)),
            words: Value::safe_string(&words),
            view,
            room,
            named,
        }
    }
}

/// Makes the label of a place on a map.
pub(super) fn place_label(id: EntryId, at: (f64, f64), site: &Site) -> Label {
    Label {
        lines: vec![site.title(id).to_owned()],
        at,
        gap: Some(6.0),
        class: "halo",
        dot: true,
        above: false,
    }
}

/// Writes the names of waters; those of one water stand together, a line each.
pub(super) fn put_waters(view: &View, site: &Site, room: &mut Labels, words: &mut String) {
    for water in &site.rules.toponyms.waters {
        let last = water.names.len() - 1;
        let lines = water.names.iter().enumerate().map(|(index, name)| {
            let more = if index < last { " /" } else { "" };
            format!("{name}{more}")
        });
        let (x, y) = view.place(water.at);
        let mut label = Label {
            lines: lines.collect(),
            at: (x, y),
            gap: None,
            class: "water halo",
            dot: false,
            above: false,
        };
        // A name may stand a little aside, as long as it is on the same water.
        let wide = view.length(water.across);
        if label.width() > wide {
            continue;
        }
        NUDGES.iter().any(|(across, down)| {
            label.at = (x + across, y + down);
            libm::hypot(*across, *down) < wide * 0.2 && room.put(&label, words)
        });
    }
}

/// Returns the codes of the countries that an entry names as its parties and that have an outline.
pub(super) fn outlined(id: EntryId, site: &Site) -> Vec<u16> {
    let Some(path) = site.kind_of(id).roles.get(Role::Parties) else {
        return Vec::new();
    };
    let values = site.entry(id).values(path).into_iter();
    let countries = values.filter_map(|item| {
        let slot = preferred(&item.value).reference()?;
        site.targets[id.0 as usize][slot]
    });
    let codes = countries.filter_map(|country| {
        let path = site.kind_of(country).roles.get(Role::Outlined)?;
        country_code(site.entry(country).text_at(path)?)
    });
    let mut codes: Vec<u16> = codes.collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
