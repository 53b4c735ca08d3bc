// Extras only: every page is complete without this file.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  // Marks the section in view in the contents list or the rail of the year.
  const links = new Map(all('.toc a, .rail .months a').map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  if (links.size && 'IntersectionObserver' in window) {
    const seen = new Set();
    const watch = new IntersectionObserver((changes) => {
      changes.forEach((change) => seen[change.isIntersecting ? 'add' : 'delete'](change.target.id));
      const first = [...links.keys()].find((id) => seen.has(id));
      if (!first) return;
      links.forEach((link, id) => id === first ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current'));
    }, { rootMargin: '-10% 0px -70%' });
    links.forEach((_, id) => { const section = document.getElementById(id); if (section) watch.observe(section); });
  }

  // Keeps what is chosen in the address, so that it can be passed on, and says how many events that leaves.
  const form = document.querySelector('.choices');
  if (form) {
    const groups = [...new Set(all('.choices input').map((radio) => radio.name))].map((name) => [name, form.elements[name]]);
    const events = all('.events .ev');
    const told = document.createElement('output');
    form.append(told);
    const tell = () => {
      const classes = all('.choices label[class] > :checked').map((radio) => radio.parentNode.className);
      const shown = events.filter((event) => classes.every((name) => event.classList.contains(name)));
      told.textContent = `${shown.length} of ${events.length} shown`;
    };
    const change = () => {
      tell();
      const address = new URL(location);
      groups.forEach(([name, group]) => group.value ? address.searchParams.set(name, group.value) : address.searchParams.delete(name));
      try { history.replaceState(null, '', address); } catch { /* opened from a file */ }
    };
    form.addEventListener('change', change);
    form.addEventListener('reset', (event) => {
      event.preventDefault();
      groups.forEach(([, group]) => { group[0].checked = true; });
      change();
      // The button goes with the choice.
      groups[0][1][0].focus();
    });
    const wanted = new URL(location).searchParams;
    groups.forEach(([name, group]) => { if (wanted.has(name)) group.value = wanted.get(name); });
    if (groups.some(([, group]) => group.value)) tell();
  }

  // Puts a copy button under the citation.
  const text = document.getElementById('cite-text');
  if (text && navigator.clipboard) {
    const button = document.createElement('button');
    button.className = 'btn';
    button.type = 'button';
    button.textContent = 'Copy citation';
    button.addEventListener('click', async () => {
      try { await navigator.clipboard.writeText(text.textContent); } catch { return; }
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy citation'; }, 2000);
    });
    text.after(button);
  }

  // What readers set for themselves stands at the foot of the page, and is remembered where the browser allows it.
  const kept = {
    read: (name) => { try { return localStorage[`briefbook-${name}`] ?? ''; } catch { return ''; } },
    write: (name, value) => {
      try { value ? localStorage[`briefbook-${name}`] = value : delete localStorage[`briefbook-${name}`]; } catch { /* for this page only */ }
    },
  };
  const foot = document.querySelector('.foot .wrap > div');
  const own = document.createElement('div');
  own.className = 'set';
  own.innerHTML = `<p><label>Colours <select class="btn"><option value="">As the system has them<option value="light">Light<option value="dark">Dark</select></label></p>
    <details><summary>Keys</summary><p><kbd>/</kbd> search, <kbd>j</kbd> next and <kbd>k</kbd> previous brief or entry, <kbd>?</kbd> these lines. They rest while you type.</p>
    <p><label><input type="checkbox"> Use these keys</label></p></details>`;
  foot?.append(own);
  const [colours, keys, use] = ['select', 'details', 'input'].map((name) => own.querySelector(name));
  const paint = (theme) => {
    colours.value = theme;
    theme ? document.documentElement.dataset.theme = theme : delete document.documentElement.dataset.theme;
    // The bar of a telephone's browser follows what is drawn.
    all('meta[name=theme-color]').forEach((meta) => {
      meta.dataset.media ??= meta.media;
      meta.media = theme ? meta.dataset.media.includes(theme) ? 'all' : 'not all' : meta.dataset.media;
    });
  };
  const recall = () => { paint(kept.read('theme')); use.checked = kept.read('keys') !== 'off'; };
  recall();
  colours.addEventListener('change', () => { kept.write('theme', colours.value); paint(colours.value); });
  use.addEventListener('change', () => kept.write('keys', use.checked ? '' : 'off'));
  addEventListener('storage', recall);
  addEventListener('pageshow', (event) => { if (event.persisted) recall(); });

  // Keys: to the search, from one brief or entry to the next, and to the lines that tell of them.
  let before = null;
  const toEntry = (step) => {
    const brief = document.querySelector('.brief .pager');
    if (brief) return brief.querySelector(`[rel=${step > 0 ? 'next' : 'prev'}]`)?.click();
    const entries = all('main :is(.ev h3, .dated :is(h3, h4), .lead h2, .works .head, .plain .head) > a').filter((link) => link.checkVisibility());
    const here = entries.indexOf(document.activeElement);
    const seen = (link) => link.getBoundingClientRect().top > (step > 0 ? 0 : innerHeight);
    const next = here < 0 ? entries.findIndex(seen) + (step > 0 ? 0 : -1) : here + step;
    (entries[next] ?? (here < 0 ? entries.at(step > 0 ? 0 : -1) : null))?.focus();
  };
  const acts = {
    '/': () => {
      const box = document.querySelector('input[type=search]');
      box ? box.focus() : document.querySelector('a[href$="search.html"]')?.click();
    },
    j: () => toEntry(1),
    k: () => toEntry(-1),
    '?': () => {
      keys.open = !keys.open;
      if (keys.open) {
        before = [document.activeElement, scrollY];
        keys.firstChild.focus();
      } else if (before) {
        keys.firstChild.blur();
        before[0].focus({ preventScroll: true });
        scrollTo(0, before[1]);
      }
    },
  };
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]');
    const other = event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented;
    if (typing || other || !use.checked || !Object.hasOwn(acts, event.key)) return;
    event.preventDefault();
    acts[event.key]();
  });
})();
