/** Sample entries: users as snapshots keep them (about 700 bytes) and the members of groups, under spread ids. */
export interface SampleEntry {
  readonly key: string;
  readonly value: string;
}

const NAMES = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', 'Radia', 'Tim', 'Frances', 'Ken'];
const TOWNS = ['Zürich', 'Leeds', 'Porto', 'Gdańsk', 'Lyon', 'Turin', 'Malmö', 'Ghent', 'Graz', 'Cork'];
const TEAMS = ['Finance', 'Research', 'Sales', 'Legal', 'Operations', 'Support', 'Design'];

/** User `n`; another `version` changes one attribute. */
export function userAt(n: number, version = 0): SampleEntry {
  const id = guidAt(n);
  const name = `${NAMES[n % 10]} ${spread(n ^ 0x5bd1e995).toString(36)}`;
  const [given = '', surname = ''] = name.split(' ');
  const alias = `${given.toLowerCase()}.${surname}`;
  const account = `${alias}@contoso.example`;
  const town = TOWNS[(n >>> 3) % 10];
  const phone = `+44 20 ${spread(n ^ 0x2545f491) % 100_000_000}`;
  return {
    key: `user/${id}`,
    value:
      `[1,0,true,null,"${town}","Contoso",null,"GB","${TEAMS[n % 7]} ${version}","${name}",` +
      `"20${10 + (n % 15)}-0${1 + (n % 9)}-01T00:00:00Z","E${n}",null,{"costCenter":"${n % 400}","division":"North"},"Employee",` +
      `"${phone}","${given}","Engineer ${n % 12}","${account}","${alias}","${phone}",["${n}@home.example"],` +
      `"DisablePasswordExpiration",{"perUserMfaState":"enforced"},"Building ${n % 40}","${10_000 + (n % 900)}",null,"en-GB",` +
      `"${town}","${n % 300} High Street","${surname}",["${phone}"],"GB","${account}","Member",` +
      `{"onPremisesImmutableId":"${spread(n ^ 0x1234567).toString(16)}${spread(n ^ 0x7654321).toString(16)}","createdDateTime":"2021-0${1 + (n % 9)}-1${n % 9}T08:00:00Z"}]`,
  };
}

/** Link `n` of `links`, about 50 to a group. */
export function linkAt(n: number, links: number): SampleEntry {
  const groups = Math.max(1, Math.ceil(links / 50));
  return { key: `group/${guidAt(0x40000000 + (n % groups))}/members/${guidAt(n)}`, value: '' };
}

/** The numbers below `count` in the order of their users' keys. */
export function inKeyOrder(count: number): Iterable<number> {
  const order = new BigUint64Array(count);
  for (let n = 0; n < count; n += 1) order[n] = (BigInt(spread(n)) << 32n) | BigInt(n);
  return Iterator.from(order.sort()).map((place) => Number(place & 0xffff_ffffn));
}

/** A GUID for a number; the numbers of neighbours are far apart. */
export function guidAt(n: number): string {
  const first = hex(spread(n));
  const second = hex(spread(n ^ 0x3c6ef372));
  const third = hex(spread(n ^ 0x6a09e667));
  return `${first}-${second.slice(0, 4)}-4${second.slice(5)}-9${third.slice(0, 3)}-${third.slice(4)}${first}`;
}

const QUARTERS = Array.from({ length: 65_536 }, (_, n) => n.toString(16).padStart(4, '0'));
const hex = (word: number): string => `${QUARTERS[word >>> 16]}${QUARTERS[word & 0xffff]}`;

/** MurmurHash3's last mixing step: no two numbers share a result. */
function spread(n: number): number {
  let state = Math.imul(n ^ (n >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
