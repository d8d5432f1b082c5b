import {
  CATALOGUE,
  OBJECT_TYPES,
  rankOf,
  type AttributeEntry,
  type LinkEntry,
  type ObjectTypeEntry,
  type Reading,
  type Writing,
} from '#catalogue';

/** `docs/catalogue.md`: what backups hold, how Microsoft Graph shows and takes it, and what that needs. */
export function catalogueReference(): string {
  const types = OBJECT_TYPES.map((type) => CATALOGUE[type]);
  return `${[INTRODUCTION, overview(types), ...types.map(section), permissions(types)].join('\n\n')}\n`;
}

const INTRODUCTION = `# What backups hold

Made from the catalogue (\`libs/catalogue\`) by \`npm run schema\`; a test keeps it current. Names are Microsoft Graph's; the
documented name of [Microsoft's list of supported attributes](https://learn.microsoft.com/entra/backup/scope-supported-objects-limitations)
follows where it differs. *Compared* attributes appear in difference reports and are recovered. *Read-only* ones are kept
for the reader. *Context* decides what can be done (synced? dynamic? which name?). What Graph does not show or take is
said here, in each backup and in each change.`;

function overview(types: readonly ObjectTypeEntry[]): string {
  const rows = types.map((entry) => [
    `[${entry.label}](#${anchor(entry.label)})`,
    code(entry.path),
    entry.delta ? 'delta query' : entry.singleton ? 'one object' : 'list',
    softDeletion(entry),
    entry.lane === 'identity' ? 'identity' : 'Conditional Access, 1 request a second',
    String(rankOf(entry.type)),
  ]);
  return table(['type', 'path', 'read by', 'soft-deleted', 'limit', 'recovered in rank'], rows);
}

function softDeletion({ singleton, deletedPath }: ObjectTypeEntry): string {
  if (singleton) return 'cannot be deleted';
  return deletedPath === undefined ? 'no, deletion is final' : '30 days';
}

function section(entry: ObjectTypeEntry): string {
  const rows = entry.attributes
    .filter(({ role }) => role !== 'ignored')
    .map((attribute) => [
      code(attribute.name),
      attribute.documented ?? '',
      attribute.role === 'readOnly' ? 'read-only' : attribute.role,
      attribute.kind,
      readBy(attribute.read),
      attribute.role === 'compared' ? writtenBy(attribute) : '—',
    ]);
  const links = entry.links.map(linkLine).join('\n');
  const whole = entry.wholeObject
    ? 'Properties that this table does not know are kept and compared too.'
    : '';
  return [
    `## ${entry.label}`,
    table(['attribute', 'documented as', 'kept as', 'kind', 'read', 'written'], rows),
    whole,
    links,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function readBy(read: Reading): string {
  switch (read.by) {
    case 'object':
      return 'with its object';
    case 'ownResource':
      return `${code(read.path)} (${read.version}), in rotation`;
    case 'element':
      return `${code(read.id)} of ${code(read.collection)}`;
    case 'remainder':
      return `the rest of ${code(read.collection)}`;
    case 'nothing':
      return `**not readable**: ${read.reason}`;
    default:
      return read satisfies never;
  }
}

function writtenBy(attribute: AttributeEntry): string {
  const how = wayOf(attribute.write);
  const { maxItems } = attribute.limits;
  const notes = [
    ...(attribute.clearable || attribute.absent !== null || attribute.write.by === 'nothing'
      ? []
      : ['cannot be cleared']),
    ...(maxItems === undefined ? [] : [`at most ${maxItems}`]),
    ...(attribute.sensitive ? ['sensitive'] : []),
  ];
  return [how, ...notes].join(', ');
}

function wayOf(write: Writing): string {
  switch (write.by) {
    case 'patch':
      return write.version === 'beta' ? 'PATCH (beta)' : 'PATCH';
    case 'action':
      return `POST ${code(write.action)}`;
    case 'ownResource':
      return 'PATCH of that resource';
    case 'element':
      return 'PATCH of that element';
    case 'collection':
      return `POST and DELETE below ${code(write.path)}`;
    case 'creation':
      return 'only when the object is made';
    case 'nothing':
      return `**not writable**: ${write.message}`;
    default:
      return write satisfies never;
  }
}

function linkLine({ name, targets, value, entity }: LinkEntry): string {
  const carried = value === 'none' ? '' : ', each with its set of scopes';
  const own = entity === undefined ? '' : ` (Graph: ${code(entity)})`;
  return `Links: ${code(name)}${own} to ${targets.map((target) => CATALOGUE[target].label.toLowerCase()).join(', ')}${carried}.`;
}

function permissions(types: readonly ObjectTypeEntry[]): string {
  const rows = types.flatMap((entry) => [
    [
      entry.label,
      list(entry.permissions.read),
      entry.permissions.write.length === 0 ? '—' : list(entry.permissions.write),
    ],
    ...entry.attributes.flatMap(({ name, permissions: own }) =>
      own === undefined
        ? []
        : [[`${entry.label}: ${code(name)}`, list(some(own.read)), list(some(own.write))]],
    ),
    ...entry.links.map(({ name, permissions: own }) => [
      `${entry.label}: ${code(name)}`,
      list(own.read),
      list(own.write),
    ]),
  ]);
  return [
    '## Permissions',
    'The least application permissions of Microsoft Graph for each part. [Connecting a tenant](permissions.md) says which to grant.',
    table(['for', 'to read', 'to write'], rows),
  ].join('\n\n');
}

const some = (name: string | undefined): readonly string[] => (name === undefined ? [] : [name]);
const list = (names: readonly string[]): string =>
  names.length === 0 ? 'as its type' : names.map(code).join(', ');
const code = (text: string): string => `\`${text}\``;
const anchor = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
