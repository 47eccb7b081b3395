/** Distance from the button and from the edges of the window, CSS pixels. */
const GAP = 6;

/** Place an element of the top layer below a button, aligned with its right edge; above it if there is no room below. */
export function placeBelow(element: HTMLElement, button: HTMLElement): void {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const isRoomBelow = bottom + GAP + height + GAP <= innerHeight;
  const y = isRoomBelow ? bottom + GAP : Math.max(GAP, top - GAP - height);
  const x = Math.max(GAP, Math.min(right > width ? right - width : left, innerWidth - width - GAP));
  element.style.setProperty('--x', `${x}px`);
  element.style.setProperty('--y', `${y}px`);
}
