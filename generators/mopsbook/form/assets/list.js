/* The list of documents: a search that hides what does not fit. Nothing is asked of the server. */
"use strict";

function startSearch(input) {
  const status = document.querySelector("[data-search-count]");
  const search = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const section of document.querySelectorAll("[data-kind]")) {
      let shown = 0;
      for (const line of section.querySelectorAll("[data-words]")) {
        const text = line.dataset.words.toLowerCase();
        line.hidden = !words.every((word) => text.includes(word));
        shown += line.hidden ? 0 : 1;
      }
      section.hidden = shown === 0 && words.length > 0;
      count += shown;
    }
    status.textContent = words.length ? `${count} found` : "";
  };
  input.addEventListener("input", search);
  /* Somebody may have typed before this was here. */
  if (input.value) search();
}

startSearch(document.querySelector("[data-search]"));
