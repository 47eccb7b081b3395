const ARROWS: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);
/** Types of an input that is not typed into. */
const WITHOUT_TEXT: ReadonlySet<string> = new Set(['range', 'radio', 'checkbox', 'button', 'file', 'color']);

/** Return whether the focused element uses a key itself, so that it is no shortcut: letters in a text field, for example. */
export function takesKey(element: Element, key: string): boolean {
  if (element.closest('dialog, [role="menu"], [role="listbox"], textarea, select, [contenteditable]')) return true;
  const input = element.closest('input');
  if (input && !WITHOUT_TEXT.has(input.type)) return true;
  if (input?.type === 'range' || input?.type === 'radio' || element.closest('[role="slider"]')) {
    if (ARROWS.has(key)) return true;
  }
  if (key === ' ') return element.closest('a, button, summary') !== null || (input !== null && input.type !== 'range');
  return false;
}
