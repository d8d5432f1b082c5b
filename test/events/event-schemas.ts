import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { RecordedEvent } from '#event-store';

const FOLDER = new URL('../../schema/events/', import.meta.url);
const VERSIONED = /^([A-Za-z]+\.v\d+)\.json$/;

/** A JSON Schema as far as these tests look into it. */
export interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** How a version of an event type is named among schemas and samples: `RecoveryPlanned.v1`. */
export const versionName = (type: string, version: number): string => `${type}.v${version}`;

/** The schemas in `schema/events`, and what they say of an event. */
export class EventSchemas {
  /** By {@link versionName}. */
  readonly schemas: ReadonlyMap<string, Schema> = readFolder(FOLDER);
  private readonly ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
  private readonly dataOf = new Map<string, ValidateFunction>();
  private readonly isStoredEvent = this.ajv.compile<RecordedEvent>(
    readJson(new URL('stored-event.json', FOLDER)) as Schema,
  );

  constructor() {
    for (const [name, schema] of this.schemas) this.dataOf.set(name, this.ajv.compile(schema));
  }

  /** The golden samples, by {@link versionName}: events as a store hands them over. */
  samples(): ReadonlyMap<string, RecordedEvent> {
    const samples = [...readFolder(new URL('samples/', FOLDER))].map(([name, sample]) => {
      if (!this.isStoredEvent(sample)) throw new Error(`${name}: ${this.told(this.isStoredEvent)}`);
      return [name, sample] as const;
    });
    return new Map(samples);
  }

  /** What is wrong with a stored event; empty where nothing is. */
  faults(event: RecordedEvent): string {
    if (!this.isStoredEvent(event)) return this.told(this.isStoredEvent);
    return this.faultsOfData(event.type, event.metadata.schemaVersion, event.data);
  }

  /** What is wrong with the data of an event of this type and version. */
  faultsOfData(type: string, version: number, data: object): string {
    const validate = this.dataOf.get(versionName(type, version));
    if (validate === undefined) return `There is no schema for ${versionName(type, version)}.`;
    return validate(data) ? '' : `${type}: ${this.told(validate)}`;
  }

  private told({ errors }: ValidateFunction): string {
    return this.ajv.errorsText(errors ?? []);
  }
}

function readFolder(folder: URL): ReadonlyMap<string, object> {
  const read = readdirSync(folder).flatMap((file) => {
    const name = VERSIONED.exec(file)?.[1];
    return name === undefined ? [] : [[name, readJson(new URL(file, folder))] as const];
  });
  return new Map(read);
}

const readJson = (file: URL): object => JSON.parse(readFileSync(file, 'utf8')) as object;
