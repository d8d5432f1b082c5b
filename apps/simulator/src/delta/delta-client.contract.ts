import type { Json, JsonObject } from '#catalogue';
import { textOf } from '../model/json-text.js';
import { ids, type Answer, type GraphCaller } from '../graph-caller.contract.js';

/** Something that happens to a tenant, or that its client looks at. */
export type Step = { readonly action: string; readonly a: number; readonly b: number };

/** Carries out a step; what Graph refuses is not done. */
export async function play(
  graph: GraphCaller,
  client: DeltaClient,
  { action, a, b }: Step,
  index: number,
): Promise<void> {
  const user = (await pick(graph, '/users?$top=999&$select=id', a)) ?? '';
  const group = (await pick(graph, "/groups?$top=999&$filter=startswith(displayName,'g')", b)) ?? '';
  const deleted = await Promise.all(
    ['user', 'group'].map((type) => graph.all(`/directory/deletedItems/microsoft.graph.${type}`)),
  );
  const gone = ids(deleted.flat());
  const item = `/directory/deletedItems/${gone[a % Math.max(1, gone.length)] ?? 'none'}`;
  const actions: Readonly<Record<string, () => Promise<unknown>>> = {
    create: () => graph.createUser(`new${index}`),
    update: () => graph.patch(`/users/${user}`, { city: b % 3 === 0 ? null : `City ${b}` }),
    join: () => graph.addMember(group, user),
    leave: () => graph.delete(`/groups/${group}/members/${user}/$ref`),
    deleteUser: () => graph.delete(`/users/${user}`),
    deleteGroup: () => graph.delete(`/groups/${group}`),
    restore: () => graph.post(`${item}/restore`),
    purge: () => graph.delete(item),
    sync: () => client.sync(),
  };
  await actions[action]?.();
}

async function pick(graph: GraphCaller, url: string, number: number): Promise<string | undefined> {
  const all = ids(await graph.all(url));
  return all[number % Math.max(1, all.length)];
}

type Shown = ReadonlyMap<string, Json>;

/** The objects as a list shows them, by id. */
export async function listed(graph: GraphCaller, url: string): Promise<Shown> {
  return new Map((await graph.all(url)).map((object) => [textOf(object['id']), withoutNulls(object)]));
}

/** The members of each group as lists show them. */
export async function listedMembers(graph: GraphCaller): Promise<ReadonlyMap<string, readonly string[]>> {
  const groups = await graph.all('/groups?$top=999&$select=id');
  const members = groups.map(
    async ({ id }) =>
      [textOf(id), [...ids(await graph.all(`/beta/groups/${textOf(id)}/members?$top=999`))].sort()] as const,
  );
  return new Map(await Promise.all(members));
}

const withoutNulls = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));

/** Keeps users, groups and members up to date by delta alone. */
export class DeltaClient {
  readonly users = new Map<string, JsonObject>();
  readonly groups = new Map<string, JsonObject>();
  private readonly membersByGroup = new Map<string, Set<string>>();
  private userLink = '/users/delta?$select=displayName,city';
  private groupLink = '/groups/delta?$select=displayName,members';

  constructor(private readonly graph: GraphCaller) {}

  async sync(): Promise<void> {
    this.userLink = await this.follow(this.userLink, (entry) => this.apply(this.users, entry));
    this.groupLink = await this.follow(this.groupLink, (entry) => {
      this.apply(this.groups, entry);
      this.applyMembers(entry);
    });
  }

  members(): ReadonlyMap<string, readonly string[]> {
    return new Map(
      [...this.groups.keys()].map((id) => [id, [...(this.membersByGroup.get(id) ?? [])].sort()]),
    );
  }

  private async follow(link: string, take: (entry: JsonObject) => void): Promise<string> {
    const pages: readonly Answer[] = await this.graph.pages(link);
    for (const { value } of pages) value.forEach(take);
    return textOf(pages.at(-1)?.body['@odata.deltaLink']);
  }

  private apply(objects: Map<string, JsonObject>, entry: JsonObject): void {
    const properties = Object.fromEntries(Object.entries(entry).filter(([name]) => name !== 'members@delta'));
    if ('@removed' in entry) objects.delete(textOf(entry['id']));
    else
      objects.set(textOf(entry['id']), withoutNulls({ ...objects.get(textOf(entry['id'])), ...properties }));
  }

  private applyMembers(entry: JsonObject): void {
    const id = textOf(entry['id']);
    if ('@removed' in entry) return void this.membersByGroup.delete(id);
    const members = this.membersByGroup.get(id) ?? new Set();
    for (const member of (entry['members@delta'] ?? []) as readonly JsonObject[])
      if ('@removed' in member) members.delete(textOf(member['id']));
      else members.add(textOf(member['id']));
    this.membersByGroup.set(id, members);
  }
}
