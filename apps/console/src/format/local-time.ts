/** A moment (ISO 8601) as a `datetime-local` field takes it: the user's own time, to the minute; none is empty. */
export function toLocalTime(iso: string | undefined): string {
  if (iso === undefined) return '';
  const at = new Date(iso);
  const date = [padded(at.getFullYear(), 4), padded(at.getMonth() + 1), padded(at.getDate())].join('-');
  return `${date}T${padded(at.getHours())}:${padded(at.getMinutes())}`;
}

/** The moment (ISO 8601) that a `datetime-local` field holds; `undefined` while it holds none. */
export function fromLocalTime(text: string): string | undefined {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

const padded = (value: number, width = 2): string => String(value).padStart(width, '0');
