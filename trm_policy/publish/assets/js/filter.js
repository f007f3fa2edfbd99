/* Filters and sorts the lists of a page by the data beside their rows. What is chosen stands in
   the page's address, so that it can be kept and sent on. Without this script the lists stand in
   their usual order, and no control shows. */

(() => {
  "use strict";

  const start = () => {
    for (const form of document.querySelectorAll("form[data-trm-filters]")) {
      const list = document.getElementById(form.dataset.trmFilters);
      if (list !== null && form.hidden) bring(form, list);
    }
  };

  const bring = (form, list) => {
    const rows = [...list.querySelectorAll("[data-trm-row]")].map((element, usual) => ({
      element,
      usual,
      ...JSON.parse(element.dataset.trmRow),
    }));
    const show = () => {
      arrange(form, rows);
      for (const group of list.querySelectorAll("[data-trm-group]")) {
        group.hidden = group.querySelector("[data-trm-row]:not([hidden])") === null;
      }
      tell(form, rows);
    };
    recall(form);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => { show(); remember(form); });
    form.addEventListener("reset", () => setTimeout(() => { show(); remember(form); }));
    window.addEventListener("popstate", () => { recall(form); show(); });
    form.hidden = false;
    show();
  };

  const arrange = (form, rows) => {
    const { order = "", ...wanted } = Object.fromEntries(new FormData(form));
    const place = (row) => (order in row.at ? row.at[order] : row.usual);
    for (const row of [...rows].sort((one, other) => place(one) - place(other))) {
      row.element.hidden = Object.entries(wanted).some(
        ([name, value]) => value !== "" && !(row.is[name] || []).includes(value),
      );
      row.element.parentElement.append(row.element);
    }
  };

  const tell = (form, rows) => {
    const left = rows.filter((row) => !row.element.hidden).length;
    const { noun, plural } = form.dataset;
    form.querySelector("[role=status]").textContent =
      left === rows.length ? `All ${left} ${plural}`
      : left === 0 ? `No ${noun} is like that`
      : `${left} of ${rows.length} ${plural}`;
  };

  const recall = (form) => {
    const kept = new URLSearchParams(location.search);
    for (const choice of form.querySelectorAll("select")) {
      const value = kept.get(choice.name) || "";
      choice.value = [...choice.options].some((one) => one.value === value) ? value : "";
    }
  };

  const remember = (form) => {
    const address = new URL(location.href);
    for (const { name, value } of form.querySelectorAll("select")) {
      if (value === "") address.searchParams.delete(name);
      else address.searchParams.set(name, value);
    }
    try {
      history.replaceState(history.state, "", address);
    } catch {
      /* A page that was opened from a file may not change its address in every browser. */
    }
  };

  if (window.document$) window.document$.subscribe(start);
  else start();
})();
