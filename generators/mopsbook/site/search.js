/* Stands before Material's search in its worker: mends what was asked on its way in, and the order of what was found on its
   way out. Material asks for any of the words, little ones as well, takes each for a beginning, and lets one word in a title
   outweigh three in a text; who types three words wants the pages that have all three first. */
(function () {
  "use strict";

  const listen = self.addEventListener;
  const post = self.postMessage;
  const asked = [];
  let languages = ["en"];

  // Who writes an operator (https://lunrjs.com/guides/searching.html) means it.
  const OPERATOR = /["+*:~^]|(^|\s)-/;
  // How much more a word counts that is meant whole than one that only begins so.
  const WHOLE = "^8";
  // Pages say "Owner: ..."; people ask who owns something.
  const SAID = { owns: "owner", owned: "owner" };

  /* Whether a word says something: "the" and "of" stand on every page. */
  function tells(word) {
    const known = languages.map((name) => (name === "en" ? self.lunr : self.lunr[name])).filter((one) => one && one.stopWordFilter);
    return known.every((one) => one.stopWordFilter(word.toLowerCase()));
  }

  function mend(query) {
    if (OPERATOR.test(query)) return query;
    const typed = query.split(/\s+/).map((word) => word.replace(/^[(“‘'.,;]+|[)”’'.,;?!]+$/g, "")).filter(Boolean)
      .map((word) => (languages.includes("en") && Object.hasOwn(SAID, word.toLowerCase()) ? SAID[word.toLowerCase()] : word));
    const telling = typed.filter(tells);
    return (telling.length ? telling : typed).map((word) => word + WHOLE + " " + word).join(" ");
  }

  function fold(text) {
    return (text.replace(/<[^>]*>/g, "").replace(/&[^;\s]+;/g, " ").toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).join(" ");
  }

  /* A page that is called so comes first, then one that is also known so, then those that have most of the words. */
  function rank(page, query) {
    const [first] = page;
    if (fold(first.title) === query) return 3;
    if ((first.tags || []).some((tag) => fold(tag) === query)) return 2;
    return Math.max(...page.map((part) => {
      const found = Object.values(part.terms);
      return found.filter(Boolean).length / (found.length || 1);
    }));
  }

  function arrange(items, query) {
    const ranks = new Map(items.map((page) => [page, rank(page, query)]));
    return [...items].sort((a, b) => ranks.get(b) - ranks.get(a));
  }

  self.addEventListener = function (type, handler, ...rest) {
    const mended = (event) => {
      if (event.data.type === 0) languages = event.data.data.config.lang;
      if (event.data.type !== 2) return handler(event);
      asked.push(fold(event.data.data));
      return handler({ data: { type: 2, data: mend(event.data.data) } });
    };
    return listen.call(self, type, type === "message" ? mended : handler, ...rest);
  };

  self.postMessage = function (message, ...rest) {
    if (message.type === 3) message.data.items = arrange(message.data.items, asked.shift());
    return post.call(self, message, ...rest);
  };
})();
