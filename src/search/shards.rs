//! Words in shards, so that a query loads few.
//!
//! A shard holds the words that begin alike; one that grows too large gives up the largest groups of
//! those that agree in a letter more. So where a word belongs follows from the words around it and not
//! from how many stand before it, and a change of one document leaves the other shards as they were.

/// The characters of a shard beyond which it is divided.
const LARGE: usize = 9_000;
/// A group smaller than this part of that stays with its neighbours.
const SMALL: usize = LARGE / 12;

/// A shard: how its words begin, and the words with their postings.
type Shard<'a> = (String, Vec<&'a (String, String)>);

/// Divides sorted words.
pub(super) fn divide(words: &[(String, String)]) -> Vec<Shard<'_>> {
    let mut shards = Vec::new();
    if !words.is_empty() {
        part(words, 0, &mut shards);
    }
    shards
}

fn size(words: &[(String, String)]) -> usize {
    let sizes = words
        .iter()
        .map(|(word, postings)| word.len() + postings.len() + 2);
    sizes.sum()
}

/// Makes the shard of words that agree in their first bytes, and those that are divided off.
fn part<'a>(words: &'a [(String, String)], length: usize, shards: &mut Vec<Shard<'a>>) {
    let key = words[0].0[..length].to_owned();
    if words.len() == 1 || size(words) <= LARGE {
        shards.push((key, words.iter().collect()));
        return;
    }
    let letter = |word: &str| word[length..].chars().next();
    let mut kept = Vec::new();
    let mut rest = words;
    let mut divided = Vec::new();
    while let Some((first, _)) = rest.first() {
        let next = letter(first);
        let end = rest.partition_point(|(word, _)| letter(word) <= next);
        let (group, after) = rest.split_at(end);
        rest = after;
        match next {
            Some(next) if size(group) > SMALL => divided.push((group, length + next.len_utf8())),
            _ => kept.extend(group),
        }
    }
    if !kept.is_empty() {
        shards.push((key, kept));
    }
    for (group, length) in divided {
        part(group, length, shards);
    }
}
