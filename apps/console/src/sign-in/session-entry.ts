/** One value in the storage of this tab of the browser. */
export class SessionEntry<Value> {
  constructor(private readonly key: string) {}

  read(): Value | undefined {
    const text = sessionStorage.getItem(this.key);
    // Written by this class alone: another origin cannot reach it.
    return text === null ? undefined : (JSON.parse(text) as Value);
  }

  write(value: Value): void {
    sessionStorage.setItem(this.key, JSON.stringify(value));
  }

  clear(): void {
    sessionStorage.removeItem(this.key);
  }
}
