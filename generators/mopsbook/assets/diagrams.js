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
    svg.querySelectorAll(".mb-node, .mb-mark").forEach((one) => one.classList.toggle("is-on", keys.has(one.dataset.node)));
  }

  function dim(svg) {
    svg.classList.remove("is-lit");
    svg.querySelectorAll(".is-on").forEach((one) => one.classList.remove("is-on"));
  }

  function listen(svg, holder) {
    const over = (event) => {
      const node = event.target.closest && event.target.closest(".mb-node, .mb-mark");
      if (node) light(svg, node);
      else dim(svg);
    };
    svg.addEventListener("pointerover", over);
    // Not on the SVG itself: one that listens for focus becomes a stop of the Tab key in Chromium.
    holder.addEventListener("focusin", over);
    svg.addEventListener("pointerleave", () => dim(svg));
    holder.addEventListener("focusout", () => dim(svg));
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
    listen(copy, pane);
    pane.append(copy);
    let zoom = 1;
    const natural = parseFloat(copy.style.getPropertyValue("--mb-width")) || 800;
    const box = copy.viewBox.baseVal;
    const fit = () => Math.min((pane.clientWidth - 40) / natural, (pane.clientHeight - 100) / (box.height || natural));
    const set = (next) => {
      const middle = [(pane.scrollLeft + pane.clientWidth / 2) / zoom, (pane.scrollTop + pane.clientHeight / 2) / zoom];
      zoom = Math.min(4, Math.max(0.3, next));
      copy.style.setProperty("--mb-zoom", zoom);
      pane.scrollTo(middle[0] * zoom - pane.clientWidth / 2, middle[1] * zoom - pane.clientHeight / 2);
    };
    for (const [words, label, act] of [
      ["Fit", "Fit to the window", () => set(fit())],
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
      if (event.key === "+" || event.key === "=") set(zoom * 1.25);
      if (event.key === "-") set(zoom / 1.25);
      if (event.key === "0") set(fit());
    });
    drag(pane);
    pinch(pane, () => zoom, set);
    // With instant loading the page changes under the dialog: a link in it leads away from it.
    copy.addEventListener("click", (event) => { if (event.target.closest("a")) dialog.close(); });
    dialog.append(bar, pane);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    set(Math.max(1, Math.min(2, fit())));
    pane.scrollTo(0, 0);
  }

  function pinch(pane, now, set) {
    const fingers = new Map();
    let apart = 0;
    let began = 1;
    const reach = () => { const [a, b] = [...fingers.values()]; return Math.hypot(a[0] - b[0], a[1] - b[1]); };
    pane.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "touch") return;
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      if (fingers.size === 2) [apart, began] = [reach(), now()];
    });
    pane.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      if (fingers.size === 2 && apart) set((began * reach()) / apart);
    });
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) pane.addEventListener(name, (event) => fingers.delete(event.pointerId));
  }

  // A picture is full of links, so one can begin to drag on a link as well; then it is not followed.
  function drag(pane) {
    let from = null;
    let moved = false;
    pane.addEventListener("pointerdown", (event) => {
      moved = false;
      if (event.pointerType !== "mouse" || event.button !== 0) return;
      from = [event.clientX, event.clientY, pane.scrollLeft, pane.scrollTop];
    });
    pane.addEventListener("pointermove", (event) => {
      if (!from) return;
      const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
      if (!moved && Math.hypot(dx, dy) < 4) return;
      moved = true;
      pane.classList.add("is-held");
      pane.scrollTo(from[2] - dx, from[3] - dy);
    });
    for (const name of ["pointerup", "pointerleave"]) pane.addEventListener(name, () => { from = null; pane.classList.remove("is-held"); });
    pane.addEventListener("dragstart", (event) => event.preventDefault());
    pane.addEventListener("click", (event) => {
      if (!moved) return;
      moved = false;
      event.preventDefault();
      event.stopPropagation();
    }, true);
  }

  function start() {
    for (const figure of document.querySelectorAll(".mb-picture")) {
      if (figure.dataset.mbDone) continue;
      figure.dataset.mbDone = "1";
      const svgs = [...figure.querySelectorAll(".mb-svg")];
      svgs.forEach((svg) => listen(svg, svg.parentNode));
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
