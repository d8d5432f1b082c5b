import { CATALOGUE, OBJECT_TYPES } from '#catalogue';
import { refusal, type ImportedType, type Refusal } from '#protection';
import { VaultDamagedError, type Entry, type Root, type Vault, type Vaults } from '#vault';

/** Marks a snapshot as an import in the making, so that no other one is taken for it. */
const MARK = { key: 'import', value: '1' };

/** Exports on their way into the vault: each part makes a snapshot that goes on from the one before. */
export class ImportStaging {
  constructor(private readonly vaults: Pick<Vaults, 'of'>) {}

  /**
   * Adds entries to an import, or begins one, and answers the root to go on from. A root is good for an hour unless it is
   * gone on from: what is never completed is swept.
   */
  async add(tenantId: string, base: Root | undefined, entries: Iterable<Entry>): Promise<Root | Refusal> {
    const vault = this.vaults.of(tenantId);
    if (base !== undefined && !(await isImport(vault, base))) return notFound();
    const editor = vault.edit(base);
    editor.put(MARK.key, MARK.value);
    for (const { key, value } of entries) editor.put(key, value);
    return editor.commit();
  }

  /** How much of each type an import holds; refused where there is no such import. */
  async contentsOf(tenantId: string, root: Root): Promise<readonly ImportedType[] | Refusal> {
    const vault = this.vaults.of(tenantId);
    if (!(await isImport(vault, root))) return notFound();
    const counts = await vault.snapshot(root).counts();
    return OBJECT_TYPES.map((type) => {
      const links = CATALOGUE[type].links.map(({ name }) => counts[`${type}/${name}`] ?? 0);
      return { type, objects: counts[type] ?? 0, links: links.reduce((sum, count) => sum + count, 0) };
    });
  }
}

async function isImport(vault: Vault, root: Root): Promise<boolean> {
  try {
    return (await vault.snapshot(root).get(MARK.key)) === MARK.value;
  } catch (error) {
    if (error instanceof VaultDamagedError) return false;
    throw error;
  }
}

const notFound = (): Refusal =>
  refusal(
    'ImportNotFound',
    'There is no such import in the making, or it is more than an hour old. Begin again.',
  );
