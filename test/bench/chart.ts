/** One line of a chart: a name and its points. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const [WIDTH, HEIGHT] = [720, 420];
const EDGE = { left: 70, right: 170, top: 40, bottom: 50 };
const COLOURS = ['#0f6cbd', '#c4314b', '#107c10', '#8764b8', '#bc4b09', '#038387', '#616161', '#986f0b'];

/** Draws lines on two logarithmic axes as an SVG image. Points that are not above 0 are left out. */
export function logarithmicChart(
  title: string,
  axes: { x: string; y: string },
  lines: readonly Series[],
): string {
  const series = lines
    .map(({ name, points }) => ({ name, points: points.filter(([x, y]) => x > 0 && y > 0) }))
    .filter(({ points }) => points.length > 0);
  const all = series.flatMap(({ points }) => points);
  const [xs, ys] = [decades(all.map(([x]) => x)), decades(all.map(([, y]) => y))];
  const across = scale(xs, EDGE.left, WIDTH - EDGE.right);
  const up = scale(ys, HEIGHT - EDGE.bottom, EDGE.top);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(EDGE.left, 22, title, 'font-size="15"'),
    ...xs.flatMap((x) => [
      line(across(x), EDGE.top, across(x), HEIGHT - EDGE.bottom),
      text(across(x), HEIGHT - EDGE.bottom + 18, label(x), 'text-anchor="middle"'),
    ]),
    ...ys.flatMap((y) => [
      line(EDGE.left, up(y), WIDTH - EDGE.right, up(y)),
      text(EDGE.left - 8, up(y) + 4, label(y), 'text-anchor="end"'),
    ]),
    text((EDGE.left + WIDTH - EDGE.right) / 2, HEIGHT - 12, axes.x, 'text-anchor="middle"'),
    text(16, EDGE.top - 12, axes.y, ''),
    ...series.flatMap(({ name, points }, index) => {
      const colour = COLOURS[index % COLOURS.length];
      const path = points.map(([x, y]) => `${across(x).toFixed(1)},${up(y).toFixed(1)}`);
      return [
        `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${path.join(' ')}"/>`,
        ...path.map((point) => `<circle r="3" fill="${colour}" cx="${point.replace(',', '" cy="')}"/>`),
        text(WIDTH - EDGE.right + 12, EDGE.top + 12 + index * 18, name, `fill="${colour}"`),
      ];
    }),
    '</svg>',
    '',
  ].join('\n');
}

/** The powers of ten around the values. */
function decades(values: readonly number[]): readonly number[] {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  return Array.from({ length: last - first + 1 }, (_, step) => 10 ** (first + step));
}

function scale(marks: readonly number[], from: number, to: number): (value: number) => number {
  const [first, last] = [Math.log10(marks[0] ?? 1), Math.log10(marks.at(-1) ?? 10)];
  return (value) => from + ((Math.log10(value) - first) / (last - first)) * (to - from);
}

const label = (value: number): string =>
  value >= 1 ? value.toLocaleString('en') : String(Number(value.toPrecision(1)));
const line = (x1: number, y1: number, x2: number, y2: number): string =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#ddd"/>`;
const text = (x: number, y: number, words: string, more: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
