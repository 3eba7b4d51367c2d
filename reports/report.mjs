// Allure's script looks for its data where this stands, else on a server; the data may be parsed after it ran.
window.allureReportData = {};
window.allureReportDataReady = false;

// The page scrolls to its first test by itself; its verdict stands above, and stays until a reader moves.
let moved = location.hash.length > 1;
for (const kind of ["pointerdown", "keydown", "wheel", "touchstart", "hashchange"])
  addEventListener(kind, () => { moved = true; }, { capture: true, once: true, passive: true });
addEventListener("scroll", ({ target }) => { if (!moved && target.scrollTop) target.scrollTop = 0; }, true);
