const BAR_WIDTH = 2;
const GAP = 1;
const LOWEST_BAR = 1.5;
/** Draws peaks of 0 to 1 as bars around the middle line, those heard already in the accent colour. @param heard share of the track, 0 to 1 */
export function drawWaveform(canvas, peaks, heard) {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  const style = getComputedStyle(canvas);
  const [ahead, accent] = [style.getPropertyValue('--wave'), style.getPropertyValue('--accent')];
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  const bars = Math.max(1, Math.floor(width / (BAR_WIDTH + GAP)));
  for (let bar = 0; bar < bars; bar++) {
    const first = Math.floor((bar * peaks.length) / bars);
    const last = Math.max(first + 1, Math.floor(((bar + 1) * peaks.length) / bars));
    const peak = Math.max(...peaks.slice(first, last));
    const length = Math.max(LOWEST_BAR, peak * height);
    context.fillStyle = bar / bars < heard ? accent : ahead;
    context.fillRect(bar * (BAR_WIDTH + GAP), (height - length) / 2, BAR_WIDTH, length);
  }
}
