//! Where the parts of a figure stand: numbers in, positions out, one file for each figure.
//!
//! Nothing here knows an entry, a page or a template. Positions along a figure are in percent of its
//! width, so that it stretches while its text keeps its size; heights are in pixels. Templates turn
//! positions into SVG, so that a site can draw the same figure its own way.

pub mod strip;
