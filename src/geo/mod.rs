//! Places on the globe: distances, directions, a projection, and the outlines of the land.
//!
//! Pure geometry in kilometres and degrees. Nothing here knows an entry, a page or a picture. Every
//! formula names its source, and all sines come from one library, so that they are the same to the last
//! digit on every machine.

mod azimuthal;
mod codes;
mod outlines;
mod plane;
mod sphere;

pub use azimuthal::Azimuthal;
pub use codes::country_code;
pub use outlines::{Outlines, Ring, outlines};
pub use plane::{Frame, clip_line, clip_ring, signed_area, simplify};
pub use sphere::{EARTH_KM, FARTHEST_KM, Position, bearing, destination, distance};
