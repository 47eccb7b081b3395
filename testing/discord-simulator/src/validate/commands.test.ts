import { expect, test } from 'vitest';
import { parseBody } from '../protocol/api-error.ts';
import { COMMANDS } from './commands.ts';

const command = (more: object = {}): object => ({ name: 'play', description: 'Plays', ...more });
const option = (more: object = {}): object => ({ type: 3, name: 'song', description: 'Which', ...more });
const withOptions = (...options: object[]): object => command({ options });
const times = (count: number, make: (n: number) => object): object[] =>
  Array.from({ length: count }, (_, n) => make(n));
const long = 'a'.repeat(100);

test.each<[string, object[]]>([
  ['the smallest command', [command()]],
  ['100 commands', times(100, (n) => command({ name: `c${n}` }))],
  ['a menu command of the same name', [command(), { type: 2, name: 'play' }]],
  ['required options first', [withOptions(option({ required: true }), option({ name: 'count', type: 4 }))]],
  ['localizations', [command({ name_localizations: { de: 'spiele', ja: '再生' } })]],
  ['subcommands', [withOptions({ type: 1, name: 'add', description: 'Adds', options: [option()] })]],
  ['limits that fit their type', [withOptions(option({ min_length: 1, max_length: 6000 }))]],
  ['user install', [command({ integration_types: [0, 1], contexts: [0, 1, 2] })]],
  ['25 long descriptions', [withOptions(...times(25, (n) => option({ name: `o${n}`, description: long })))]],
])('takes %s', (_, body) => expect(() => parseBody(COMMANDS, body)).not.toThrow());

test.each<[string, object[]]>([
  ['101 commands', times(101, (n) => command({ name: `c${n}` }))],
  ['a name twice', [command(), command()]],
  ['a name in upper case', [command({ name: 'Play' })]],
  ['a name with a space', [command({ name: 'play it' })]],
  ['a blank description', [command({ description: '  ' })]],
  ['an unpaired surrogate', [command({ description: '\ud83d' })]],
  ['a description of a menu command', [{ type: 2, name: 'Play this', description: 'x' }]],
  ['an unknown locale', [command({ name_localizations: { xx: 'spiele' } })]],
  ['a localized name in upper case', [command({ name_localizations: { de: 'Spiele' } })]],
  [
    'a localized name of another option',
    [withOptions(option({ name_localizations: { de: 'anzahl' } }), option({ name: 'anzahl' }))],
  ],
  ['an option name twice', [withOptions(option(), option())]],
  ['a required option last', [withOptions(option(), option({ name: 'count', required: true }))]],
  ['26 options', [withOptions(...times(26, (n) => option({ name: `o${n}` })))]],
  ['a range of a text', [withOptions(option({ min_value: 1 }))]],
  ['a length of a number', [withOptions(option({ type: 4, max_length: 3 }))]],
  ['a range upside down', [withOptions(option({ type: 4, min_value: 3, max_value: 1 }))]],
  ['a fraction for an integer', [withOptions(option({ type: 4, min_value: 0.5 }))]],
  ['choices of a boolean', [withOptions(option({ type: 5, choices: [{ name: 'a', value: 'a' }] }))]],
  ['choices of another type', [withOptions(option({ choices: [{ name: 'a', value: 1 }] }))]],
  [
    'choices together with autocomplete',
    [withOptions(option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] }))],
  ],
  ['autocomplete of a boolean', [withOptions(option({ type: 5, autocomplete: true }))]],
  ['channel types of a text', [withOptions(option({ channel_types: [0] }))]],
  ['a subcommand next to an option', [withOptions(option(), { type: 1, name: 'add', description: 'Adds' })]],
  ['a context twice', [command({ contexts: [0, 0] })]],
  ['an unknown integration type', [command({ integration_types: [2] })]],
  [
    'more than 8,000 characters, with the longest localization',
    [
      withOptions(
        ...times(25, (n) =>
          option({
            name: `o${n}`,
            description: 'x',
            choices: times(2, (m) => ({
              name: 'x',
              name_localizations: { de: long },
              value: `${m}${long}`.slice(0, 100),
            })),
          }),
        ),
      ),
    ],
  ],
])('refuses %s', (_, body) =>
  expect(() => parseBody(COMMANDS, body)).toThrow(expect.objectContaining({ status: 400, code: 50035 })),
);
