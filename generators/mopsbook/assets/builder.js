/* The name builder on the page of a naming convention: a name out of its segments, what is wrong with it, and for tagged links the
   whole address. The rules come with the page (naming/plain.py), and are those of naming/parse.py, line by line. */
(function () {
  "use strict";

  const DIGITS = { YYYY: "[0-9]{4}", YY: "[0-9]{2}", MM: "[0-9]{2}", DD: "[0-9]{2}", Q: "Q[1-4]" };
  const DATE_PARTS = /YYYY|YY|MM|DD|Q|-|[.]/g;
  const LONGEST = 2000;
  const length = (text) => [...text].length;
  const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

  function listed(items) {
    const ticked = items.map((item) => "`" + item + "`");
    if (ticked.length > 12) return ticked.slice(0, 12).join(", ") + " and " + (ticked.length - 12) + " more";
    return ticked.length > 1 ? ticked.slice(0, -1).join(", ") + " and " + ticked[ticked.length - 1] : ticked.join("");
  }

  /* What is wrong with a name: a message with `code` in it, or "". */
  function rules(convention) {
    const separator = convention.separator;
    const exceptions = new Set(convention.exceptions || []);

    function ofLetters(text, way) {
      const isSmall = (sign) => sign === sign.toLowerCase() && sign !== sign.toUpperCase();
      const capitals = (words) => words.replace(/(?<!\S)\S/gu, (sign) => sign.toUpperCase());
      if (way === "lower" && text !== text.toLowerCase()) return "it has capital letters. Write `" + text.toLowerCase() + "`.";
      if (way === "upper" && text !== text.toUpperCase()) return "it has small letters. Write `" + text.toUpperCase() + "`.";
      if (way === "title" && text.split(/\s+/u).some((word) => word && isSmall([...word][0]))) return "not each word has a capital. Write `" + capitals(text) + "`.";
      if (way === "pascal" && ((text && isSmall([...text][0])) || /\s/u.test(text))) return "the words are not joined, each with a capital. Write `" + capitals(text).replace(/\s+/gu, "") + "`.";
      return "";
    }

    function ofCharacters(text) {
      const found = (convention.characters || []).find((sign) => text.includes(sign));
      return found ? "it holds `" + found + "`, which must not occur in a name. Take it out." : "";
    }

    function ofWhole(name) {
      if (!name) return "it is empty";
      if (length(name) > LONGEST) return "it has " + length(name) + " characters";
      if (name !== name.trim() || name.includes("  ")) return "it has a space too many. Take out spaces at the ends and double ones.";
      if (convention.most && length(name) > convention.most) return "it has " + length(name) + " characters; " + convention.most + " are allowed. Shorten the free text.";
      const fault = ofCharacters(name) || (convention.mixed ? "" : ofLetters(name, convention.case));
      if (fault) return fault;
      const word = (convention.words || []).find((one) => new RegExp("(?<![\\p{L}\\p{N}])" + quoted(one) + "(?![\\p{L}\\p{N}])", "iu").test(name));
      return word ? "it holds `" + word + "`, which must not occur in a name. Take the word out." : "";
    }

    function isDate(text, form) {
      const parts = form.match(DATE_PARTS) || [];
      const match = new RegExp("^" + parts.map((part) => "(" + (DIGITS[part] || (part === "." ? "\\." : part)) + ")").join("") + "$").exec(text);
      if (!match) return false;
      const found = {};
      for (const [at, part] of parts.entries()) {
        if (!DIGITS[part]) continue;
        const number = Number(match[at + 1].replace("Q", ""));
        // A form may say the same part twice; a date cannot say two things of it.
        if (part in found && found[part] !== number) return false;
        found[part] = number;
      }
      const year = "YYYY" in found ? found.YYYY : "YY" in found ? 2000 + found.YY : 2000;
      const month = "MM" in found ? found.MM : 1;
      const day = "DD" in found ? found.DD : 1;
      const date = new Date(Date.UTC(2000, month - 1, day));
      date.setUTCFullYear(year, month - 1, day);
      return year > 0 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    }

    function matches(segment, text) {
      if (segment.ways) {
        let state = 0;
        for (const sign of text) {
          const code = sign.codePointAt(0);
          const way = segment.ways[state][1].find(([low, high]) => low <= code && code <= high);
          if (!way) return false;
          state = way[2];
        }
        return segment.ways[state][0];
      }
      try { return new RegExp("^(?:" + segment.pattern + ")$", "u").test(text); } catch (error) { return true; }
    }

    function ofOne(segment, text, way) {
      const where = "segment `" + segment.title + "`";
      if (segment.placeholder && text === segment.placeholder) return "";
      if (!text) return where + " is empty" + (segment.placeholder ? ". Write `" + segment.placeholder + "` if nothing fits." : "");
      const letters = ofLetters(text, way);
      if (letters) return where + ": " + letters;
      if (segment.most && length(text) > segment.most) return where + " has " + length(text) + " characters; " + segment.most + " are allowed. Shorten it.";
      if (segment.type === "date" && !isDate(text, segment.format)) return where + ": `" + text + "` is no date of the form " + segment.format;
      if (segment.type === "number" && !/^[0-9]+$/.test(text)) return where + ": `" + text + "` is no number";
      if (segment.type === "const" && segment.constant && text !== segment.constant) return where + " must be `" + segment.constant + "`, not `" + text + "`";
      if (segment.type === "list" && segment.values && !segment.values.includes(text)) {
        const retired = (segment.retired || []).find(([value]) => value === text);
        if (retired) return where + ": `" + text + "` is retired" + (retired[1] ? ". Use `" + retired[1] + "`." : "");
        return where + ": `" + text + "` is not in the list " + segment.list + ". Allowed are " + listed(segment.values) + ".";
      }
      if (segment.pattern && !matches(segment, text)) return where + ": `" + text + "` does not match `" + segment.pattern + "`";
      return "";
    }

    /* A name in the segments of a form, or what keeps it from being split. */
    function split(name, form) {
      const segments = form.segments.map((number) => convention.segments[number]);
      const parts = name.split(separator);
      const fewest = segments.reduce((last, segment, at) => (segment.required ? at + 1 : last), segments.some((one) => one.required) ? 0 : 1);
      if (parts.length >= fewest && parts.length <= segments.length) return { parts, segments };
      const wanted = fewest < segments.length ? fewest + " to " + segments.length : String(segments.length);
      const number = parts.length + " segment" + (parts.length === 1 ? "" : "s");
      return { fault: "split at `" + separator + "` it has " + number + ", not " + wanted + ". The form is `" + segments.map((one) => "[" + one.title + "]").join(separator) + "`." };
    }

    function ofForm(name, form) {
      const suffix = form.suffix || "";
      if (!name.endsWith(suffix)) return "it does not end in `" + suffix + "`";
      const found = split(name.slice(0, name.length - suffix.length), form);
      if (found.fault) return found.fault;
      for (const [at, text] of found.parts.entries()) {
        const segment = found.segments[at];
        const fault = ofOne(segment, text, convention.mixed ? segment.case || convention.case : "");
        if (fault) return fault;
      }
      return "";
    }

    /* What keeps a text from standing in a name as a segment. */
    function ofPart(segment, text) {
      if (text.includes(separator)) return "segment `" + segment.title + "` holds the separator `" + separator + "`";
      return (segment.case ? "" : ofLetters(text, convention.case)) || ofCharacters(text) || ofOne(segment, text, segment.case);
    }

    /* What is wrong with a name that is made in one form, or in any. */
    function ofName(name, form) {
      if (exceptions.has(name)) return "";
      const whole = ofWhole(name);
      if (whole) return whole;
      if (form) return ofForm(name, form);
      const [usual, ...variants] = convention.forms;
      const fault = ofForm(name, usual);
      const meant = variants.filter((one) => name.endsWith(one.suffix || "")).map((one) => [one, ofForm(name, one)]);
      if (!fault || meant.some(([, one]) => !one)) return "";
      const ended = meant.find(([one]) => one.suffix);
      return ended ? "as " + ended[0].title + ", " + ended[1] : fault;
    }

    return { ofPart, ofName, ofForm, split };
  }

  /* Write a sentence with `code` in it. */
  function tell(element, sentence) {
    element.replaceChildren(...sentence.split("`").map((text, at) => {
      if (at % 2 === 0) return text;
      const code = document.createElement("code");
      code.textContent = text;
      return code;
    }));
  }

  function span(className, text) {
    const element = document.createElement("span");
    element.className = className;
    element.textContent = text;
    return element;
  }

  /* A day as the form of a date has it, and the day that such a text says. */
  function dayIn(form, iso) {
    const [year, month, day] = iso.split("-");
    const said = { YYYY: year, YY: year.slice(-2), MM: month, DD: day, Q: "Q" + Math.ceil(month / 3) };
    return form.replace(DATE_PARTS, (part) => said[part] || part);
  }

  function dayOf(form, text) {
    const found = { YYYY: "2000", MM: "01", DD: "01" };
    let at = 0;
    for (const part of form.match(DATE_PARTS) || []) {
      const size = part === "Q" ? 2 : part.length;
      const said = text.slice(at, (at += size));
      if (part === "YY") found.YYYY = "20" + said;
      else if (part === "Q" && !form.includes("MM")) found.MM = String(said[1] * 3 - 2).padStart(2, "0");
      else found[part] = said;
    }
    return found.YYYY + "-" + found.MM + "-" + found.DD;
  }

  function build(box) {
    box.dataset.mbDone = "1";
    box.hidden = false;
    const convention = JSON.parse(box.dataset.mbBuilder);
    const { ofPart, ofName, ofForm, split } = rules(convention);
    const controls = [...box.querySelectorAll("[data-mb-part]")];
    const choice = box.querySelector("[data-mb-form]");
    const built = box.querySelector("[data-mb-built]");
    const says = box.querySelector("[data-mb-says]");
    const link = box.querySelector("[data-mb-link]");
    const check = box.querySelector("[data-mb-check]");
    const checked = box.querySelector("[data-mb-checked]");
    let name = "";

    const formOf = () => convention.forms[choice ? Number(choice.value) : 0];
    const rowOf = (control) => control.closest(".mb-builder__part");

    function textOf(control) {
      if ("mbConstant" in control.dataset) return control.textContent;
      const segment = convention.segments[control.dataset.mbPart];
      return control.type === "date" && control.value ? dayIn(segment.format, control.value) : control.value;
    }

    function mark(control, fault) {
      const place = rowOf(control).querySelector("[data-mb-fault]");
      tell(place, fault.charAt(0).toUpperCase() + fault.slice(1));
      place.hidden = !fault;
      if (fault) control.setAttribute("aria-invalid", "true"); else control.removeAttribute("aria-invalid");
    }

    function show() {
      const form = formOf();
      for (const control of controls) {
        const at = form.segments.indexOf(Number(control.dataset.mbPart));
        rowOf(control).hidden = at < 0;
      }
      const parts = form.segments.map((number) => {
        const segment = convention.segments[number];
        const control = controls.find((one) => Number(one.dataset.mbPart) === number);
        return { number, segment, control, text: textOf(control) };
      });
      // What may be left out at the end is; what stands before something says that nothing fits.
      while (parts.length > 1 && !parts[parts.length - 1].text && !parts[parts.length - 1].segment.required) mark(parts.pop().control, "");
      let faulty = false;
      for (const part of parts) {
        part.text = part.text || part.segment.placeholder || "";
        const fault = part.text ? ofPart(part.segment, part.text) : "";
        mark(part.control, fault);
        faulty = faulty || Boolean(fault);
      }
      const open = parts.filter((part) => !part.text);
      name = open.length ? "" : parts.map((part) => part.text).join(convention.separator) + (form.suffix || "");
      const shown = parts.flatMap((part, at) => [
        ...(at ? [span("mb-seg__sep", convention.separator)] : []),
        part.text ? span("mb-seg mb-seg--" + (part.number % 8), part.text) : span("mb-builder__open", "[" + part.segment.title + "]"),
      ]);
      built.replaceChildren(...shown, ...(form.suffix ? [span("mb-seg__sep", form.suffix)] : []));
      const fault = open.length ? "" : ofName(name, form);
      const words = open.length ? "Still to say: " + open.map((part) => part.segment.title).join(", ") + "." : fault ? "Not yet a name: " + fault : "It follows the rule.";
      say(says, words, Boolean(fault));
      name = fault || faulty ? "" : name;
      allow(built, name);
      if (link) join();
    }

    function say(place, words, bad) {
      tell(place, words && !/[.`]$/.test(words) ? words + "." : words);
      if (bad) place.dataset.mbBad = "1"; else delete place.dataset.mbBad;
    }

    function allow(output, text) {
      const copy = output.parentElement.querySelector("[data-mb-copy]");
      copy.disabled = !text;
      copy.dataset.mbText = text;
      copy.textContent = "Copy";
    }

    /* The address of the page with the name and the other parameters; what it says of these already is said anew. */
    function join() {
      const place = box.querySelector("[data-mb-url]");
      const fields = [...link.querySelectorAll("[data-mb-parameter]")];
      const typed = link.querySelector("[data-mb-page]").value.trim();
      let page = null;
      try { page = new URL(typed); } catch (error) { /* Nothing, or no address yet. */ }
      if (page && !/^https?:$/.test(page.protocol)) page = null;
      const missing = fields.filter((field) => !field.value && "mbRequired" in field.dataset);
      const bad = fields.filter((field) => field.value && convention.case === "lower" && (field.value !== field.value.toLowerCase() || /\s/.test(field.value)));
      for (const field of fields) mark(field, bad.includes(field) ? "Small letters, and no spaces: analytics compares letter by letter." : "");
      const wanted = [...(page ? [] : ["the page"]), ...missing.map((field) => field.dataset.mbParameter), ...(name ? [] : ["the name"])];
      let text = "";
      if (!wanted.length && !bad.length) {
        for (const field of fields) {
          if (field.value) page.searchParams.set(field.dataset.mbParameter, field.value);
          else page.searchParams.delete(field.dataset.mbParameter);
        }
        page.searchParams.set(link.dataset.mbLink, name);
        text = page.href;
      }
      place.textContent = text || "…";
      say(box.querySelector("[data-mb-says-link]"), typed && !page ? "The page is no address: it begins with `https://`." : wanted.length ? "Still to say: " + wanted.join(", ") + "." : "", Boolean(typed) && !page);
      allow(place, text);
    }

    /* Take a name apart into the controls. */
    function fill(text) {
      const form = convention.forms.find((one) => !ofForm(text, one));
      if (!form) return;
      if (choice) choice.value = String(convention.forms.indexOf(form));
      const { parts } = split(text.slice(0, text.length - (form.suffix || "").length), form);
      for (const [at, number] of form.segments.entries()) {
        const control = controls.find((one) => Number(one.dataset.mbPart) === number);
        const segment = convention.segments[number];
        const said = parts[at] || "";
        if ("mbConstant" in control.dataset) continue;
        control.value = control.type === "date" && said ? (said === segment.placeholder ? "" : dayOf(segment.format, said)) : said;
      }
      show();
    }

    function look() {
      const text = check.value;
      const fault = text ? ofName(text, null) : "";
      say(checked, !text ? "" : fault ? "It breaks the rule: " + fault : "It follows the rule.", Boolean(fault));
      if (text && !fault) fill(text);
    }

    for (const control of box.querySelectorAll("input:not([data-mb-check]), select")) control.addEventListener("input", show);
    check.addEventListener("input", look);
    for (const copy of box.querySelectorAll("[data-mb-copy]")) copy.addEventListener("click", () => put(copy));
    // A browser may have kept what was typed before.
    show();
    if (check.value) look();
  }

  function put(copy) {
    const said = () => { copy.textContent = "Copied"; };
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(copy.dataset.mbText).then(said, () => mark(copy));
    else mark(copy);
  }

  /* Where a page may not write to the clipboard, as when it is read from a disk: what is to be copied is marked. */
  function mark(copy) {
    getSelection().selectAllChildren(copy.parentElement.querySelector("output"));
    copy.textContent = "Now press Ctrl+C";
  }

  function start() {
    for (const box of document.querySelectorAll("[data-mb-builder]")) if (!box.dataset.mbDone) build(box);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
