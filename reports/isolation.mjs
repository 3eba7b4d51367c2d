const tables = [...document.querySelectorAll("details.grid")];
if (tables.length > 8) {
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = `Filter ${tables.length} tables by name, session or state`;
  input.setAttribute("aria-label", input.placeholder);
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const one of tables) one.hidden = !words.every((word) => one.textContent.toLowerCase().includes(word));
    for (const section of document.querySelectorAll("section.looks")) {
      section.hidden = !section.querySelector("details.grid:not([hidden])");
    }
  });
  document.querySelector("nav.index").append(input);
}
addEventListener("beforeprint", () => {
  for (const closed of document.querySelectorAll("details:not([open])")) closed.open = true;
});
