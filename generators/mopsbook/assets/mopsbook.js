/* What the pages do in the browser: distances of dates, filters and sorting of tables with their state in the address,
   ticked checklists that stay ticked. Works with and without Material's instant loading. */
(function () {
  "use strict";

  // From so many days on a distance is said in a unit, and how many days that has.
  const UNITS = [["year", 365, 365], ["month", 30, 365 / 12], ["week", 7, 7], ["day", 1, 1]];

  function distance(iso) {
    const then = Date.parse(iso + "T00:00:00Z");
    const now = new Date();
    const days = Math.round((then - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 864e5);
    if (days === 0) return "today";
    const [unit, , length] = UNITS.find(([, least]) => Math.abs(days) >= least);
    // "Next month" would say which month, and seven weeks from now is the one after that; of days it is true.
    const words = new Intl.RelativeTimeFormat("en", { numeric: unit === "day" ? "auto" : "always" });
    return words.format(Math.round(days / length), unit);
  }

  function addDistances(root) {
    for (const time of root.querySelectorAll(".mb-facts time[datetime], .mb-foot time[datetime], .mb-round time[datetime], .mb-index .mb-table time[datetime]")) {
      if (time.dataset.mbDone) continue;
      time.dataset.mbDone = "1";
      const span = document.createElement("span");
      span.className = "mb-ago";
      span.textContent = " (" + distance(time.getAttribute("datetime")) + ")";
      time.append(span);
    }
  }

  function table(root) {
    const filter = root.querySelector("[data-mb-filter]");
    const table = root.querySelector("[data-mb-table]");
    if (!filter || !table || filter.dataset.mbDone) return;
    filter.dataset.mbDone = "1";
    filter.hidden = false;
    const query = filter.querySelector("[data-mb-query]");
    const facets = [...filter.querySelectorAll("[data-mb-facet]")];
    const heads = [...table.querySelectorAll("th[data-mb-sort]")];
    const rows = [...table.querySelectorAll("tr[data-mb-row]")];
    const bodies = new Map(rows.map((row) => [row, row.parentElement]));
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const state = new URLSearchParams(location.search);
    let sort = { column: -1, down: false };

    // Not "q": Material's own search opens for it.
    query.value = state.get("find") || "";
    facets.forEach((facet) => { facet.value = state.get(facet.dataset.mbFacet) || ""; });
    if (state.has("sort")) {
      const name = state.get("sort");
      sort = { column: heads.findIndex((head) => head.textContent === name.replace(/^-/, "")), down: name.startsWith("-") };
    }

    function value(row, column) {
      const cell = row.children[column];
      return cell ? cell.dataset.sort || cell.textContent.trim() : "";
    }

    function show() {
      const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const fits = words.every((word) => texts.get(row).includes(word)) &&
          facets.every((facet) => !facet.value || (row.dataset[camel(facet.dataset.mbFacet)] || "").split("\n").includes(facet.value));
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      for (const body of new Set(bodies.values())) {
        const left = rows.filter((row) => bodies.get(row) === body && !row.hidden).length;
        const number = body.querySelector(".mb-table__group .mb-count");
        if (number) number.textContent = left;
        body.hidden = !left;
      }
      filter.querySelector("[data-mb-count]").textContent = shown === rows.length ? "" : shown + " of " + rows.length;
      order();
      remember();
    }

    function order() {
      heads.forEach((head, index) => {
        if (index === sort.column) head.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      if (sort.column < 0) return;
      const sorted = [...rows].sort((a, b) =>
        value(a, sort.column).localeCompare(value(b, sort.column), "en", { numeric: true }) * (sort.down ? -1 : 1));
      for (const row of sorted) bodies.get(row).append(row);
    }

    function remember() {
      const next = new URLSearchParams();
      if (query.value) next.set("find", query.value);
      facets.forEach((facet) => { if (facet.value) next.set(facet.dataset.mbFacet, facet.value); });
      if (sort.column >= 0) next.set("sort", (sort.down ? "-" : "") + heads[sort.column].textContent);
      const text = next.toString();
      history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
    }

    query.addEventListener("input", show);
    facets.forEach((facet) => facet.addEventListener("change", show));
    heads.forEach((head, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => { sort = { column: index, down: sort.column === index && !sort.down }; show(); });
      head.append(button);
    });
    if (state.toString()) show();
  }

  /* The glossary by words, which may stand in the term, in another name of it or in what it means; with them in the address. */
  function glossary(root) {
    const filter = root.querySelector("[data-mb-glossary]");
    if (!filter || filter.dataset.mbDone) return;
    filter.dataset.mbDone = "1";
    filter.hidden = false;
    const query = filter.querySelector("[data-mb-query]");
    const nothing = root.querySelector(".mb-nothing");
    const letters = [...root.querySelectorAll("[data-mb-letter]")].map((section) => ({
      section,
      link: root.querySelector('.mb-letters a[href="#' + section.dataset.mbLetter + '"]'),
      terms: [...section.querySelectorAll(".mb-glossary > div")].map((term) => ({ term, text: (term.textContent + " " + (term.dataset.mbAlso || "")).toLowerCase() })),
    }));
    const total = letters.reduce((sum, letter) => sum + letter.terms.length, 0);

    function show() {
      const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { section, link, terms } of letters) {
        let left = 0;
        for (const { term, text } of terms) {
          term.hidden = !words.every((word) => text.includes(word));
          left += term.hidden ? 0 : 1;
        }
        section.hidden = !left;
        shown += left;
        if (!link) continue;
        if (left) link.removeAttribute("aria-disabled"); else link.setAttribute("aria-disabled", "true");
        link.tabIndex = left ? 0 : -1;
      }
      filter.querySelector("[data-mb-count]").textContent = words.length ? shown.toLocaleString("en") + " of " + total.toLocaleString("en") : "";
      nothing.hidden = shown > 0;
    }

    function remember() {
      const next = query.value ? "?" + new URLSearchParams({ find: query.value }) : "";
      history.replaceState(history.state, "", location.pathname + next + location.hash);
    }

    // What an address asks for counts; else what the browser has kept of what was typed here before.
    query.value = new URLSearchParams(location.search).get("find") || query.value;
    query.addEventListener("input", () => { show(); remember(); });
    nothing.querySelector("[data-mb-clear]").addEventListener("click", () => { query.value = ""; show(); remember(); query.focus(); });
    if (query.value) show();
  }

  function camel(name) {
    return name.replace(/[-]([a-z])/g, (_, letter) => letter.toUpperCase());
  }

  function checklist(root) {
    const boxes = [...root.querySelectorAll(".mb-steps input[type=checkbox]")];
    if (!boxes.length) return;
    const key = "mopsbook:" + location.pathname;
    let ticked = [];
    try { ticked = JSON.parse(sessionStorage.getItem(key) || "[]"); } catch (error) { ticked = []; }
    function keep() {
      try { sessionStorage.setItem(key, JSON.stringify(boxes.flatMap((one, at) => (one.checked ? [at] : [])))); } catch (error) { /* private window */ }
    }
    // What was ticked before this was here stays ticked, too.
    const early = boxes.some((box) => box.checked);
    boxes.forEach((box, index) => {
      box.checked = box.checked || ticked.includes(index);
      box.addEventListener("change", keep);
    });
    if (early) keep();
  }

  /* Mark the glossary's words in prose, each where it first occurs on a page. */
  const SCRIPT = document.querySelector('script[src*="assets/mopsbook/mopsbook.js"]');
  let terms = null;

  function markTerms(root) {
    const article = root.querySelector("article.mb-entity");
    if (!SCRIPT || !article) return;
    const base = new URL(".", SCRIPT.src);
    terms = terms || fetch(new URL("terms.json", base)).then((answer) => answer.json()).catch(() => ({}));
    terms.then((known) => {
      const words = Object.keys(known).sort((a, b) => b.length - a.length);
      if (!words.length) return;
      const pattern = new RegExp("(?<![\\w/-])(" + words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") + ")(?![\\w/-])", "g");
      const here = article.querySelector("h1") ? article.querySelector("h1").textContent : "";
      const seen = new Set([here]);
      const texts = [];
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent.closest("p, li, td, dd") && !parent.closest("a, code, pre, h1, h2, h3, svg, label, time, .mb-state, .mb-changes, .mb-crumbs")) texts.push(walker.currentNode);
      }
      for (const text of texts) mark(text, pattern, known, seen, new URL("../../", base));
    });
  }

  function mark(text, pattern, known, seen, site) {
    let rest = text;
    for (const match of [...text.data.matchAll(pattern)]) {
      const [definition, address] = known[match[0]];
      if (seen.has(address)) continue;
      seen.add(address);
      const at = rest.data.indexOf(match[0], 0);
      if (at < 0) continue;
      const word = rest.splitText(at);
      rest = word.splitText(match[0].length);
      const link = document.createElement("a");
      link.className = "mb-term";
      link.href = new URL(address, site).href;
      link.title = definition;
      word.replaceWith(link);
      link.append(word);
    }
  }

  /* The invitation on Home opens Material's search; the cursor follows. */
  function invite(root) {
    const button = root.querySelector(".mb-search");
    const input = document.querySelector(".md-search__input");
    const toggle = document.querySelector("#__search");
    if (!button || !input || button.dataset.mbDone) return;
    button.dataset.mbDone = "1";
    button.addEventListener("click", () => {
      if (toggle && !toggle.checked) toggle.click();
      input.focus();
    });
    // Until somebody listens, a click would be lost.
    button.disabled = false;
  }

  function start() {
    invite(document);
    markTerms(document);
    addDistances(document);
    table(document);
    glossary(document);
    checklist(document);
  }

  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
