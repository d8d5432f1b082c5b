/** Reads CSV as RFC 4180 says, and nothing more lenient: what any reader makes of it. */
export function recordsOfCsv(text: string): string[][] {
  const records: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  let record: string[] = [];
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const found = field.exec(text);
    if (!found) throw new Error(`Not CSV from character ${at} on.`);
    record.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === ',') continue;
    records.push(record);
    record = [];
  }
  if (record.length > 0) throw new Error('The last record does not end.');
  return records;
}

/** The value that a cell of ours stands for; `undefined` where the cell stands for none. */
export function valueOfCell(cell: string): unknown {
  const text = cell.startsWith("'") ? cell.slice(1) : cell;
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
