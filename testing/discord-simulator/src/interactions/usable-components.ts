import type { SeenButton, SeenMessage } from './seen-message.ts';

/** Return the button with a label. @throws Error if there is none, or it is disabled */
export function usableButton(message: SeenMessage, label: string): SeenButton {
  const button = message.buttons.find((each) => each.label === label);
  if (!button) {
    const labels = JSON.stringify(message.buttons.map((each) => each.label));
    throw new Error(`press: no button "${label}", the buttons are ${labels}`);
  }
  if (button.disabled) throw new Error(`press: "${label}" is disabled`);
  return button;
}

/**
 * Return the values of options that are chosen by their labels in the select menu with a placeholder.
 * @throws Error if there is no such menu, it is disabled, it has no such options, or it takes another number of them
 */
export function chosenOptions(
  message: SeenMessage,
  placeholder: string,
  labels: readonly string[],
): { readonly customId: string; readonly values: readonly string[] } {
  const menu = message.selects.find((each) => each.placeholder === placeholder);
  if (!menu) {
    const placeholders = JSON.stringify(message.selects.map((each) => each.placeholder));
    throw new Error(`select: no menu "${placeholder}", the menus are ${placeholders}`);
  }
  if (menu.disabled) throw new Error(`select: "${placeholder}" is disabled`);
  if (labels.length < menu.minValues || labels.length > menu.maxValues)
    throw new Error(`select: "${placeholder}" takes ${menu.minValues} to ${menu.maxValues} options`);
  const values = labels.map((label) => {
    const option = menu.options.find((each) => each.label === label);
    if (!option) throw new Error(`select: "${placeholder}" has no option ${JSON.stringify(label)}`);
    return option.value;
  });
  return { customId: menu.customId, values };
}
