/** The sizes that a bench can be given, each with its default and its least. */
export const SIZES = {
  events: { default: 20_000, least: 1_000 },
  objects: { default: 20_000, least: 1_000 },
  changes: { default: 100, least: 1 },
  days: { default: 365, least: 1 },
  subscribers: { default: 1_000, least: 1 },
  members: { default: 40_000, least: 0 },
  policies: { default: 50, least: 0 },
  /** How many times as fast as the machine's clock; 0: as fast as it goes. */
  speed: { default: 0, least: 0 },
} as const;

export type Size = keyof typeof SIZES;
export type Sizes = Readonly<Record<Size, number>>;

/** The sizes as they were given; `undefined` where one is not a whole number or less than it may be. */
export function sizesOf(given: Readonly<Partial<Record<string, string | boolean>>>): Sizes | undefined {
  const of = (size: Size): number => Number(given[size] ?? SIZES[size].default);
  const sizes = {
    events: of('events'),
    objects: of('objects'),
    changes: of('changes'),
    days: of('days'),
    subscribers: of('subscribers'),
    members: of('members'),
    policies: of('policies'),
    speed: of('speed'),
  };
  const names = Object.keys(SIZES) as Size[];
  const areSound = names.every((size) => Number.isInteger(sizes[size]) && sizes[size] >= SIZES[size].least);
  return areSound ? sizes : undefined;
}
