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
})();
