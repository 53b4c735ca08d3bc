//! briefbook turns a folder of Markdown briefs about dated events into a cross-linked static site
//! with a chronology.
//!
//! The modules stand in reading order, and each imports only from those above it. A build is a
//! pipeline of five stages, each a function from the whole of one type to the whole of the next:
//! `load` reads the disk, `model` reads entries by their declared kind, `resolve` finds what they
//! refer to and gives every page an address (`check` has its opinion of the result), `render` makes the pages, `emit` puts in place what
//! differs.

pub mod text;

pub mod diagnostics;

pub mod digest;

pub mod integrity;

pub mod fingerprints;

pub mod figures;

pub mod quantity;

pub mod geo;

pub mod yaml;

pub mod mapping;

pub mod embedded;

pub mod when;

pub mod repository;

pub mod config;

pub mod schema;

pub mod filter;

pub mod disk;

pub mod published;

pub mod load;

pub mod model;

pub mod rules;

pub mod resolve;

pub mod claims;

pub mod check;

pub mod draw;

pub mod search;

pub mod output;

pub mod render;

pub mod emit;

pub mod pipeline;

pub mod dossier;

pub mod difference;

pub mod serve;

pub mod publish;

pub mod scaffold;

pub mod edit;

pub mod import;

pub mod fix;

pub mod rename;

pub mod cli;
