/* Pictures in the browser: pointing at one thing lights what it is joined with; large pictures open alone and zoom there.
   Everything a picture says stands in its table as well, so nothing here is needed to read it. */
(function () {
  "use strict";

  function light(svg, node) {
    const key = node.dataset.node;
    const edges = [...svg.querySelectorAll(".mb-edge")];
    const on = edges.filter((edge) => edge.dataset.from === key || edge.dataset.to === key || (edge.dataset.via || "").split(" ").includes(key));
    const keys = new Set([key, ...on.flatMap((edge) => [edge.dataset.from, edge.dataset.to])]);
    svg.classList.add("is-lit");
    edges.forEach((edge) => edge.classList.toggle("is-on", on.includes(edge)));
    svg.querySelectorAll(".mb-node").forEach((one) => one.classList.toggle("is-on", keys.has(one.dataset.node)));
  }

  function dim(svg) {
    svg.classList.remove("is-lit");
    svg.querySelectorAll(".is-on").forEach((one) => one.classList.remove("is-on"));
  }

  function listen(svg) {
    const over = (event) => {
      const node = event.target.closest && event.target.closest(".mb-node");
      if (node) light(svg, node);
    };
    svg.addEventListener("pointerover", over);
    svg.addEventListener("focusin", over);
    svg.addEventListener("pointerleave", () => dim(svg));
    svg.addEventListener("focusout", () => dim(svg));
  }

  function openAlone(svg, title) {
    const dialog = document.createElement("dialog");
    dialog.className = "mb-picture-alone mb-picture";
    dialog.setAttribute("aria-label", title);
    const bar = document.createElement("div");
    bar.className = "mb-picture-alone__bar";
    const pane = document.createElement("div");
    pane.className = "mb-picture-alone__pane";
    pane.tabIndex = 0;
    const copy = svg.cloneNode(true);
    for (const one of [copy, ...copy.querySelectorAll("[id]")]) if (one.id) one.id = "alone-" + one.id;
    copy.setAttribute("aria-labelledby", (copy.getAttribute("aria-labelledby") || "").split(" ").map((id) => "alone-" + id).join(" "));
    listen(copy);
    pane.append(copy);
    let zoom = 1;
    const natural = parseFloat(copy.style.getPropertyValue("--mb-width")) || 800;
    const set = (next) => {
      const middle = [(pane.scrollLeft + pane.clientWidth / 2) / zoom, (pane.scrollTop + pane.clientHeight / 2) / zoom];
      zoom = Math.min(4, Math.max(0.3, next));
      copy.style.setProperty("--mb-zoom", zoom);
      pane.scrollTo(middle[0] * zoom - pane.clientWidth / 2, middle[1] * zoom - pane.clientHeight / 2);
    };
    for (const [words, label, act] of [
      ["−", "Smaller", () => set(zoom / 1.25)],
      ["+", "Larger", () => set(zoom * 1.25)],
      ["Close", "Close the picture", () => dialog.close()],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.setAttribute("aria-label", label);
      button.addEventListener("click", act);
      bar.append(button);
    }
    pane.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      set(zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
    }, { passive: false });
    pane.addEventListener("keydown", (event) => {
      if (event.key === "+") set(zoom * 1.25);
      if (event.key === "-") set(zoom / 1.25);
    });
    drag(pane);
    dialog.append(bar, pane);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    set(Math.max(1, Math.min(2, (pane.clientWidth - 40) / natural)));
  }

  function drag(pane) {
    let from = null;
    pane.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest("a")) return;
      from = [event.clientX + pane.scrollLeft, event.clientY + pane.scrollTop];
      pane.classList.add("is-held");
    });
    pane.addEventListener("pointermove", (event) => {
      if (from) pane.scrollTo(from[0] - event.clientX, from[1] - event.clientY);
    });
    for (const name of ["pointerup", "pointerleave"]) pane.addEventListener(name, () => { from = null; pane.classList.remove("is-held"); });
  }

  function start() {
    for (const figure of document.querySelectorAll(".mb-picture")) {
      if (figure.dataset.mbDone) continue;
      figure.dataset.mbDone = "1";
      const svgs = [...figure.querySelectorAll(".mb-svg")];
      svgs.forEach(listen);
      if (!svgs.length || !svgs.some((svg) => parseFloat(svg.style.getPropertyValue("--mb-width")) > 760)) continue;
      const tools = document.createElement("div");
      tools.className = "mb-picture__tools";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Open alone";
      button.addEventListener("click", () => {
        const shown = svgs.find((svg) => svg.getClientRects().length) || svgs[0];
        const title = shown.querySelector("title");
        openAlone(shown, title ? title.textContent : "");
      });
      tools.append(button);
      figure.prepend(tools);
    }
  }

  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
