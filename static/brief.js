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

  // Keeps the chosen filter in the address, so that it can be passed on.
  const radios = all('.chips input');
  const wanted = document.getElementById('f-' + new URL(location).searchParams.get('show'));
  if (wanted && radios.includes(wanted)) wanted.checked = true;
  radios.forEach((radio) => radio.addEventListener('change', () => {
    const address = new URL(location);
    address.searchParams.set('show', radio.id.slice(2));
    try { history.replaceState(null, '', address); } catch { /* opened from a file */ }
  }));

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
})();
