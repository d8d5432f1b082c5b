const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const WORDS = 4;
const FIRST_CAPACITY = 1_024;
const FULLEST = 0.7;
const FREE = 0;

/**
 * A map from ids to a few different values that holds a million GUIDs in 36 MB: a `Map` of texts takes three times as
 * much. Other ids are kept as they are. At most 65,535 different values.
 */
export class IdTable<Value> {
  private readonly others = new Map<string, Value>();
  private readonly values: Value[] = [];
  private readonly codes = new Map<Value, number>();
  private capacity = FIRST_CAPACITY;
  private keys = new Uint32Array(WORDS * FIRST_CAPACITY);
  /** The code of each place's value; `FREE` where the place is. */
  private places = new Uint16Array(FIRST_CAPACITY);
  private used = 0;

  get size(): number {
    return this.used + this.others.size;
  }

  get(id: string): Value | undefined {
    if (!GUID.test(id)) return this.others.get(id);
    const code = this.places[this.placeOf(wordsOf(id))] ?? FREE;
    return code === FREE ? undefined : this.values[code - 1];
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  set(id: string, value: Value): void {
    if (!GUID.test(id)) {
      this.others.set(id, value);
      return;
    }
    if (this.used + 1 > this.capacity * FULLEST) this.grow();
    this.insert(wordsOf(id), this.codeOf(value));
  }

  /** How many ids have this value. */
  count(value: Value): number {
    const code = this.codes.get(value);
    let count = 0;
    for (const other of this.others.values()) if (other === value) count += 1;
    if (code !== undefined) for (const place of this.places) if (place === code) count += 1;
    return count;
  }

  clear(): void {
    this.others.clear();
    this.places.fill(FREE);
    this.used = 0;
  }

  *[Symbol.iterator](): Generator<readonly [string, Value]> {
    yield* this.others;
    for (let place = 0; place < this.capacity; place += 1) {
      const value = this.values[(this.places[place] ?? FREE) - 1];
      if (value !== undefined) yield [idOf(this.wordsAt(place)), value];
    }
  }

  private codeOf(value: Value): number {
    const known = this.codes.get(value);
    if (known !== undefined) return known;
    this.values.push(value);
    if (this.values.length > 0xffff)
      throw new RangeError('An id table holds at most 65,535 different values.');
    this.codes.set(value, this.values.length);
    return this.values.length;
  }

  private insert(words: readonly number[], code: number): void {
    const place = this.placeOf(words);
    if (this.places[place] === FREE) {
      this.used += 1;
      this.keys.set(words, place * WORDS);
    }
    this.places[place] = code;
  }

  /** Where an id stands, or would stand. */
  private placeOf(words: readonly number[]): number {
    const mask = this.capacity - 1;
    let place = hashOf(words) & mask;
    while (this.places[place] !== FREE && !this.holds(place, words)) place = (place + 1) & mask;
    return place;
  }

  private holds(place: number, words: readonly number[]): boolean {
    for (let index = 0; index < WORDS; index += 1)
      if (this.keys[place * WORDS + index] !== words[index]) return false;
    return true;
  }

  private wordsAt(place: number): readonly number[] {
    return [...this.keys.subarray(place * WORDS, (place + 1) * WORDS)];
  }

  private grow(): void {
    const { keys, places, capacity } = this;
    this.capacity = capacity * 2;
    this.keys = new Uint32Array(WORDS * this.capacity);
    this.places = new Uint16Array(this.capacity);
    this.used = 0;
    for (let place = 0; place < capacity; place += 1) {
      const code = places[place] ?? FREE;
      if (code !== FREE) this.insert([...keys.subarray(place * WORDS, (place + 1) * WORDS)], code);
    }
  }
}

function wordsOf(guid: string): readonly number[] {
  return [
    Number.parseInt(guid.slice(0, 8), 16),
    Number.parseInt(guid.slice(9, 13) + guid.slice(14, 18), 16),
    Number.parseInt(guid.slice(19, 23) + guid.slice(24, 28), 16),
    Number.parseInt(guid.slice(28), 16),
  ];
}

function idOf(words: readonly number[]): string {
  const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Ids are random mostly, but made-up tenants count them up. */
function hashOf(words: readonly number[]): number {
  let hash = 0;
  for (const word of words) {
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
