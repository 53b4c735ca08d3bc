//! Names of countries, people, places and the rest, all invented and each given once.
//!
//! A number goes in and a name comes out; different numbers give different names, because an entry
//! may be referred to by its name. Nothing here is taken from a real person, place or weapon.

/// A country's name and its three letters.
pub(crate) const COUNTRIES: [(&str, &str); 12] = [
    ("Arvenia", "XAA"),
    ("Belmora", "XAB"),
    ("Corland", "XAC"),
    ("Drevia", "XAD"),
    ("Estmark", "XAE"),
    ("Farnesia", "XAF"),
    ("Gallova", "XAG"),
    ("Hestria", "XAH"),
    ("Iskaria", "XAI"),
    ("Jorvania", "XAJ"),
    ("Keldonia", "XAK"),
    ("Lormark", "XAL"),
];

/// What series of talks are about, and topics.
pub(crate) const TOPICS: [&str; 8] = [
    "missile warning",
    "arms control",
    "search and rescue",
    "sea lanes",
    "sanctions",
    "exercises",
    "hotlines",
    "inspections",
];

const GIVEN: [&str; 23] = [
    "Anwick", "Berrin", "Calder", "Dorrit", "Elspin", "Fenna", "Garrow", "Hollis", "Imrie",
    "Jessop", "Kerrin", "Lowen", "Marrick", "Nerys", "Orla", "Perrin", "Quill", "Rennick",
    "Sorrel", "Tamsin", "Ulric", "Verity", "Wystan",
];

const FAMILY: [&str; 29] = [
    "Ashgrove",
    "Birkland",
    "Coldwell",
    "Dunmere",
    "Elmsworth",
    "Fairbeck",
    "Greystone",
    "Hartwick",
    "Inglemoor",
    "Jarrowby",
    "Kestrelton",
    "Larkholm",
    "Mossford",
    "Northby",
    "Oakhurst",
    "Pellbrook",
    "Quarryman",
    "Ravenscar",
    "Stonebridge",
    "Thornley",
    "Underhill",
    "Valebrook",
    "Westering",
    "Yarrowdale",
    "Ambleford",
    "Brackenbury",
    "Cragside",
    "Dovecote",
    "Eaglesham",
];

const PLACE_FIRST: [&str; 12] = [
    "Port", "Lake", "Cape", "Mount", "Fort", "Old", "New", "Upper", "Lower", "North", "South",
    "Great",
];

const HANGUL: [&str; 16] = [
    "가람", "나래", "다솔", "라온", "마루", "바다", "사랑", "아람", "자작", "차돌", "타래", "파랑",
    "하늘", "고요", "노을", "도담",
];

const KANA: [&str; 16] = [
    "アサ", "イロ", "ウミ", "カゼ", "キリ", "クモ", "サト", "シオ", "タキ", "ツキ", "ナミ", "ハナ",
    "ホシ", "ミチ", "ユキ", "ワカ",
];

/// Returns the given and the family name of a person.
pub(crate) fn person(number: usize) -> (String, String) {
    let given = GIVEN[number % GIVEN.len()];
    let family = FAMILY[(number / GIVEN.len()) % FAMILY.len()];
    (
        given.to_owned(),
        format!("{family}{}", again(number, GIVEN.len() * FAMILY.len())),
    )
}

/// Returns a name in Korean or Japanese letters, with its language.
pub(crate) fn native(number: usize) -> (String, &'static str) {
    let (letters, language) = if number.is_multiple_of(2) {
        (HANGUL, "ko")
    } else {
        (KANA, "ja")
    };
    let rank = number / 2;
    let first = letters[rank % letters.len()];
    let second = letters[(rank / letters.len()) % letters.len()];
    let round = again(rank, letters.len() * letters.len());
    (format!("{first}{second}{round}"), language)
}

/// Returns the name of a place.
pub(crate) fn place(number: usize) -> String {
    let first = PLACE_FIRST[number % PLACE_FIRST.len()];
    let second = FAMILY[(number / PLACE_FIRST.len()) % FAMILY.len()];
    format!(
        "{first} {second}{}",
        again(number, PLACE_FIRST.len() * FAMILY.len())
    )
}

/// Returns the name of a missile.
pub(crate) fn system(number: usize) -> String {
    format!("Lantern-{}", number + 1)
}

/// Returns the name of an organisation and the number of its country.
pub(crate) fn organisation(number: usize) -> (String, usize) {
    let forms = [
        "Ministry of Defence",
        "Foreign Ministry",
        "Joint Staff",
        "News Agency",
    ];
    let country = number % COUNTRIES.len();
    let form = forms[(number / COUNTRIES.len()) % forms.len()];
    let round = again(number, COUNTRIES.len() * forms.len());
    (
        format!("{form} of {}{round}", COUNTRIES[country].0),
        country,
    )
}

/// Tells names apart that come round again, as " 2", " 3".
fn again(number: usize, length: usize) -> String {
    match number / length {
        0 => String::new(),
        round => format!(" {}", round + 1),
    }
}
