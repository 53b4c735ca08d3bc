// Chooses among the events of a page, as a reader does, with script and without.
//
// Each answer alone leaves as many events as it says, two together those that bear both, and no month
// keeps its heading without an event. With script, a line counts what is left, and the address brings
// it back. Paper shows all.

/** Checks a page, in a tab with script or without. */
export async function checkChoices(tab, path, script) {
  const { page } = tab;
  await tab.open(path);
  const groups = await page.evaluate(readGroups);
  if (groups.length === 0) return [];
  const faults = [];
  const note = (what, fault) => faults.push(`${what}: ${fault}`);
  const choose = async (answers) => {
    for (const answer of answers) await page.locator(`.choices label.${answer.name}`).click();
  };
  const clear = () => page.locator(".choices [type=reset]").click();

  const all = (await page.evaluate(readEvents)).shown.length;
  const sets = groups.flat().map((answer) => [answer]);
  groups.forEach((group, index) =>
    groups.slice(index + 1).forEach((other) => sets.push(...group.flatMap((one) => other.map((two) => [one, two])))),
  );
  for (const answers of sets) {
    const what = answers.map(({ label }) => label).join(" and ");
    await choose(answers);
    const { shown, hidden, empty, bare, told, search } = await page.evaluate(readEvents);
    const fits = (classes) => answers.every(({ name }) => classes.includes(name));
    if (answers.length === 1 && shown.length !== answers[0].number)
      note(what, `${shown.length} events are shown`);
    if (!shown.every(fits) || hidden.some(fits)) note(what, "other events are shown than fit");
    if (empty > 0) note(what, `${empty} headings stand above no event`);
    if (bare > 0) note(what, `${bare} months have events and no heading`);
    const line = script ? `${shown.length} of ${all} shown` : null;
    if (told !== line) note(what, `the line of numbers says ${told}, not ${line}`);
    if (script) {
      const query = new URLSearchParams(search);
      const wanted = answers.map(({ group, value }) => [group, value]);
      if (wanted.some(([group, value]) => query.get(group) !== value) || query.size !== wanted.length)
        note(what, `the address says ${query}`);
    }
    await clear();
    const after = await page.evaluate(readEvents);
    if (after.shown.length !== all) note(what, "all events are wanted again, and some stay away");
    if (after.search !== "") note(what, "all events are wanted again, and the address keeps the choice");
  }

  const both = [groups[0].at(-1), ...(groups.length > 1 ? [groups.at(-1)[0]] : [])];
  await choose(both);
  const before = await page.evaluate(readEvents);
  await tab.look({ media: "print" });
  const printed = await page.evaluate(readEvents);
  if (printed.shown.length !== all) note("paper", `${printed.shown.length} of ${all} events are printed`);
  await tab.look();
  if (script) {
    // An address that somebody passed on; nothing else remembers the choice.
    await tab.open("404.html");
    await tab.open(`${path}?${new URLSearchParams(both.map(({ group, value }) => [group, value]))}`);
    const again = await page.evaluate(readEvents);
    if (again.shown.join() !== before.shown.join() || again.told !== before.told)
      note("the address", "it does not bring the choice back");
  }
  return [...faults, ...tab.takeFaults()];
}

/** In the page: the answers of each group but the one for all. */
function readGroups() {
  return [...document.querySelectorAll(".choices fieldset")].map((group) =>
    [...group.querySelectorAll("label[class]")].map((label) => ({
      name: label.className,
      label: label.textContent.trim(),
      number: Number(label.textContent.replaceAll(",", "").match(/\d+$/)[0]),
      group: label.querySelector("input").name,
      value: label.querySelector("input").value,
    })),
  );
}

/** In the page: the classes of the events that are shown and hidden, and headings apart from events. */
function readEvents() {
  const isShown = (element) => element.checkVisibility();
  const classes = (event) => [...event.classList, event.id];
  const events = [...document.querySelectorAll(".events .ev")];
  const months = [...document.querySelectorAll(".events .month")].map((month) => [
    isShown(month.querySelector("h2")),
    [...month.querySelectorAll(".ev")].some(isShown),
  ]);
  return {
    shown: events.filter(isShown).map(classes),
    hidden: events.filter((event) => !isShown(event)).map(classes),
    empty: months.filter(([headed, full]) => headed && !full).length,
    bare: months.filter(([headed, full]) => !headed && full).length,
    told: document.querySelector(".choices output")?.textContent ?? null,
    search: location.search,
  };
}
