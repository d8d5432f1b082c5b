import { readdir, readFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as documentsPlugin from '@graphql-codegen/typed-document-node';
import * as typesPlugin from '@graphql-codegen/typescript-operations';
import { buildSchema, parse } from 'graphql';
import { format, resolveConfig } from 'prettier';

const SCHEMA = new URL('../../schema/schema.graphql', import.meta.url);

/** The applications that ask the API by documents made from its schema. */
const CLIENTS = ['cli', 'console'] as const;
type Client = (typeof CLIENTS)[number];

/** Tells a client by its folder's name. */
export function isClient(name: string): name is Client {
  return (CLIENTS as readonly string[]).includes(name);
}

const folderOf = (client: Client): URL => new URL(`../../apps/${client}/src/api/`, import.meta.url);
/** Where a client finds its typed documents. */
export const generatedFile = (client: Client): URL => new URL('generated.ts', folderOf(client));

const HEADER =
  '// Made from schema/schema.graphql and the operations beside this file by `npm run schema`. Not to be edited.\n/* eslint-disable */\n';

/** A client's typed documents, as they follow from the schema and its operations. */
export async function typedDocuments(client: Client): Promise<string> {
  const file = generatedFile(client);
  const text = await readFile(SCHEMA, 'utf8');
  const code = await codegen({
    filename: file.pathname,
    schema: parse(text),
    schemaAst: buildSchema(text),
    documents: await operations(new URL('operations/', folderOf(client))),
    config: {
      documentMode: 'string',
      useTypeImports: true,
      enumType: 'string-literal',
      scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown' },
      immutableTypes: true,
      skipTypename: true,
      disableDescriptions: true,
      pureMagicComment: true,
    },
    plugins: [{ types: {} }, { documents: {} }],
    pluginMap: { types: typesPlugin, documents: documentsPlugin },
  });
  return format(HEADER + code, { ...(await resolveConfig(file)), parser: 'typescript' });
}

async function operations(folder: URL): Promise<{ location: string; document: ReturnType<typeof parse> }[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => ({
      location: name,
      document: parse(await readFile(new URL(name, folder), 'utf8')),
    })),
  );
}
