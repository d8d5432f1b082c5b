/** The figure at the top of an axis: the next 1, 2 or 5 times a power of ten. */
export function axisTop(values: readonly number[]): number {
  const largest = Math.max(1, ...values);
  const power = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= largest) ?? largest;
}

/** A bar's height in pixels; whatever is more than nothing can be seen. */
export function barHeight(value: number, top: number, height: number): number {
  return value <= 0 ? 0 : Math.max(2, Math.round((value / top) * height));
}
