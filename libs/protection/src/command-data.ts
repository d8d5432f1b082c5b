/**
 * What a command tells apart from its own type and its sender: the data of the event that grants it.
 * Holds for commands that are built as an event's data plus these two.
 */
export function dataOf<Data extends object>({
  type: _type,
  workerId: _workerId,
  ...data
}: Data & { readonly type: string; readonly workerId?: string }): Omit<Data, 'type' | 'workerId'> {
  return data;
}
