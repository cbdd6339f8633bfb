// Goes through pages as somebody without a mouse does: by Tab, Enter, Space and typing.

const LONGEST_WAY = 80;

// Whether the element that has the focus is the wanted one: by its label or words, and where it leads.
const isFocused = ({ name, within }) => {
  const element = document.activeElement;
  const label = element?.labels?.[0]?.textContent ?? element?.getAttribute("aria-label") ?? element?.textContent ?? "";
  return label.trim().replace(/\s+/g, " ") === name && (!within || !!element.closest(within));
};

// Moves the focus by Tab to what is called `name`, from wherever it is.
export async function reach(page, name, within) {
  for (let step = 0; step < LONGEST_WAY; step += 1) {
    if (await page.evaluate(isFocused, { name, within })) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach '${name}' at ${page.url()}`);
}

// Follows a link or presses a button.
export async function press(page, name, within) {
  await reach(page, name, within);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

// Types into an input in place of what stands in it.
export async function type(page, name, text) {
  await reach(page, name);
  await page.keyboard.press("ControlOrMeta+A");
  if (text) await page.keyboard.type(text);
  else await page.keyboard.press("Delete");
}
