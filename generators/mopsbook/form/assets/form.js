/* The form: what the checks say while somebody types, and what is written when it is saved.
   What is typed stays in the page; the server is asked what it would do, and writes only when it is saved. */
import { find, startItems } from "/assets/items.js";

const PAUSE = 500;
const LEVELS = { error: "Must be mended", warning: "Should be mended", info: "Worth knowing" };

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/* Names stand between backticks in sentences of the checks. */
function sentence(name, text, className) {
  const made = element(name, "", className);
  text.split("`").forEach((part, index) => made.append(index % 2 ? element("code", part) : part));
  return made;
}

function startForm(form) {
  const secret = document.querySelector("meta[name=form-secret]");
  const status = find("[data-status]");
  const save = find("[data-save]");
  const all = find("[data-all]");
  let isDirty = false;
  let isSaving = false;
  let waiting = 0;
  let asked = null;

  const message = (text, isBad = false) => {
    status.textContent = text;
    status.classList.toggle("bad", isBad);
  };

  async function ask(what, signal) {
    const path = [what, form.dataset.kind, form.dataset.id].filter(Boolean).map(encodeURIComponent).join("/");
    const response = await fetch(`/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", [secret.dataset.header]: secret.content },
      body: JSON.stringify({ version: form.dataset.version, fields: [...new FormData(form)] }),
      signal,
    });
    const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
    const answer = isJson ? await response.json() : {};
    if (!response.ok) throw new Error(answer.refusal || "The form was closed in the terminal. Start it again with mopsbook edit.");
    return answer;
  }

  /* Where a name has no place of its own, it is said at what is around it. */
  function placeOf(name) {
    for (let at = name; at; at = at.slice(0, Math.max(at.lastIndexOf("/"), 0))) {
      const place = find(`[data-said="${CSS.escape(at)}"]`);
      if (place) return place;
    }
    return null;
  }

  /* The input itself; of a list with folded items the first of them. */
  function inputAt(place) {
    const around = place.closest("[data-item], [data-control]");
    const found = [...around.querySelectorAll("[data-input], summary, [data-add]")];
    return found.find((each) => each.checkVisibility()) || around;
  }

  function go(place) {
    for (let at = place; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    const input = inputAt(place);
    input.scrollIntoView({ block: "center" });
    input.focus({ preventScroll: true });
  }

  function clearRemarks() {
    for (const place of document.querySelectorAll("[data-said]")) place.replaceChildren();
    for (const input of document.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    for (const badge of document.querySelectorAll("[data-badge]")) badge.textContent = "";
  }

  function sayAt(place, severity, text, hint) {
    const line = element("p", "", `remark remark--${severity}`);
    line.append(sentence("strong", text), sentence("span", hint, "hint"));
    place.append(line);
    if (severity === "error") find(":scope > [data-input]", place.parentElement)?.setAttribute("aria-invalid", "true");
    if (severity === "info") return;
    for (let at = place.parentElement; at; at = at.parentElement) {
      const badge = at.matches("[data-item]") && find(":scope > details > summary > [data-badge]", at);
      if (badge) badge.textContent = "to mend";
    }
  }

  function showRemarks(answer) {
    const list = element("ul", "", "remarks");
    const add = (severity, text, hint, place) => {
      const line = element("li", "", `remark remark--${severity}`);
      const words = sentence(place ? "button" : "strong", text, place ? "link" : "");
      if (place) {
        words.type = "button";
        words.addEventListener("click", () => go(place));
      }
      line.append(element("span", LEVELS[severity], "level"), words, sentence("span", hint ? ` ${hint}` : ""));
      list.append(line);
    };
    clearRemarks();
    for (const [name, text] of Object.entries(answer.refused)) {
      const place = placeOf(name);
      if (place) sayAt(place, "error", text, "");
      add("error", text, "", place);
    }
    for (const remark of answer.remarks) {
      const places = remark.names.map(placeOf).filter(Boolean);
      const isOfMany = new Set(places).size > 1;
      for (const place of new Set(places)) {
        /* Its help stands above it already. */
        const help = document.getElementById(`h-${place.dataset.said}`)?.textContent.trim() || "";
        const isSaid = isOfMany || (help && remark.hint.startsWith(help.slice(0, 20)));
        sayAt(place, remark.severity, isOfMany ? "This is missing." : remark.short, isSaid ? "" : remark.hint);
      }
      add(remark.severity, remark.message, places.length ? "" : remark.hint, places[0]);
    }
    for (const remark of answer.elsewhere) add(remark.severity, `Elsewhere, in ${remark.place}: ${remark.message}`, remark.hint, null);
    find("[data-findings]").replaceChildren(list.children.length ? list : element("p", "Nothing is wrong.", "good"));
  }

  function showDiff(target, lines) {
    target.replaceChildren(...lines.map((line) => {
      const kind = { "+": "new", "-": "gone", "@": "where" }[line[0]] || "same";
      return element("span", `${line.startsWith("@@") ? "…" : line}\n`, `line line--${kind}`);
    }));
  }

  function show(answer) {
    showRemarks(answer);
    showDiff(find("[data-diff]"), answer.diff);
    const changed = answer.diff.filter((line) => line[0] === "+" || line[0] === "-").length;
    find("[data-diff-count]").textContent = changed ? `${changed} lines` : "nothing yet";
    find("[data-conflict]").hidden = !answer.stale;
    if (answer.stale) {
      showDiff(find("[data-theirs]"), answer.theirs);
      showDiff(find("[data-mine]"), answer.diff);
    }
  }

  async function tryOut() {
    if (asked) asked.abort();
    const mine = (asked = new AbortController());
    try {
      const answer = await ask("try", mine.signal);
      if (mine.signal.aborted || isSaving) return;
      show(answer);
      const faults = answer.remarks.filter((remark) => remark.severity !== "info").length + Object.keys(answer.refused).length;
      message(`${isDirty ? "Not saved yet." : ""}${isDirty && faults ? ` ${faults} to mend.` : ""}`);
    } catch (error) {
      if (error.name !== "AbortError") message(error instanceof TypeError ? "The form was closed in the terminal. Start it again with mopsbook edit; do not close this window before you have copied what you typed." : error.message, true);
    }
  }

  function touch() {
    isDirty = true;
    message("Not saved yet.");
    clearTimeout(waiting);
    waiting = setTimeout(tryOut, PAUSE);
  }

  async function saveNow() {
    if (isSaving) return;
    isSaving = true;
    save.disabled = true;
    clearTimeout(waiting);
    if (asked) asked.abort();
    message("Saving…");
    const focused = document.activeElement;
    const answered = ask("save");
    /* What is sent was taken from the fields with that. What was typed from here on would be lost when the page comes anew. */
    all.disabled = true;
    try {
      const answer = await answered;
      if (answer.saved) {
        isDirty = false;
        const folds = [...document.querySelectorAll("details")].map((each) => each.open);
        sessionStorage.setItem("saved", JSON.stringify(form.dataset.id ? folds : []));
        if (form.dataset.id) location.reload();
        else location.assign(`/edit/${encodeURIComponent(form.dataset.kind)}/${encodeURIComponent(answer.saved)}`);
        return;
      }
      all.disabled = false;
      focused.focus({ preventScroll: true });
      show(answer);
      message(answer.stale ? "Not saved: the file was changed meanwhile." : "Not saved: see what is marked.", true);
      const place = Object.keys(answer.refused).map(placeOf).find(Boolean);
      if (answer.stale) find("[data-conflict]").focus();
      else if (place) go(place);
    } catch (error) {
      all.disabled = false;
      focused.focus({ preventScroll: true });
      message(`Not saved. ${error instanceof TypeError ? "The form was closed in the terminal." : error.message}`, true);
    }
    isSaving = false;
    save.disabled = false;
  }

  startItems(form, touch, message);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saveNow();
  });
  /* Enter in a line of text would save; here it does nothing, as in a cell of a table. */
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      saveNow();
    }
  });
  addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });

  /* From here on somebody listens. Sent before, the form would have gone the browser's own way. */
  all.disabled = false;
  save.disabled = false;

  const folds = JSON.parse(sessionStorage.getItem("saved") || "null");
  if (folds) {
    sessionStorage.removeItem("saved");
    /* What was unfolded before it was saved is so again. */
    const all = [...document.querySelectorAll("details")];
    if (all.length === folds.length) all.forEach((each, index) => (each.open = folds[index]));
    tryOut().then(() => message("Saved."));
  } else if (form.dataset.id) {
    tryOut();
  }
}

startForm(document.getElementById("form"));
