import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { RESOLVERS } from './resolvers.js';

/** Builds the API's schema from its resolvers alone: nothing is served, nothing is asked. */
export async function buildSchema(): Promise<GraphQLSchema> {
  const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  try {
    return await builder.get(GraphQLSchemaFactory).create(RESOLVERS);
  } finally {
    await builder.close();
  }
}

/** The schema as text, sorted, so that two prints of equal schemas are equal. */
export async function schemaText(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(await buildSchema()))}\n`;
}
