/* Items of lists: they come, go and move; references show the title of what they lead to. */

export const find = (selector, inside = document) => inside.querySelector(selector);

/* Names come from schemas, and a team may call a field anything. */
function escape(text) {
  const holder = document.createElement("i");
  holder.textContent = text;
  return holder.innerHTML.replaceAll('"', "&quot;");
}

/* `touch` is called after each change, `message` says something to the reader. */
export function startItems(form, touch, message) {
  const titles = new Map();
  let added = 0;

  for (const list of document.querySelectorAll("datalist")) {
    titles.set(list.id, new Map([...list.options].map((option) => [option.value, option.textContent])));
  }

  function number(list) {
    [...list.children].forEach((item, index) => {
      const place = find(":scope > details > summary > [data-number]", item);
      if (place) place.textContent = `${index + 1}.`;
      const open = ":scope > .tools, :scope > details > fieldset > .tools";
      const tools = find(open, item);
      find("[data-up]", tools).disabled = index === 0;
      find("[data-down]", tools).disabled = index === list.children.length - 1;
    });
  }

  function addItem(many) {
    const template = find(`template[data-blank="${CSS.escape(many.dataset.many)}"]`);
    const list = find(":scope > [data-items]", many);
    added += 1;
    /* Of our own making: what a document says is in no template. */
    const holder = document.createElement("template");
    const name = escape(many.dataset.control);
    holder.innerHTML = template.innerHTML.replaceAll("__list__", () => name).replaceAll("__new__", `n${added}`);
    const item = holder.content.firstElementChild;
    list.append(item);
    prepare(item);
    number(list);
    touch();
    return item;
  }

  function move(item, step) {
    const list = item.parentElement;
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    list.insertBefore(step < 0 ? item : other, step < 0 ? other : item);
    number(list);
    touch();
  }

  function removeItem(item) {
    const list = item.parentElement;
    const next = item.nextElementSibling || item.previousElementSibling;
    item.remove();
    number(list);
    touch();
    (next ? find("summary, [data-input]", next) : find(":scope > [data-add]", list.parentElement)).focus();
    message("Removed; it stays in the file until you save.");
  }

  function answerWhy(button) {
    const many = find(`[data-control="${button.dataset.answer}"]`);
    for (let at = many; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    const path = button.dataset.path;
    const there = [...many.querySelectorAll("[data-key]")].find((input) => input.value.trim() === path);
    const item = there ? there.closest("[data-item]") : addItem(many);
    const key = find("[data-key]", item);
    key.value = path;
    find("details", item).open = true;
    const next = [...item.querySelectorAll("[data-input]")].find((input) => input !== key);
    next.scrollIntoView({ block: "center" });
    next.focus({ preventScroll: true });
    touch();
  }

  function showTitle(input) {
    const place = input.nextElementSibling;
    const known = titles.get(input.getAttribute("list"));
    if (place && known) place.textContent = known.get(input.value.trim()) || "";
  }

  function prepare(inside) {
    for (const list of inside.querySelectorAll("[data-items]")) number(list);
    for (const input of inside.querySelectorAll("[data-reference]")) showTitle(input);
  }

  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-reference]")) showTitle(event.target);
    touch();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const item = button.closest("[data-item]");
    if (button.matches("[data-add]")) find("[data-input]", addItem(button.closest("[data-many]"))).focus();
    else if (button.matches("[data-answer]")) answerWhy(button);
    else if (button.matches("[data-remove]")) removeItem(item);
    else if (button.matches("[data-up], [data-down]")) {
      move(item, button.matches("[data-up]") ? -1 : 1);
      if (button.disabled) find("[data-up]:enabled, [data-down]:enabled", button.parentElement)?.focus();
      else button.focus();
    }
  });

  prepare(form);
}
