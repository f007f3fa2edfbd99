/* Marks, in a charter's list of sections, the one that is being read, and keeps it in sight. Without
   this script the list leads to the sections all the same. */

(() => {
  "use strict";

  const start = () => {
    const list = document.querySelector(".trm-jump ul");
    if (list === null || !("IntersectionObserver" in window)) return;
    const links = new Map(
      [...list.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]),
    );
    const sections = [...document.querySelectorAll(".trm-section")];
    const inSight = new Set();
    const watch = new IntersectionObserver(
      (seen) => {
        for (const { target, isIntersecting } of seen) {
          if (isIntersecting) inSight.add(target);
          else inSight.delete(target);
        }
        const first = sections.find((section) => inSight.has(section));
        if (first !== undefined) mark(links.get(first.getAttribute("aria-labelledby")), links, list);
      },
      { rootMargin: "-20% 0px -60% 0px" },
    );
    for (const section of sections) watch.observe(section);
  };

  const mark = (link, links, list) => {
    if (link === undefined || link.hasAttribute("aria-current")) return;
    for (const other of links.values()) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    list.scrollLeft = link.offsetLeft - list.offsetLeft - (list.clientWidth - link.clientWidth) / 2;
  };

  if (window.document$) window.document$.subscribe(start);
  else start();
})();
