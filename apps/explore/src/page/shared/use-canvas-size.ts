import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/**
 * Match the resolution of a canvas to the screen while its element changes size.
 * @returns the size in CSS pixels, as text that changes with it; empty before the first measurement
 */
export function useCanvasSize(canvas: RefObject<HTMLCanvasElement | null>): string {
  const [size, setSize] = useState('');
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      element.width = Math.round(element.clientWidth * devicePixelRatio);
      element.height = Math.round(element.clientHeight * devicePixelRatio);
      setSize(`${element.clientWidth}×${element.clientHeight}`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return size;
}
