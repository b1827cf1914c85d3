/** Light or dark: as the system wishes, until the person chooses. */

const REMEMBERED = "stand-in.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

export function startTheme() {
  apply();
  dark.addEventListener("change", apply);
}

function apply() {
  document.documentElement.dataset.theme = localStorage.getItem(REMEMBERED) ?? (dark.matches ? "dark" : "light");
}

export const isDark = () => document.documentElement.dataset.theme === "dark";

export function toggleTheme() {
  const next = isDark() ? "light" : "dark";
  const system = dark.matches ? "dark" : "light";
  if (next === system) localStorage.removeItem(REMEMBERED);
  else localStorage.setItem(REMEMBERED, next);
  apply();
}
