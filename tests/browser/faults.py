"""What may be wrong with a page, as scripts that a browser runs: each returns what it found, in words."""

# Texts whose contrast is too low: what is seen of a text, on the first background behind it that is not transparent.
CONTRAST = """() => {
  const pen = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const known = {};  // there are few colours and many texts, and to look at a pixel takes long
  const rgba = (colour) => known[colour] ??= seenAs(colour);
  const seenAs = (colour) => {
    pen.clearRect(0, 0, 1, 1); pen.fillStyle = "#000"; pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const holds = (box, element) => {
    const [frame, text] = [box, element].map((one) => one.getBoundingClientRect());
    const [x, y] = [text.x + text.width / 2, text.y + text.height / 2];
    return x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom;
  };
  const behind = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      if (e instanceof SVGElement) {
        const box = e.matches("a, g") && e.querySelector(":scope > rect");
        // The name of a bar stands beside it, that of a system on its box.
        if (box && holds(box, element)) layers.push(rgba(getComputedStyle(box).fill));
      } else layers.push(rgba(getComputedStyle(e).backgroundColor));
      if (layers.length && layers.at(-1)[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const found = {};
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement, style = getComputedStyle(element);
    if (!node.data.trim() || !element.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    if (element.closest(".headerlink, title, desc, script, style")) continue;
    let alpha = 1;
    for (let e = element; e; e = e.parentElement) alpha *= parseFloat(getComputedStyle(e).opacity);
    const ink = rgba(element instanceof SVGElement ? style.fill : style.color), paper = behind(element);
    const seen = over([ink[0], ink[1], ink[2], ink[3] * alpha], paper);
    const [dark, bright] = [light(seen), light(paper)].sort((a, b) => a - b);
    const ratio = (bright + .05) / (dark + .05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) {
      const name = element.tagName + "." + (element.getAttribute("class") || element.parentElement.getAttribute("class") || "");
      found[name] ??= `${name}: ${ratio.toFixed(2)} for "${node.data.trim().slice(0, 30)}"`;
    }
  }
  return Object.values(found);
}"""

WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("article *")].filter((e) => e.getBoundingClientRect().right > width + 1)
    .slice(0, 5).map((e) => e.tagName + "." + (e.getAttribute("class") || ""));
}"""

# Rules after https://www.w3.org/TR/WCAG22/ and https://www.w3.org/TR/html-aria/, each as what breaks it.
FAULTS = """() => {
  const article = document.querySelector("article[class^=mb-]");
  const all = (selector) => [...article.querySelectorAll(selector)];
  const tell = (what, elements) => elements.slice(0, 3).map((e) => what + ": " + e.outerHTML.slice(0, 160));
  const said = (e) => (e.getAttribute("aria-label") || e.textContent || "").trim() || (e.labels && [...e.labels].some((l) => l.textContent.trim()));
  const ids = (e, name) => (e.getAttribute(name) || "").split(/\\s+/).filter(Boolean);
  const actions = "a[href], button, input, select, textarea, summary";
  const levels = [...article.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((e) => e.checkVisibility()).map((e) => +e.tagName[1]);
  return [
    ...tell("a head without scope", all("th:not([scope])")),
    ...tell("a table without heads", all("table").filter((e) => !e.closest(".mb-entity p, .mb-steps__how") && !e.querySelector("th"))),
    ...tell("something to press within something to press", all(actions).filter((e) => e.querySelector(actions) && !e.matches("label"))),
    ...tell("nothing says what it does", all("a[href]:not(svg a), button, input, select").filter((e) => e.type !== "hidden" && !said(e))),
    ...tell("help in a title alone", all("[title]:not(a, abbr, svg, svg *, input, button, img)")),
    ...tell("a picture without words", all("img:not([alt]), [role=img]:not([aria-label], [aria-labelledby]), svg:not([aria-hidden], [role=img], [aria-labelledby])")),
    ...tell("refers to nothing", all("[aria-labelledby], [aria-describedby], [aria-controls]").filter((e) =>
      ["aria-labelledby", "aria-describedby", "aria-controls"].some((name) => ids(e, name).some((id) => !document.getElementById(id))))),
    ...tell("jumps the queue of the Tab key", all("[tabindex]").filter((e) => e.tabIndex > 0)),
    ...tell("is reached by Tab and has no role or name", all("[tabindex='0']").filter((e) =>
      !e.matches(actions) && !(e.getAttribute("role") || e.tagName === "PRE" && e.getAttribute("aria-label") || e.matches("pre > code")))),
    ...tell("a group without a name", all("[role=group]:not([aria-label], [aria-labelledby])")),
    ...tell("no item of a list in a list", all("ul > :not(li, script, template), ol > :not(li, script, template)")),
    ...tell("not of a list of facts", all("dl > :not(dt, dd, div)")),
    ...tell("facts without a name", all("dl > div").filter((e) => !e.querySelector(":scope > dt") || !e.querySelector(":scope > dd"))),
    ...tell("a fold without a head", all("details").filter((e) => e.firstElementChild?.tagName !== "SUMMARY" || !said(e.firstElementChild))),
    ...levels.flatMap((level, at) => (at && level > levels[at - 1] + 1 ? [`h${levels[at - 1]} is followed by h${level}`] : [])),
    ...(document.documentElement.lang ? [] : ["no language"]),
    ...(document.title.trim() ? [] : ["no title"]),
  ];
}"""

# Targets of a finger that are lower than 24 pixels and lie nearer than that to another one, but for links within a sentence:
# https://www.w3.org/TR/WCAG22/#target-size-minimum.
TARGETS = """() => {
  const targets = [...document.querySelectorAll("article :is(a[href], button, summary, input, select, label)")]
    .filter((e) => !e.closest("svg") && e.checkVisibility() && e.getClientRects().length);
  const found = {};
  for (const e of targets) {
    const [box] = e.getClientRects();
    const inSentence = [...e.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 3);
    if (box.height >= 24 || inSentence || e.closest(".mb-says, .mb-steps__how")) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const near = targets.find((o) => o !== e && !o.contains(e) && !e.contains(o) && [...o.getClientRects()].some((one) =>
      Math.hypot(Math.max(one.left - x, 0, x - one.right), Math.max(one.top - y, 0, y - one.bottom)) < 12));
    if (near) found[e.className || e.tagName] ??= `${e.textContent.trim().slice(0, 30)}, ${Math.round(box.height)} px, by ${near.textContent.trim().slice(0, 30)}`;
  }
  return Object.values(found);
}"""
