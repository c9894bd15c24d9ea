/* The log of the book: filtered by words, kind, team, class and time, with the choice in the address. What stands on the page is
   shown and hidden; what is older comes from the index of the log (log-index.js), which is read once somebody asks. That is a
   script and no data, so that it can be read from a disk, too. */
(function () {
  "use strict";

  const SCRIPT = document.currentScript || document.querySelector('script[src*="assets/mopsbook/log.js"]');
  const CLASSES = ["breaking", "needs-action", "informative"];
  const LABELS = ["Breaking", "Needs action", ""];
  const NAMES = ["find", "kind", "team", "class", "time", "of"];
  const AT_ONCE = 50;
  const [ANCHOR, DAY, PAGE, TITLE, PERSON, CLASS, WORDS, DONE, OTHERS] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  let index = null;

  function load() {
    index = index || new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL("log-index.js", SCRIPT.src).href;
      script.onload = () => (window.mopsbookLog ? done(window.mopsbookLog) : failed());
      // Who asks again later may have a better line.
      script.onerror = () => { index = null; failed(); };
      document.head.append(script);
    });
    return index;
  }

  function make(tag, className, ...inside) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...inside);
    return element;
  }

  /* The days of a choice of time: a number of days until today, a year, a month, or a part of an ISO date in general. */
  function daysOf(time) {
    if (!/^\d{1,3}$/.test(time)) return (day) => day.startsWith(time);
    const first = new Date(Date.now() - time * 864e5);
    const from = [first.getFullYear(), first.getMonth() + 1, first.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    return (day) => day > from;
  }

  function fitting(log, chosen) {
    const kind = log.kinds.indexOf(chosen.kind);
    // What belongs to no team says -1 of it; a team that nobody knows is none of these.
    const team = log.teams.includes(chosen.team) ? log.teams.indexOf(chosen.team) : null;
    const level = CLASSES.indexOf(chosen.class);
    const words = chosen.find.toLowerCase().split(/\s+/).filter(Boolean);
    const inTime = chosen.time ? daysOf(chosen.time) : () => true;
    const [ofKind, ofId] = chosen.of.split(/\/(.*)/s);
    const fits = log.things.map(([title, id, thingKind, thingTeam]) =>
      (!chosen.kind || thingKind === kind) && (!chosen.team || thingTeam === team) && (!chosen.of || (id === ofId && log.kinds[thingKind] === ofKind)));
    const anything = !chosen.kind && !chosen.team && !chosen.of;

    function does(entry) {
      if (anything) return !chosen.class || entry[CLASS] === level;
      for (let at = 0; at < entry[DONE].length; at += 2) {
        if (fits[entry[DONE][at]] && (!chosen.class || entry[DONE][at + 1] === level)) return true;
      }
      return false;
    }

    function says(entry) {
      const titles = [];
      for (let at = 0; at < entry[DONE].length; at += 2) titles.push(log.things[entry[DONE][at]].slice(0, 2).join(" "));
      const text = [entry[TITLE], log.people[entry[PERSON]], entry[WORDS], ...titles].join(" ").toLowerCase();
      return words.every((word) => text.includes(word));
    }

    const entries = log.entries.filter((entry) => inTime(entry[DAY]) && does(entry) && (!words.length || says(entry)));
    return { entries, fits };
  }

  /* An older entry in a line; of the things it did something to, those that fit are named first. */
  function line(log, entry, fits) {
    const link = make("a", "", entry[TITLE]);
    link.href = new URL("../../" + log.pages[entry[PAGE]] + "/#" + encodeURIComponent(entry[ANCHOR]), SCRIPT.src).href;
    const things = entry[DONE].filter((_, at) => at % 2 === 0);
    const titles = [...things.filter((thing) => fits[thing]), ...things.filter((thing) => !fits[thing])].map((thing) => log.things[thing][0]);
    const more = titles.length > 3 ? " and " + (titles.length - 3) + " more" : "";
    const when = new Date(entry[DAY] + "T12:00:00").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    const said = [when, log.people[entry[PERSON]], titles.slice(0, 3).join(", ") + more].filter(Boolean).join(", ");
    const item = make("li", "", link, " ");
    if (LABELS[entry[CLASS]]) item.append(make("span", "mb-class mb-class--" + CLASSES[entry[CLASS]], LABELS[entry[CLASS]]), " ");
    item.append(make("span", "mb-count", said));
    return item;
  }

  function start() {
    const bar = document.querySelector("[data-mb-log]");
    if (!bar || bar.dataset.mbDone) return;
    bar.dataset.mbDone = "1";
    bar.hidden = false;
    const fields = [...bar.querySelectorAll("[data-mb-chosen]")];
    const count = bar.querySelector("[data-mb-count]");
    const only = button("Everything", () => choose({ of: "" }, true));
    const clear = button("Clear the filter", reset);
    only.hidden = clear.hidden = true;
    count.before(only, clear);
    const entries = new Map([...document.querySelectorAll("[data-mb-entry]")].map((element) => [element.id, element]));
    const weeks = [...document.querySelectorAll("[data-mb-week]")];
    const months = document.querySelector("[data-mb-months]");
    const older = document.querySelector("[data-mb-older]");
    const nothing = make("p", "mb-nothing");
    nothing.hidden = true;
    bar.after(nothing);
    let chosen = read();
    let asked = 0;

    function read() {
      const state = new URLSearchParams(location.search);
      return Object.fromEntries(NAMES.map((name) => [name, state.get(name) || ""]));
    }

    function put() {
      for (const field of fields) {
        const value = chosen[field.dataset.mbChosen];
        // A month, or a team that is gone: what an address asks for is shown, though it is not offered.
        if (field.options && ![...field.options].some((option) => option.value === value)) field.append(new Option(value, value));
        if (field.value !== value) field.value = value;
      }
    }

    function remember(push) {
      const next = new URLSearchParams(NAMES.filter((name) => chosen[name]).map((name) => [name, chosen[name]]));
      const text = next.toString().replace(/%2F/g, "/");
      const address = location.pathname + (text ? "?" + text : "");
      if (push) history.pushState(null, "", address);
      else history.replaceState(history.state, "", address);
    }

    function choose(change, push) {
      chosen = { ...chosen, ...change };
      remember(push);
      show();
    }

    function show() {
      const now = ++asked;
      const any = NAMES.some((name) => chosen[name]);
      put();
      clear.hidden = !any;
      if (!any) return reveal(null);
      load().then((log) => { if (now === asked) reveal(fitting(log, chosen), log); }).catch(() => {
        if (now !== asked) return;
        reveal(null);
        count.textContent = "The index of the log cannot be read, so nothing is filtered.";
      });
    }

    /* Show these entries alone, or all there are if none are given. */
    function reveal(found, log) {
      const shown = found && new Set(found.entries.map((entry) => entry[ANCHOR]));
      for (const [id, element] of entries) element.hidden = Boolean(shown) && !shown.has(id);
      for (const week of weeks) {
        week.hidden = Boolean(shown) && !week.querySelector("[data-mb-entry]:not([hidden])");
        // A box of what is routine: what was looked for is not left folded up.
        if (week.tagName === "DETAILS") week.open = Boolean(shown);
      }
      if (months) months.hidden = Boolean(shown);
      if (older) list(found ? found.entries.filter((entry) => !entries.has(entry[ANCHOR])) : [], log, found && found.fits);
      count.textContent = found ? found.entries.length.toLocaleString("en") + " of " + Number(bar.dataset.mbLog).toLocaleString("en") : "";
      nothing.hidden = !found || found.entries.length > 0;
      nothing.textContent = "Nothing in the log fits this filter.";
      const thing = log && chosen.of && log.things.find(([, id, kind]) => log.kinds[kind] + "/" + id === chosen.of);
      only.hidden = !chosen.of;
      only.replaceChildren("Only " + (thing ? thing[0] : chosen.of) + " ", make("span", "", "×"));
      only.setAttribute("aria-label", "Only " + (thing ? thing[0] : chosen.of) + ": show the rest, too");
    }

    function list(found, log, fits) {
      older.hidden = !found.length;
      older.replaceChildren(older.firstElementChild);
      if (!found.length) return;
      const items = make("ul", "mb-lines");
      older.append(items);
      let at = 0;
      const more = button("", () => add());
      function add() {
        items.append(...found.slice(at, at + AT_ONCE).map((entry) => line(log, entry, fits)));
        at += AT_ONCE;
        more.textContent = "Show more (" + (found.length - at) + ")";
        more.hidden = at >= found.length;
      }
      add();
      older.append(more);
    }

    function button(words, act) {
      const made = make("button", "mb-button", words);
      made.type = "button";
      made.addEventListener("click", act);
      return made;
    }

    function reset() {
      choose(Object.fromEntries(NAMES.map((name) => [name, ""])), true);
      fields[0].focus();
    }

    for (const field of fields) {
      const name = field.dataset.mbChosen;
      // Each choice is a step back; of what is typed the first letter is.
      field.addEventListener(field.options ? "change" : "input", () => choose({ [name]: field.value }, Boolean(field.options) || !chosen[name]));
    }
    window.addEventListener("popstate", () => { chosen = read(); show(); });
    if (NAMES.some((name) => chosen[name])) show();
    follow(entries);
  }

  /* A link to an entry finds it, wherever it has been moved since, and opens it; so does one to a commit that a note explains since,
     and one to a note by the id that it had. */
  function follow(entries) {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { /* It names nothing. */ }
    if (!id.startsWith("e-")) return;
    const here = document.getElementById(id);
    if (here) unfold(here);
    else load().then((log) => {
      const entry = log.entries.find((one) => one[ANCHOR] === id) || log.entries.find((one) => one[OTHERS].includes(id));
      if (!entry) return;
      const now = document.getElementById(entry[ANCHOR]);
      if (now) {
        location.replace("#" + encodeURIComponent(entry[ANCHOR]));
        unfold(now);
      } else if (entry[PAGE] || !entries) {
        // A page of a month may have lost an entry to the page of the log.
        location.replace(line(log, entry, []).querySelector("a").href);
      }
    }).catch(() => { /* The months are there. */ });
  }

  function unfold(element) {
    const around = element.closest("details");
    if (!around) return;
    for (let one = around; one; one = one.parentElement.closest("details")) one.open = true;
    element.scrollIntoView();
  }

  function begin() {
    start();
    if (!document.querySelector("[data-mb-log]")) follow(null);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
