/* New since your last visit. What the reader has seen is kept in this browser alone; the only thing asked for is stamps.json
   (pages/stamps.py), which lies beside this file. Without storage, or where that file cannot be read, nothing is shown. */
(function () {
  "use strict";

  // A visit ends when no page was opened for so long: lunch and a long meeting belong to it, the next morning does not.
  const AWAY = 6 * 36e5;
  const MOST = 12;
  const MOST_KINDS = 3;
  const LETTERS = 6;

  const SCRIPT = document.querySelector('script[src*="assets/mopsbook/visit.js"]');
  if (!SCRIPT) return;
  const HERE = new URL(".", SCRIPT.src);
  const SITE = new URL("../../", HERE);
  // One host may serve several books.
  const KEY = "mopsbook:visit:" + SITE.pathname;

  function usable() {
    try {
      localStorage.setItem(KEY + ":try", "");
      localStorage.removeItem(KEY + ":try");
      return true;
    } catch (error) {
      return false;
    }
  }

  /* What is remembered: `before`, when the last visit ended (0 in the first); `seen`, the stamps of what was there then or was
     opened since; `latest`, those of what is there now; `fresh`, what is new: address, title, folder, kind, stamp. */
  function recall() {
    try {
      const state = JSON.parse(localStorage.getItem(KEY));
      const sound = state && typeof state.seen === "string" && typeof state.latest === "string"
        && !Number.isNaN(new Date(state.before).getTime()) && Array.isArray(state.fresh)
        && state.fresh.every((one) => one && ["address", "title", "folder", "kind", "stamp"].every((name) => typeof one[name] === "string"));
      return [sound ? state : null, Number(localStorage.getItem(KEY + ":last")) || 0];
    } catch (error) {
      return [null, 0];
    }
  }

  function remember(state) {
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
      localStorage.setItem(KEY + ":last", String(Date.now()));
      return true;
    } catch (error) {
      return false;
    }
  }

  function listed(known) {
    return Object.entries(known).flatMap(([folder, [, , kind, stamps]]) =>
      Object.entries(stamps).map(([name, [stamp, title]]) => ({ address: folder + "/" + name + "/", title, folder, kind, stamp })));
  }

  function cut(stamps) {
    return new Set(stamps.match(new RegExp(".{" + LETTERS + "}", "g")) || []);
  }

  /* Bring what is remembered up to what the site says now; `begins` says that this is another visit. */
  function renew(state, last, begins, known) {
    const all = listed(known);
    const latest = all.map((one) => one.stamp).join("");
    if (!state) return { before: 0, seen: latest, latest, fresh: [] };
    const before = begins ? last : state.before;
    const seen = begins ? state.latest : state.seen;
    const had = cut(seen);
    return { before, seen, latest, fresh: before ? all.filter((one) => !had.has(one.stamp)) : [] };
  }

  function see(state, some) {
    const had = cut(state.seen);
    const more = new Set(some.map((one) => one.stamp).filter((stamp) => !had.has(stamp)));
    return { ...state, seen: state.seen + [...more].join(""), fresh: state.fresh.filter((one) => !some.includes(one)) };
  }

  function path(address) {
    try { return decodeURI(address).slice(decodeURI(SITE.pathname).length); } catch (error) { return ""; }
  }

  function dot(words) {
    const sign = document.createElement("span");
    sign.className = "mb-new";
    sign.setAttribute("role", "img");
    sign.setAttribute("aria-label", words);
    sign.title = words;
    return sign;
  }

  function mark(fresh) {
    document.querySelectorAll(".mb-new").forEach((sign) => sign.remove());
    if (!fresh.length) return;
    const counts = new Map();
    for (const one of fresh) {
      counts.set(one.address, 0);
      counts.set(one.folder + "/", (counts.get(one.folder + "/") || 0) + 1);
    }
    for (const link of document.querySelectorAll("article :not(.mb-visit li) > a.mb-ref, a.md-nav__link, a.md-tabs__link")) {
      const number = counts.get(path(link.pathname));
      const menu = !link.closest("article");
      // The table of contents looks like a menu.
      if (number === undefined || (menu && link.hash)) continue;
      if (number === 0) link.append(dot("new since your last visit"));
      else if (menu) (link.querySelector(".md-ellipsis") || link).append(dot(number + " new since your last visit"));
    }
  }

  function chip(one) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.className = "mb-ref mb-kind-" + one.kind;
    link.href = new URL(one.address.split("/").map(encodeURIComponent).join("/"), SITE).href;
    link.textContent = one.title;
    item.append(link);
    return item;
  }

  function list(some) {
    const found = document.createElement("ul");
    found.className = "mb-inline";
    found.append(...some.map(chip));
    return found;
  }

  function count(fresh, known) {
    const folders = [...new Set(fresh.map((one) => one.folder))];
    // A list of all kinds is no summary; what is new stands below by name.
    if (folders.length > MOST_KINDS) return fresh.length + " pages";
    return folders.map((folder) => {
      const number = fresh.filter((one) => one.folder === folder).length;
      return number + " " + known[folder][number === 1 ? 0 : 1];
    }).join(", ");
  }

  function say(time) {
    const day = new Date(time);
    const year = day.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
    return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", ...year }).format(day);
  }

  /* Home lists what is new, by name. */
  function tell(state, known) {
    document.querySelectorAll(".mb-visit").forEach((section) => section.remove());
    const hero = document.querySelector(".mb-home > .mb-hero");
    if (!hero || !state.fresh.length) return;
    const section = document.createElement("section");
    section.className = "mb-visit";
    section.setAttribute("aria-labelledby", "new");
    const head = document.createElement("h2");
    head.id = "new";
    head.textContent = "New since your last visit (" + say(state.before) + "): " + count(state.fresh, known);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Mark all as seen";
    button.addEventListener("click", () => {
      const [now] = recall();
      if (now) remember(see(now, now.fresh));
      mark([]);
      const done = document.createElement("p");
      done.textContent = "Everything is marked as seen.";
      done.tabIndex = -1;
      section.replaceChildren(done);
      done.focus();
    });
    section.append(head, list(state.fresh.slice(0, MOST)));
    if (state.fresh.length > MOST) {
      const more = document.createElement("details");
      more.className = "mb-more";
      const summary = document.createElement("summary");
      summary.textContent = state.fresh.length - MOST + " more";
      more.append(summary, list(state.fresh.slice(MOST)));
      section.append(more);
    }
    section.append(button);
    hero.after(section);
  }

  async function start() {
    if (!usable()) return;
    let [state, last] = recall();
    const begins = !state || Date.now() - last > AWAY;
    const home = document.querySelector(".mb-home");
    let known = {};
    if (begins || home) {
      // A list from the cache of the browser would hide what came since.
      try { known = await (await fetch(new URL("stamps.json", HERE), { cache: "no-cache" })).json(); } catch (error) { return; }
      // What another tab has found out in the meantime counts as well.
      const [now, since] = recall();
      state = renew(now, since, !now || Date.now() - since > AWAY, known);
    }
    const here = path(location.pathname);
    state = see(state, state.fresh.filter((one) => one.address === here));
    if (!remember(state)) return;
    if (home) tell(state, known);
    mark(state.fresh);
  }

  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  // Who comes back to a tab that stayed open begins a visit there; who goes back a page finds it as it was left.
  document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - recall()[1] > AWAY) start(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) start(); });
})();
