import { readdir, readFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { buildSchema, parse } from 'graphql';
import { format, resolveConfig } from 'prettier';

const SCHEMA = new URL('../../schema/schema.graphql', import.meta.url);
const OPERATIONS = new URL('../../apps/cli/src/api/operations/', import.meta.url);
/** Where the command line finds its typed documents. */
export const GENERATED = new URL('../../apps/cli/src/api/generated.ts', import.meta.url);

const HEADER =
  '// Made from schema/schema.graphql and the operations beside this file by `npm run schema`. Not to be edited.\n/* eslint-disable */\n';

/** The command line's typed documents, as they follow from the schema and its operations. */
export async function generatedDocuments(): Promise<string> {
  const text = await readFile(SCHEMA, 'utf8');
  const code = await codegen({
    filename: GENERATED.pathname,
    schema: parse(text),
    schemaAst: buildSchema(text),
    documents: await operations(),
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
    pluginMap: { types: operationTypes, documents: typedDocuments },
  });
  return format(HEADER + code, { ...(await resolveConfig(GENERATED)), parser: 'typescript' });
}

async function operations(): Promise<{ location: string; document: ReturnType<typeof parse> }[]> {
  const names = (await readdir(OPERATIONS)).sort();
  return Promise.all(
    names.map(async (name) => ({
      location: name,
      document: parse(await readFile(new URL(name, OPERATIONS), 'utf8')),
    })),
  );
}
