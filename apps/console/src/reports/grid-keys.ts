/**
 * The row that becomes active by a key; `undefined` where the key moves nothing. `page`: rows in sight.
 */
export function activeRowAfter(key: string, active: number, total: number, page: number): number | undefined {
  const moves = new Map([
    ['ArrowDown', active + 1],
    ['ArrowUp', active - 1],
    ['PageDown', active + page],
    ['PageUp', active - page],
    ['Home', 0],
    ['End', total - 1],
  ]);
  const moved = moves.get(key);
  return moved === undefined ? undefined : Math.max(0, Math.min(total - 1, moved));
}
