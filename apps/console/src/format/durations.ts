/** A span of time in at most two units, such as `1 h 5 min`; `seconds` may have a fraction. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return joined([minutes, 'min'], [whole % 60, 's']);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return joined([hours, 'h'], [minutes % 60, 'min']);
  return joined([Math.floor(hours / 24), 'd'], [hours % 24, 'h']);
}

type Part = readonly [number, string];

function joined(large: Part, small: Part): string {
  const parts = small[0] === 0 ? [large] : [large, small];
  return parts.map(([value, unit]) => `${value} ${unit}`).join(' ');
}
