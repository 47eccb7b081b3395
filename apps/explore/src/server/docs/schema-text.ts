import { html } from 'hono/html';
import type { ApiDocument } from '../api/api-document.ts';

/** A piece of HTML in which all other text is escaped. */
export type Html = ReturnType<typeof html>;

/** A schema of the document, or a reference to one. */
export type DocumentSchema = NonNullable<NonNullable<ApiDocument['components']>['schemas']>[string];

const REFERENCE = /^#\/components\/schemas\/(.+)$/u;

/** Return the name of the schema that a reference means; null for a schema itself. */
function referenceOf(schema: DocumentSchema): string | null {
  return '$ref' in schema ? (REFERENCE.exec(schema.$ref)?.[1] ?? null) : null;
}

/** Describe the type of a schema in a few words, with links to the named ones. */
export function typeOf(schema: DocumentSchema | undefined): Html {
  if (schema === undefined) return html`anything`;
  if ('$ref' in schema) {
    const name = referenceOf(schema) ?? schema.$ref;
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) return joined(alternatives.map(typeOf), ' or ');
  if (schema.allOf) return joined(schema.allOf.map(typeOf), ' with ');
  if (schema.enum) return html`${schema.enum.map((value) => JSON.stringify(value)).join(' or ')}`;
  if (schema.const !== undefined) return html`${JSON.stringify(schema.const)}`;
  const types = [schema.type ?? 'object'].flat();
  if (types.includes('array')) return html`list of ${typeOf(schema.items)}`;
  return html`${types.join(' or ')}${rangeOf(schema)}`;
}

/** Return the description of a schema, and its default. */
export function descriptionOf(schema: DocumentSchema | undefined): string {
  if (schema === undefined || '$ref' in schema) return '';
  const standard = schema.default === undefined ? '' : `Default: ${JSON.stringify(schema.default)}.`;
  return [schema.description, standard].filter(Boolean).join(' ');
}

function rangeOf(schema: Exclude<DocumentSchema, { $ref: string }>): string {
  const { minimum: least, maximum: most, maxLength } = schema;
  if (least !== undefined && most !== undefined) return `, ${least} to ${most}`;
  if (least !== undefined) return `, at least ${least}`;
  if (most !== undefined) return `, at most ${most}`;
  return maxLength === undefined ? '' : `, at most ${maxLength} characters`;
}

function joined(parts: readonly Html[], separator: string): Html {
  return html`${parts.map((part, index) => (index === 0 ? part : html`${separator}${part}`))}`;
}
