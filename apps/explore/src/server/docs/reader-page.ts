import { html } from 'hono/html';
import type { ApiDocument } from '../api/api-document.ts';
import { descriptionOf, typeOf } from './schema-text.ts';
import type { DocumentSchema, Html } from './schema-text.ts';

type PathItem = NonNullable<ApiDocument['paths']>[string];
type Operation = NonNullable<PathItem['get']>;

interface ResponseDescription {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: DocumentSchema }>>;
}

const METHODS = ['get', 'post', 'delete'] as const;

/**
 * Return the page that shows the description of the API to people. It has neither scripts nor inline style, because the
 * content security policy allows none: the readers in the package registry need one or the other.
 */
export function readerPage(document: ApiDocument): Html {
  const { info, paths = {}, components = {}, tags = [], servers = [] } = document;
  const root = servers[0]?.url ?? '';
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path: `${root}${path}`, operation }] : [];
    }),
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>API · ${info.title}</title>
        <link rel="stylesheet" href="/api/docs.css" />
      </head>
      <body>
        <main>
          <h1>The API of ${info.title}</h1>
          ${(info.description ?? '').split('\n\n').map((text) => html`<p>${text}</p>`)}
          <p>
            For programs: <a href="${root}/openapi.json">${root}/openapi.json</a> (OpenAPI ${document.openapi}). Back to
            <a href="/">the library</a>.
          </p>
          <nav aria-label="Routes">
            <ul>
              ${operations.map(
                ({ method, path, operation }) =>
                  html`<li><a href="#${anchorOf(method, path)}">${operation.summary}</a></li>`,
              )}
            </ul>
          </nav>
          ${tags.map(
            ({ name }) =>
              html`<h2>${name}</h2>
                ${operations
                  .filter(({ operation }) => operation.tags?.includes(name))
                  .map(({ method, path, operation }) => operationSection(method, path, operation))}`,
          )}
          <h2>Types</h2>
          ${Object.entries(components.schemas ?? {}).map(([name, schema]) => schemaSection(name, schema))}
        </main>
      </body>
    </html>`;
}

function anchorOf(method: string, path: string): string {
  return `${method}${path.replace(/[{}]/gu, '')}`;
}

function operationSection(method: string, path: string, operation: Operation): Html {
  const { summary, description, parameters = [], requestBody, responses = {} } = operation;
  const bodies = requestBody && 'content' in requestBody ? Object.entries(requestBody.content) : [];
  const rows = parameters.flatMap((each) => ('$ref' in each ? [] : [each]));
  return html`<section>
    <h3 id="${anchorOf(method, path)}">${summary}</h3>
    <p>
      <code><span class="method">${method.toUpperCase()}</span> ${path}</code>
    </p>
    ${description === undefined ? '' : html`<p>${description}</p>`}
    ${
      rows.length === 0
        ? ''
        : table(
            ['Parameter', 'Type', ''],
            rows.map((each) => [
              html`<code>${each.name}</code>${each.required === true ? ' (required)' : ''}`,
              typeOf(each.schema),
              html`${each.description ?? descriptionOf(each.schema)}`,
            ]),
          )
    }
    ${bodies.map(([type, { schema }]) => html`<p>Body: ${typeOf(schema)} <span class="quiet">${type}</span></p>`)}
    ${table(
      ['Status', 'Answer', ''],
      Object.entries(responses as Record<string, ResponseDescription>).map(
        ([status, { description: meaning = '', content = {} }]) => [
          html`${status}`,
          html`${Object.values(content).map(({ schema }) => typeOf(schema))}`,
          html`${meaning}`,
        ],
      ),
    )}
  </section>`;
}

function schemaSection(name: string, schema: DocumentSchema): Html {
  const fields = '$ref' in schema ? {} : (schema.properties ?? {});
  const required = '$ref' in schema ? [] : (schema.required ?? []);
  return html`<section>
    <h3 id="schema-${name}">${name}</h3>
    ${
      Object.keys(fields).length === 0
        ? html`<p>${typeOf(schema)}</p>`
        : table(
            ['Field', 'Type', ''],
            Object.entries(fields).map(([field, type]) => [
              html`<code>${field}</code>${required.includes(field) ? '' : ' (optional)'}`,
              typeOf(type),
              html`${descriptionOf(type)}`,
            ]),
          )
    }
  </section>`;
}

function table(heads: readonly string[], rows: readonly (readonly Html[])[]): Html {
  return html`<table>
    <thead>
      <tr>
        ${heads.map((head) => (head === '' ? html`<td></td>` : html`<th scope="col">${head}</th>`))}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
