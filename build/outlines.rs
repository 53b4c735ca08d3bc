// Outlines of land and countries: TopoJSON in, a compact table of rings out.
//
// The table holds the arcs once, each point as its difference from the one before, and the rings of the
// land and of each country as lists of arcs. `src/geo/outlines.rs` reads it, and nothing else does.

use serde_json::Value;

/// Turns the text of a `TopoJSON` file with the objects `land` and `countries` into the table.
pub(super) fn compact(text: &str) -> Result<Vec<u8>, String> {
    let topology: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut table = Vec::new();
    for key in ["scale", "translate"] {
        for index in 0..2 {
            let number = topology["transform"][key][index].as_f64();
            let number = number.ok_or_else(|| format!("`transform.{key}` is missing"))?;
            table.extend(number.to_le_bytes());
        }
    }
    let arcs = array(&topology["arcs"])?;
    unsigned(arcs.len() as u64, &mut table);
    for arc in arcs {
        let points = array(arc)?;
        unsigned(points.len() as u64, &mut table);
        for point in points {
            signed(integer(&point[0])?, &mut table);
            signed(integer(&point[1])?, &mut table);
        }
    }
    let mut land = Vec::new();
    for geometry in array(&topology["objects"]["land"]["geometries"])? {
        rings(geometry, &mut land)?;
    }
    write(&land, &mut table);
    let mut countries = Vec::new();
    for geometry in array(&topology["objects"]["countries"]["geometries"])? {
        // What has no code of ISO 3166-1 cannot be asked for.
        let Some(code) = geometry["id"].as_str().and_then(|code| code.parse().ok()) else {
            continue;
        };
        let mut own = Vec::new();
        rings(geometry, &mut own)?;
        countries.push((code, own));
    }
    countries.sort_by_key(|(code, _): &(u64, _)| *code);
    unsigned(countries.len() as u64, &mut table);
    for (code, own) in &countries {
        unsigned(*code, &mut table);
        write(own, &mut table);
    }
    Ok(table)
}

/// Whether a ring is a hole, and its arcs.
type Ring = (bool, Vec<i64>);

/// Gathers the rings of a polygon or of several.
fn rings(geometry: &Value, found: &mut Vec<Ring>) -> Result<(), String> {
    let several = geometry["type"] == "MultiPolygon";
    let polygons = if several {
        array(&geometry["arcs"])?
    } else {
        std::slice::from_ref(&geometry["arcs"])
    };
    for polygon in polygons {
        for (index, ring) in array(polygon)?.iter().enumerate() {
            let arcs: Result<Vec<i64>, String> = array(ring)?.iter().map(integer).collect();
            found.push((index > 0, arcs?));
        }
    }
    Ok(())
}

fn write(rings: &[Ring], table: &mut Vec<u8>) {
    unsigned(rings.len() as u64, table);
    for (is_hole, arcs) in rings {
        unsigned(arcs.len() as u64 * 2 + u64::from(*is_hole), table);
        for arc in arcs {
            signed(*arc, table);
        }
    }
}

fn array(value: &Value) -> Result<&Vec<Value>, String> {
    value
        .as_array()
        .ok_or_else(|| format!("a list is wanted, not {value}"))
}

fn integer(value: &Value) -> Result<i64, String> {
    value
        .as_i64()
        .ok_or_else(|| format!("a whole number is wanted, not {value}"))
}

/// Writes a number in groups of seven bits, the lowest first.
fn unsigned(mut number: u64, table: &mut Vec<u8>) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            table.push(low & 0x7f);
            return;
        }
        table.push(low | 0x80);
    }
}

/// Writes a number that may be below nothing: twice its size, one less for those below.
fn signed(number: i64, table: &mut Vec<u8>) {
    unsigned(((number << 1) ^ (number >> 63)).cast_unsigned(), table);
}
