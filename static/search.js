// Finds entries in the index made with the site (docs/search.md). The page leads to all of them without it, too.
(() => {
	// Words, read as src/search/units.rs reads them.
	const RUN = '\\u1100-\\u11ff\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff' +
		'\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3134f}';
	const WORD = `(?![${RUN}])[\\p{Alphabetic}\\p{N}]`;
	const LETTER = `(?![${RUN}0-9])[\\p{Alphabetic}\\p{N}]`;
	const MONTHS = 'january february march april may june july august september october november december'.split(' ');
	const MONTH = `(${MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join('|')}|sept)(?!${WORD})\\.?`;
	const sticky = (text) => new RegExp(text, 'uy');
	const DATES = [
		[sticky(`(\\d{4})-(\\d\\d)(?!\\d)(?:-(\\d\\d)(?!${WORD}))?(?!${WORD})`), [1, 2, 3]],
		[sticky('(\\d{4})[年년] *(\\d\\d?)[月월](?: *(\\d\\d?)[日일])?'), [1, 2, 3]],
		[sticky(`(\\d\\d?) +${MONTH},? +(\\d{4})(?!${WORD})`), [3, 2, 1]],
		[sticky(`${MONTH} +(\\d\\d?),? +(\\d{4})(?!${WORD})`), [3, 1, 2]],
		[sticky(`${MONTH} +(\\d{4})(?!${WORD})`), [2, 1, 0]],
	];
	const CHARACTERS = sticky(`[${RUN}]+`);
	const DIGITS = sticky('[-\\u2010]?(\\d+)');
	const ATOM = sticky(`(\\d+(?:,\\d{3}(?!\\d))*)|((?:${LETTER})(?:\\.${LETTER})+(?!${WORD}))|((?:${LETTER})+(?:['’](?:${LETTER})+)*)`);
	const HYPHEN = sticky(`[-\\u2010](?=${WORD})`);
	const POINT = sticky('\\.(?=\\d)');
	const NEXT = sticky(WORD);
	const SPELLINGS = { centre: 'center', defence: 'defense', favour: 'favor', harbour: 'harbor', kilometre: 'kilometer',
		labour: 'labor', licence: 'license', neighbour: 'neighbor', offence: 'offense', programme: 'program' };
	const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ı: 'i', ς: 'σ' };
	const COMMON = new Set(('a an and are as at be been but by for from had has have in is it its not of on or that the ' +
		'their they this to was were which who with he').split(' '));

	const match = (pattern, text, at) => { pattern.lastIndex = at; return pattern.exec(text); };

	const bare = (letter) => LETTERS[letter] ?? letter.normalize('NFD').replace(/[\u0300-\u036f]/g, '').normalize('NFC');
	const small = (text) => [...text.normalize('NFKC').toLowerCase()].map(bare).join('');
	function fold(text, places) {
		if (!places) return small(text);
		let folded = '', place = 0;
		for (const letter of text) {
			const part = small(letter);
			for (let count = part.length; count--;) places.push(place);
			folded += part;
			place += letter.length;
		}
		places.push(place);
		return folded;
	}

	function stem(word) {
		if (!/^[a-z]{4,}$/.test(word)) return word;
		let root = word;
		if (/.{2}ies$/.test(word)) root = word.slice(0, -3) + 'y';
		else if (/(?:ch|sh|ss|x|z)es$/.test(word)) root = word.slice(0, -2);
		else if (/[^sui]s$/.test(word)) root = word.slice(0, -1);
		return SPELLINGS[root] ?? root.replace(/isation$/, 'ization').replace(/([ln])is(e|ed|ing)$/, '$1iz$2');
	}

	function dateAt(text, at) {
		for (const [pattern, order] of DATES) {
			const found = match(pattern, text, at);
			if (!found) continue;
			const [year, name, day] = order.map((place) => place && found[place]);
			const month = /\d/.test(name) ? +name : MONTHS.findIndex((known) => known.startsWith(name.slice(0, 3))) + 1;
			if (month < 1 || month > 12) continue;
			const levels = [`${year}-${`${month}`.padStart(2, 0)}`, year];
			let end = at + found[0].length;
			if (day !== undefined && day !== 0) {
				if (+day >= 1 && +day <= 31) levels.unshift(`${levels[0]}-${day.padStart(2, 0)}`);
				else if (order[2] !== 3) continue;
				else end = at + found[0].slice(0, found[0].lastIndexOf(day)).replace(/[- ]+$/, '').length;
			}
			return { date: levels, month: MONTHS[month - 1], end };
		}
		return null;
	}

	function units(text) {
		const found = [];
		let at = 0;
		while (at < text.length) {
			const from = at;
			const date = dateAt(text, at);
			if (date) {
				at = date.end;
				found.push({ ...date, from });
				continue;
			}
			const run = match(CHARACTERS, text, at)?.[0];
			if (run) {
				at += run.length;
				const characters = [...run];
				const pairs = characters.slice(1).map((character, place) => characters[place] + character);
				const digits = match(DIGITS, text, at);
				if (digits) pairs.push(characters.at(-1) + digits[1]);
				found.push({ run: characters, pairs, from, end: at });
				continue;
			}
			if (!match(NEXT, text, at)) {
				at += text.codePointAt(at) > 0xffff ? 2 : 1;
				continue;
			}
			const parts = [];
			for (;;) {
				const atom = match(ATOM, text, at);
				at += atom[0].length;
				parts.push(atom[1]?.replaceAll(',', '') ?? atom[2]?.replaceAll('.', '') ?? atom[3].replace(/(.)['’]s$/u, '$1').replace(/['’]/g, ''));
				if (match(HYPHEN, text, at) || (atom[1] && match(POINT, text, at))) at += 1;
				else if (!match(NEXT, text, at)) break;
			}
			if (parts.length === 1) found.push({ word: stem(parts[0]), raw: parts[0], from, end: at });
			else if (parts.length <= 4) found.push({ whole: parts.join(''), parts: parts.map(stem), raws: parts, from, end: at });
			else for (const part of parts) found.push({ word: stem(part), raw: part, from, end: at });
		}
		return found;
	}

	const termsOf = (unit) => unit.word !== undefined ? [unit.word]
		: unit.whole !== undefined ? [unit.whole, ...unit.parts]
		: unit.date ? [...unit.date, unit.month]
		: [...unit.run, ...unit.pairs];

	const loaded = new Map();
	const waiting = new Map();
	const index = {
		units: (text) => units(fold(text)),
		fetch(name) {
			const script = document.createElement('script');
			script.src = `search/${name}.js`;
			script.onload = () => script.remove();
			script.onerror = () => receive(name, null);
			document.head.append(script);
		},
	};
	function receive(name, data) {
		waiting.get(name)?.(data);
		waiting.delete(name);
	}
	globalThis.briefbookSearch = Object.assign(receive, index);
	function load(name, make = (data) => data) {
		if (!loaded.has(name)) {
			const data = new Promise((resolve) => { waiting.set(name, resolve); });
			loaded.set(name, data.then(make));
			globalThis.briefbookSearch.fetch(name);
		}
		return loaded.get(name);
	}

	const ALPHABET = '!#$%()*+,-./:;=>?@[]^_`{}~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01234567';
	const VALUES = new Map([...ALPHABET].map((digit, value) => [digit, value]));
	function numbers(text) {
		const found = [];
		let rest = 0;
		for (const digit of text) {
			const value = VALUES.get(digit);
			if (value < 26) rest = rest * 26 + value + 1;
			else {
				found.push(rest * 60 + value - 26);
				rest = 0;
			}
		}
		return found;
	}

	const fileName = (key) => [...key].map((letter) => /[a-z0-9-]/.test(letter) ? letter : `_${letter.codePointAt(0).toString(16)}`).join('');
	const spread = (pairs) => pairs.flatMap(([value, count]) => Array(count).fill(value));
	const head = () => load('index', (data) => {
		if (!data) throw new Error('the index is missing');
		const [events, others] = data.n;
		return {
			...data, events, total: events + others, keys: data.keys.split(' '),
			kindOf: [...numbers(data.ofEvents), ...spread(data.ofOthers)],
			yearOf: spread(data.years),
			countriesOf: numbers(data.inSets).map((set) => data.sets[set]),
		};
	});
	const table = (data) => new Map((data ?? '').split('|').filter(Boolean).map((line) => line.split(' ')));

	// Of src/search/terms.rs.
	const WORTH = [1, 1.5, 2, 3, 5, 6.5, 8, 10];
	const NAMED = 5, PREFIX = 0.5, TYPO = 0.4, APART = 0.3;

	function add(map, postings, factor, info) {
		let next = 0;
		for (const number of numbers(postings)) {
			const id = next + (number >> 3);
			next = id + 1;
			const place = id >= 1 << 20 ? id - (1 << 20) + info.events : id;
			const worth = WORTH[number & 7] * factor;
			if (!(map.get(place) >= worth)) map.set(place, worth);
		}
	}
	function least(maps, found = new Map(), factor = 1) {
		for (const place of maps[0].keys()) {
			if (!maps.every((map) => map.has(place))) continue;
			const worth = Math.min(...maps.map((map) => map.get(place))) * factor;
			if (!(found.get(place) >= worth)) found.set(place, worth);
		}
		return found;
	}

	// Rare words count for more, and so do names that hold all words.
	function both(maps, info, all = true) {
		const rarity = maps.map((map) => Math.log(1 + info.total / Math.max(1, map.size)));
		const found = new Map();
		for (const map of all ? [...maps].sort((one, two) => one.size - two.size).slice(0, 1) : maps) {
			for (const place of map.keys()) {
				const worth = maps.map((other) => other.get(place));
				if (found.has(place) || (all && worth.includes(undefined))) continue;
				const sum = worth.reduce((total, own = 0, number) => total + own * rarity[number], 0);
				found.set(place, Math.round(sum * (worth.every((own) => own >= NAMED) ? 1.5 : 1) * 1e6));
			}
		}
		return found;
	}

	function shardOf(term, info) {
		for (let length = term.length; length >= 0; length--) {
			if (info.keys.includes(term.slice(0, length))) return term.slice(0, length);
		}
		return null;
	}
	const shard = (key) => key === null ? table('') : load(`w-${fileName(key)}`, table);

	// One letter more, less, other, or two in turn; never the first.
	function isNear(one, other) {
		if (Math.abs(one.length - other.length) > 1 || one === other) return false;
		let start = 0;
		while (start < one.length && one[start] === other[start]) start++;
		if (start === 0) return false;
		const rest = (text, from) => text.slice(start + from);
		return rest(one, 1) === rest(other, 1) || rest(one, 1) === rest(other, 0) || rest(one, 0) === rest(other, 1) ||
			(one[start] === other[start + 1] && one[start + 1] === other[start] && rest(one, 2) === rest(other, 2));
	}
	async function near(raw, basic, info) {
		if (raw.length < 4 || !info.letters.includes(raw[0]) || /\d/.test(raw)) return [];
		const words = await load(`t-${fileName(raw[0])}`, (data) => {
			let before = '';
			return (data ?? '').split('|').filter(Boolean).map((word) => (before = before.slice(0, parseInt(word[0], 36)) + word.slice(1)));
		});
		return words.filter((word) => isNear(raw, word) || isNear(basic, word));
	}

	async function findWord(basic, raw, info, hits, { prefix = true, typos = true } = {}) {
		const found = new Map();
		const own = shardOf(basic, info);
		const exact = (await shard(own)).get(basic);
		if (exact) {
			add(found, exact, 1, info);
			hits.add(basic);
		}
		if (prefix && raw.length > (exact ? 2 : 1) && !/^\d/.test(raw)) {
			const keys = exact ? [own] : [shardOf(raw, info), ...info.keys.filter((key) => key.length > raw.length && key.startsWith(raw)).slice(0, 3)];
			let most = 30;
			for (const words of await Promise.all([...new Set(keys)].map(shard))) {
				for (const [term, postings] of words) {
					if (term !== basic && term.startsWith(raw) && most-- > 0) {
						add(found, postings, PREFIX, info);
						hits.add(term);
					}
				}
			}
		}
		if (!found.size && typos) {
			for (const term of (await near(raw, basic, info)).slice(0, 8)) {
				const postings = (await shard(shardOf(term, info))).get(term);
				if (postings) add(found, postings, TYPO, info);
				hits.add(term);
			}
		}
		return found;
	}

	async function findRun(unit, info, hits) {
		const terms = unit.pairs.length ? unit.pairs : unit.run;
		const maps = await Promise.all(terms.map(async (term) => {
			const words = info.runs ? await load(`c-${term.codePointAt(0) % info.runs}`, table) : new Map();
			const map = new Map();
			if (words.has(term)) add(map, words.get(term), 1, info);
			return map;
		}));
		terms.forEach((term) => hits.add(term));
		return least(maps);
	}

	async function findUnit(unit, info, hits) {
		if (unit.word !== undefined) return findWord(unit.word, unit.raw, info, hits);
		if (unit.run) return findRun(unit, info, hits);
		if (unit.date) {
			const [term] = unit.date;
			return findWord(term, term, info, hits, { prefix: false, typos: false });
		}
		const whole = await findWord(unit.whole, unit.whole, info, hits);
		const apart = new Set();
		const parts = await Promise.all(unit.parts.map((part, place) =>
			findWord(part, unit.raws[place], info, apart, { prefix: false, typos: !whole.size })));
		apart.forEach((term) => hits.add(term));
		return least(parts, whole, whole.size ? APART : 1);
	}

	function asked(query) {
		const all = units(fold(query));
		const joined = [];
		for (const unit of all) {
			const last = joined.at(-1);
			if (last?.word && !last.joined && /^\p{L}+$/u.test(last.raw) && /^\d{1,3}$/.test(unit.word ?? '')) {
				joined[joined.length - 1] = { whole: last.raw + unit.raw, parts: [last.word, unit.word], raws: [last.raw, unit.raw], joined: true };
			} else joined.push(unit);
		}
		const rarer = joined.filter((unit) => !COMMON.has(unit.word));
		return rarer.length ? rarer : joined;
	}

	async function find(query) {
		const info = await head();
		const wanted = asked(query);
		const hits = wanted.map(() => new Set());
		const maps = await Promise.all(wanted.map((unit, place) => findUnit(unit, info, hits[place])));
		let found = both(maps, info);
		const whole = found.size > 0 || wanted.length < 2;
		if (!whole) {
			const count = (place) => maps.filter((map) => map.has(place)).length;
			found = both(maps, info, false);
			const most = Math.max(0, ...[...found.keys()].map(count));
			for (const place of found.keys()) if (count(place) < most) found.delete(place);
		}
		const age = (place) => place < info.events ? info.total - place : place - info.total;
		const places = [...found.keys()].sort((one, two) => found.get(two) - found.get(one) || age(one) - age(two));
		return { places, hits, whole, info };
	}

	const SHOWN = 'address title language date line names summary facts sentences'.split(' ');
	async function show(place, info) {
		const event = place < info.events;
		const number = event ? place : place - info.events;
		const name = `${event ? 'e' : 'o'}-${Math.floor(number / info.together)}`;
		const shown = (await load(name))[number % info.together];
		return { ...Object.fromEntries(SHOWN.map((field, at) => [field, shown[at]])), kind: info.kinds[info.kindOf[place]] };
	}

	function stretches(text, hits) {
		const places = [];
		const found = [];
		for (const unit of units(fold(text, places))) {
			if (unit.run) {
				unit.run.forEach((character, place) => {
					const pair = unit.pairs[place];
					hits.forEach((terms, number) => {
						if (terms.has(pair)) found.push([unit.from + place, Math.min(unit.end, unit.from + place + 2), number]);
						else if (terms.has(character)) found.push([unit.from + place, unit.from + place + 1, number]);
					});
				});
				continue;
			}
			const terms = termsOf(unit);
			hits.forEach((wanted, number) => { if (terms.some((term) => wanted.has(term))) found.push([unit.from, unit.end, number]); });
		}
		return found.map(([from, end, number]) => [places[from], places[end], number]);
	}

	function passage(shown, hits) {
		const title = new Set(stretches(shown.title, hits).map(([, , number]) => number));
		const texts = [shown.summary, ...shown.sentences, ...shown.facts].filter(Boolean);
		if (shown.names.length) texts.push(`Also: ${shown.names.join(', ')}`);
		const more = texts.map((text) => new Set(stretches(text, hits).map(([, , number]) => number).filter((number) => !title.has(number))).size);
		return texts[more.indexOf(Math.max(...more))] ?? '';
	}
	Object.assign(globalThis.briefbookSearch, { find, show, passage });

	// The page: a box, three choices, a list that the arrow keys walk. Texts are never read as HTML.
	const place = typeof document === 'undefined' ? null : document.getElementById('found');
	if (!place) return;
	const box = document.getElementById('q');
	const form = box.form;
	const told = document.getElementById('told');
	const AT_ONCE = 10;
	const make = (name, properties, ...children) => {
		const element = Object.assign(document.createElement(name), properties);
		element.append(...children);
		return element;
	};
	const fields = ['kind', 'year', 'country'].map((name) => {
		const select = make('select', { name, id: `by-${name}` });
		return { name, select, label: make('label', { htmlFor: select.id }, `${name} `, select) };
	});
	const chosen = make('div', { className: 'by', hidden: true }, ...fields.map(({ label }) => label));
	const list = make('ol', { className: 'results' });
	const more = make('button', { className: 'btn', type: 'button', hidden: true });

	function marked(text, hits, longest = Infinity) {
		const parts = stretches(text, hits).sort((one, two) => one[0] - two[0] || two[1] - one[1]);
		let start = 0, end = text.length;
		if (text.length > longest) {
			start = Math.max(0, Math.min((parts[0]?.[0] ?? 0) - longest / 3, text.length - longest));
			if (start) start = text.indexOf(' ', start) + 1 || start;
			end = Math.min(text.length, start + longest);
			if (end < text.length) end = Math.max(text.lastIndexOf(' ', end), start + longest / 2);
		}
		const children = start ? ['… '] : [];
		let at = start;
		for (const [from, to] of parts) {
			if (from < at || to > end) continue;
			children.push(text.slice(at, from), make('mark', {}, text.slice(from, to)));
			at = to;
		}
		children.push(text.slice(at, end));
		if (end < text.length) children.push(' …');
		return children;
	}

	function row(shown, hits) {
		const link = make('a', { href: shown.address }, ...marked(shown.title, hits));
		if (shown.language) link.lang = shown.language;
		const [label, , shape] = shown.kind;
		const kind = make('span', { className: `kind ${shape}` }, label);
		if (shape) {
			const [mark, use] = ['svg', 'use'].map((name) => document.createElementNS('http://www.w3.org/2000/svg', name));
			mark.setAttribute('class', 'm');
			mark.setAttribute('aria-hidden', 'true');
			use.setAttribute('href', `#m-${shape}`);
			mark.append(use);
			kind.prepend(mark);
		}
		const meta = [kind, ...[shown.date, shown.line].filter(Boolean).map((text) => make('span', {}, text))];
		const text = passage(shown, hits);
		return make('li', {}, make('h2', {}, link), make('p', { className: 'meta row' }, ...meta),
			...(text ? [make('p', { className: 'about' }, ...marked(text, hits, 260))] : []));
	}

	let now = { places: [] };
	let turn = 0;
	let shownCount = 0;
	const values = () => fields.map(({ select }) => select.value);

	function sifted() {
		const [kind, year, country] = values();
		const { places, info } = now;
		return places.filter((id) => (!kind || info.kindOf[id] === +kind) && (!year || info.yearOf[id] === +year) &&
			(!country || info.countriesOf[id].includes(+country)));
	}

	function offer() {
		const { places, info } = now;
		const tallies = [new Map(), new Map(), new Map()];
		const count = (tally, value) => tally.set(value, (tally.get(value) ?? 0) + 1);
		for (const id of places) {
			count(tallies[0], info.kindOf[id]);
			if (info.yearOf[id]) count(tallies[1], info.yearOf[id]);
			for (const country of info.countriesOf[id]) count(tallies[2], country);
		}
		const words = [(kind) => info.kinds[kind][1], String, (country) => info.countries[country]];
		fields.forEach(({ select, label }, number) => {
			const before = select.value;
			const options = [...tallies[number]].sort(([one], [two]) => number === 1 ? two - one : one - two);
			select.replaceChildren(new Option('any', ''), ...options.map(([value, total]) => new Option(`${words[number](value)} (${total})`, value)));
			select.value = before;
			if (select.selectedIndex < 0) select.value = '';
			label.hidden = options.length < 2 && !select.value;
		});
		chosen.hidden = !places.length;
		if (!chosen.parentNode) place.append(chosen, list, more);
	}

	async function extend(ids, from, mine) {
		const rows = await Promise.all(ids.slice(from, from + AT_ONCE).map((id) => show(id, now.info)));
		if (mine !== turn) return;
		const made = rows.map((shown) => row(shown, now.hits));
		if (from) list.append(...made);
		else list.replaceChildren(...made);
		shownCount = from + made.length;
		more.hidden = shownCount >= ids.length;
		more.textContent = `Show ${Math.min(AT_ONCE, ids.length - shownCount)} more`;
		if (from) made[0]?.querySelector('a').focus();
	}

	async function present() {
		const mine = ++turn;
		const ids = sifted();
		const total = ids.length === 1 ? '1 entry' : `${ids.length} entries`;
		told.textContent = !ids.length ? 'Nothing found. The index below leads to everything.'
			: now.whole ? `${total} found` : `No entry has all of these words; ${total} with some of them`;
		await extend(ids, 0, mine);
	}

	function remember() {
		const entries = [['q', box.value.trim()], ...fields.map(({ name, select }) => [name, select.value])];
		const query = new URLSearchParams(entries.filter(([, value]) => value));
		try { history.replaceState(null, '', query.size ? `?${query}` : location.pathname); } catch { /* opened from a file */ }
	}

	async function search() {
		const mine = ++turn;
		const query = box.value.trim();
		remember();
		if (!asked(query).length) {
			now = { places: [] };
			told.textContent = '';
			list.replaceChildren();
			chosen.hidden = more.hidden = true;
			return;
		}
		try {
			const found = await find(query);
			if (mine !== turn) return;
			now = found;
			offer();
			await present();
		} catch {
			told.textContent = 'The search could not be loaded. The index below leads to everything.';
		}
	}

	let timer;
	box.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(search, 150); });
	form.addEventListener('submit', (event) => { event.preventDefault(); clearTimeout(timer); search(); });
	chosen.addEventListener('change', () => { remember(); present(); });
	more.addEventListener('click', () => extend(sifted(), shownCount, turn));
	document.addEventListener('keydown', (event) => {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		const links = [...list.querySelectorAll('h2 a')];
		const at = links.indexOf(document.activeElement);
		if (event.key === 'Escape' && (at >= 0 || document.activeElement === more)) box.focus();
		else if (event.key === 'ArrowDown' && (at >= 0 || document.activeElement === box)) (links[at + 1] ?? (more.hidden ? null : more))?.focus();
		else if (event.key === 'ArrowUp' && at >= 0) (links[at - 1] ?? box).focus();
		else if (event.key === 'ArrowUp' && document.activeElement === more) links.at(-1)?.focus();
		else return;
		event.preventDefault();
	});
	const wanted = new URL(location).searchParams;
	if (wanted.get('q')) {
		box.value = wanted.get('q');
		head().then((info) => {
			for (const { name, select } of fields) if (wanted.get(name)) select.append(new Option('', wanted.get(name), true, true));
			return search();
		}).catch(search);
	} else box.addEventListener('focus', () => { head().catch(() => {}); }, { once: true });
})();
