/* Stands before Material's search in its worker: mends what was asked on its way in, and the order of what was found on its
   way out. Material asks for any of the words, little ones as well, takes each for a beginning, and lets one word in a title
   outweigh three in a text; who types three words wants the pages that have all three first. A word that no page has is taken
   for the one that it is nearest to; of a long text only the part that answers is shown. */
(function () {
  "use strict";

  const listen = self.addEventListener;
  const post = self.postMessage;
  const asked = [];
  let languages = ["en"];
  let docs = [];
  let known = null;

  // Who writes an operator (https://lunrjs.com/guides/searching.html) means it.
  const OPERATOR = /["+*:~^]|(^|\s)-/;
  // How much more a word counts that is meant whole than one that only begins so.
  const WHOLE = "^8";
  // Pages say "Owner: ..."; people ask who owns something.
  const SAID = { owns: "owner", owned: "owner" };
  // What is asked about a thing and stands on no page of it: who looks for "wrong lead source" wants the lead source.
  const ASKING = ["wrong", "ask", "asks", "become", "becomes", "becoming", "find", "need", "want"];
  // A shorter word is too near to too many others.
  const SHORTEST = 4;
  // A word in a title is more likely meant than one in a text.
  const IN_TITLE = 20;
  // About three lines where results have most room.
  const TEASER = 36;

  /* Whether a word says something: "the" and "of" stand on every page. */
  function tells(word) {
    if (languages.includes("en") && ASKING.includes(word.toLowerCase())) return false;
    const known = languages.map((name) => (name === "en" ? self.lunr : self.lunr[name])).filter((one) => one && one.stopWordFilter);
    return known.every((one) => one.stopWordFilter(word.toLowerCase()));
  }

  /* Return what is to be asked, and what was taken for another word: [typed, meant]. */
  function mend(query) {
    if (OPERATOR.test(query)) return [query, []];
    const typed = query.split(/\s+/).map((word) => word.replace(/^[(“‘'.,;]+|[)”’'.,;?!]+$/g, "")).filter(Boolean)
      .map((word) => (languages.includes("en") && Object.hasOwn(SAID, word.toLowerCase()) ? SAID[word.toLowerCase()] : word));
    const telling = typed.filter(tells);
    const instead = [];
    const words = (telling.length ? telling : typed).map((word) => {
      const meant = nearest(fold(word));
      if (meant) instead.push([word, meant]);
      return meant || word;
    });
    return [words.map((word) => word + WHOLE + " " + word).join(" "), instead];
  }

  /* Return the word of the book that a misspelt one is nearest to; "" for one that is known or near to none. */
  function nearest(word) {
    if (word.length < SHORTEST || !/^\p{L}+$/u.test(word)) return "";
    const words = vocabulary();
    let [best, least, most] = ["", word.length > 5 ? 2 : 1, 0];
    for (const [one, times] of words) {
      if (one.startsWith(word)) return "";
      if (one.length < SHORTEST || Math.abs(one.length - word.length) > least) continue;
      const far = distance(word, one, least);
      if (far < least || (far === least && times > most)) [best, least, most] = [one, far, times];
    }
    return best;
  }

  /* Return every word of the book with how often it is there. */
  function vocabulary() {
    if (known) return known;
    known = new Map();
    for (const doc of docs) {
      const names = fold([doc.title, ...(doc.tags || [])].join(" ")).split(" ");
      for (const word of names) known.set(word, (known.get(word) || 0) + IN_TITLE);
      for (const word of fold(doc.text || "").split(" ")) known.set(word, (known.get(word) || 0) + 1);
    }
    return known;
  }

  /* Return how many letters are to be changed, added, left out or swapped with the next; more than `most` is not counted out. */
  function distance(left, right, most) {
    let [before, last] = [[], [...Array(right.length + 1).keys()]];
    for (let at = 1; at <= left.length; at++) {
      const row = [at];
      for (let to = 1; to <= right.length; to++) {
        const same = left[at - 1] === right[to - 1] ? 0 : 1;
        row[to] = Math.min(last[to] + 1, row[to - 1] + 1, last[to - 1] + same);
        const swapped = at > 1 && to > 1 && left[at - 1] === right[to - 2] && left[at - 2] === right[to - 1];
        if (swapped) row[to] = Math.min(row[to], before[to - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[right.length];
  }

  function fold(text) {
    return (text.replace(/<[^>]*>/g, "").replace(/&[^;\s]+;/g, " ").toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).join(" ");
  }

  /* A page that is called so comes first, then one that is also known so, then those that have most of the words, and of these
     the ones that have most of them in a name. */
  function rank(page, query) {
    const [first] = page;
    const words = query.split(" ").filter(tells);
    const said = [query, words.join(" ")];
    if (said.includes(fold(first.title))) return 3;
    // The page of a part says after its name what it is a part of: "Lead source · Lead".
    if (said.includes(fold(first.title.split(" · ")[0]))) return 2.5;
    if ((first.tags || []).some((tag) => said.includes(fold(tag)))) return 2;
    return Math.max(...page.map((part) => {
      const found = Object.values(part.terms);
      const share = Math.max(...[part.title, ...(part.tags || [])].map((name) => named(name, words)));
      return found.filter(Boolean).length / (found.length || 1) + share / (found.length + 1);
    }));
  }

  /* Return which part of the words stands in a name. */
  function named(name, words) {
    const own = fold(name).split(" ");
    return words.filter((word) => own.some((one) => alike(one, word))).length / (words.length || 1);
  }

  /* "names" is what was meant by "name". */
  function alike(one, other) {
    const [long, short] = one.length < other.length ? [other, one] : [one, other];
    return long === short || (short.length > 2 && long.length - short.length < 3 && long.startsWith(short));
  }

  function arrange(items, query) {
    const ranks = new Map(items.map((page) => [page, rank(page, query)]));
    return [...items].sort((a, b) => ranks.get(b) - ranks.get(a));
  }

  /* Return the part of a text in which most of what was asked is marked; from its beginning if that has as much. */
  function tease(text) {
    const words = text.replace(/<(?!\/?mark>)[^>]*>/g, " ").split(/\s+/).filter(Boolean);
    if (words.length <= TEASER) return words.join(" ");
    const marks = words.flatMap((word, at) => (word.includes("<mark>") ? [[at, fold(word)]] : []));
    const having = (from) => new Set(marks.filter(([at]) => at >= from && at < from + TEASER).map(([, word]) => word)).size;
    let [from, most] = [0, having(0)];
    for (const [at] of marks) {
      let start = Math.max(0, at - 8);
      for (let one = start; one < at; one++) if (/[.!?]$/.test(words[one])) start = one + 1;
      if (having(start) > most) [from, most] = [start, having(start)];
    }
    const end = from + TEASER;
    return (from ? "… " : "") + words.slice(from, end).join(" ") + (end < words.length ? " …" : "");
  }

  /* Shorten what is shown, and say above it which words were taken for others. */
  function tell(items, instead) {
    const said = instead.map(([typed, meant]) => "Nothing has “" + escape(typed) + "”; this has “" + meant + "”. ").join("");
    return items.map((page, at) => page.map((part, place) => {
      const text = tease(part.text || "");
      return { ...part, text: at || place || !said ? text : "<em>" + said + "</em>" + text };
    }));
  }

  function escape(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  }

  self.addEventListener = function (type, handler, ...rest) {
    const mended = (event) => {
      if (event.data.type === 0) [languages, docs] = [event.data.data.config.lang, event.data.data.docs];
      if (event.data.type !== 2) return handler(event);
      const [query, instead] = mend(event.data.data);
      const meant = instead.reduce((all, [typed, word]) => all.replace(fold(typed), word), fold(event.data.data));
      asked.push([meant, instead]);
      return handler({ data: { type: 2, data: query } });
    };
    return listen.call(self, type, type === "message" ? mended : handler, ...rest);
  };

  self.postMessage = function (message, ...rest) {
    if (message.type === 3) {
      const [query, instead] = asked.shift();
      message.data.items = tell(arrange(message.data.items, query), instead);
    }
    return post.call(self, message, ...rest);
  };
})();
