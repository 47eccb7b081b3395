import { ButtonStyle, ComponentType, MessageFlags } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { checkMessage, validateMessage } from './message.ts';
import type { StoredMessage } from './message.ts';

const V2 = { flags: MessageFlags.IsComponentsV2 };
const text = (content: string): object => ({ type: ComponentType.TextDisplay, content });
const button = (customId: string, more: object = {}): object => ({
  type: ComponentType.Button,
  style: ButtonStyle.Primary,
  label: 'Go',
  custom_id: customId,
  ...more,
});
const row = (...components: object[]): object => ({ type: ComponentType.ActionRow, components });
const container = (...components: object[]): object => ({ type: ComponentType.Container, components });
const thumbnail = (url: string): object => ({
  type: ComponentType.Section,
  components: [text('a')],
  accessory: { type: ComponentType.Thumbnail, media: { url } },
});
const select = (more: object = {}): object => ({
  type: ComponentType.StringSelect,
  custom_id: 'more',
  options: ['a', 'b'].map((value) => ({ label: value.toUpperCase(), value })),
  ...more,
});
const gallery = (...urls: string[]): object => ({
  type: ComponentType.MediaGallery,
  items: urls.map((url) => ({ media: { url } })),
});
const fileComponent = (url: string): object => ({ type: ComponentType.File, file: { url } });
const emojiButton = (emoji: object): object => button('a', { label: null, emoji });
const times = (count: number, make: (n: number) => object): object[] =>
  Array.from({ length: count }, (_, n) => make(n));

test.each([
  ['content', { content: 'a'.repeat(2000) }],
  ['embeds of 6,000 characters', { embeds: [{ description: 'a'.repeat(4096) }, { description: 'a'.repeat(1904) }] }],
  ['40 components', { ...V2, components: [container(...times(39, () => text('a')))] }],
  ['4,000 characters', { ...V2, components: [text('a'.repeat(2000)), text('a'.repeat(2000))] }],
  [
    'five rows of five buttons',
    { components: times(5, (n) => row(...times(5, (m) => button(`${n}-${m}`)))), content: 'a' },
  ],
  ['a select menu', { ...V2, components: [container(row(select({ placeholder: 'More like…', max_values: 2 })))] }],
  ['a select menu without flag', { content: 'a', components: [row(select())] }],
  ['a Unicode emoji', { ...V2, components: [row(emojiButton({ name: '🎵' }))] }],
  ['a custom emoji', { ...V2, components: [row(emojiButton({ id: '123456789012345678', name: 'note' }))] }],
  ['a link', { ...V2, components: [row(button('', { custom_id: null, style: 5, url: 'https://example.org' }))] }],
  [
    'ids',
    {
      ...V2,
      components: [
        { ...text('a'), id: 7 },
        { ...text('b'), id: 0 },
        { ...text('c'), id: 0 },
      ],
    },
  ],
  ['a custom id of 100', { ...V2, components: [row(button('a'.repeat(100)))] }],
])('takes %s', (_, body) => expect(() => checkMessage(body)).not.toThrow());

test.each([
  ['content too long', { content: 'a'.repeat(2001) }, 50035],
  ['an empty message', {}, 50006],
  ['an embed title too long', { embeds: [{ title: 'a'.repeat(257) }] }, 50035],
  ['an embed description too long', { embeds: [{ description: 'a'.repeat(4097) }] }, 50035],
  [
    'embeds too long together',
    { embeds: [{ description: 'a'.repeat(4096) }, { description: 'a'.repeat(1905) }] },
    50035,
  ],
  ['26 embed fields', { embeds: [{ fields: times(26, () => ({ name: 'a', value: 'b' })) }] }, 50035],
  ['an empty embed field', { embeds: [{ fields: [{ name: 'a', value: '' }] }] }, 50035],
  ['11 embeds', { embeds: times(11, () => ({ title: 'a' })) }, 50035],
  ['41 components', { ...V2, components: [container(...times(40, () => text('a')))] }, 50035],
  ['4,001 characters of text', { ...V2, components: [text('a'.repeat(2000)), text('a'.repeat(2001))] }, 50035],
  ['an empty text display', { ...V2, components: [text('')] }, 50035],
  ['components of version 2 without their flag', { components: [text('a')] }, 50035],
  ['content together with components of version 2', { ...V2, content: 'a', components: [text('a')] }, 50035],
  ['six buttons in a row', { ...V2, components: [row(...times(6, (n) => button(`${n}`)))] }, 50035],
  ['six rows', { content: 'a', components: times(6, (n) => row(button(`${n}`))) }, 50035],
  ['a custom id of 101', { ...V2, components: [row(button('a'.repeat(101)))] }, 50035],
  ['a custom id twice', { ...V2, components: [row(button('a'), button('a'))] }, 50035],
  ['a button label too long', { ...V2, components: [row(button('a', { label: 'a'.repeat(81) }))] }, 50035],
  ['a button without label', { ...V2, components: [row(button('a', { label: null }))] }, 50035],
  ['a container in a container', { ...V2, components: [container(container(text('a')))] }, 50035],
  ['a blank text display', { ...V2, components: [text(' \n')] }, 50035],
  ['blank content', { content: ' \n' }, 50006],
  ['an unpaired surrogate', { content: 'a\ud83d' }, 50035],
  ['a blank label', { ...V2, components: [row(button('a', { label: ' ' }))] }, 50035],
  ['a word as emoji', { ...V2, components: [row(emojiButton({ name: 'note' }))] }, 50035],
  ['an emoji with a bad id', { ...V2, components: [row(emojiButton({ id: '12', name: 'note' }))] }, 50035],
  ['a link with a custom id', { ...V2, components: [row(button('a', { style: 5, url: 'https://a.b' }))] }, 50035],
  ['a link without address', { ...V2, components: [row(button('', { custom_id: null, style: 5 }))] }, 50035],
  [
    'a link of another scheme',
    { ...V2, components: [row(button('', { custom_id: null, style: 5, url: 'ftp://a' }))] },
    50035,
  ],
  ['a premium button without product', { ...V2, components: [row(button('', { custom_id: null, style: 6 }))] }, 50035],
  ['a button next to a select menu', { ...V2, components: [row(button('a'), select())] }, 50035],
  ['two select menus in a row', { ...V2, components: [row(select(), select({ custom_id: 'b' }))] }, 50035],
  ['a select menu outside a row', { ...V2, components: [select()] }, 50035],
  ['a select menu without options', { ...V2, components: [row(select({ options: [] }))] }, 50035],
  [
    '26 options',
    { ...V2, components: [row(select({ options: times(26, (n) => ({ label: 'a', value: `${n}` })) }))] },
    50035,
  ],
  [
    'an option value twice',
    { ...V2, components: [row(select({ options: times(2, () => ({ label: 'a', value: 'a' })) }))] },
    50035,
  ],
  [
    'an option label too long',
    { ...V2, components: [row(select({ options: [{ label: 'a'.repeat(101), value: 'a' }] }))] },
    50035,
  ],
  ['a placeholder too long', { ...V2, components: [row(select({ placeholder: 'a'.repeat(151) }))] }, 50035],
  ['more values than options', { ...V2, components: [row(select({ max_values: 3 }))] }, 50035],
  ['a range of values upside down', { ...V2, components: [row(select({ min_values: 2, max_values: 1 }))] }, 50035],
  [
    'an id twice',
    {
      ...V2,
      components: [
        { ...text('a'), id: 7 },
        { ...text('b'), id: 7 },
      ],
    },
    50035,
  ],
  ['a negative id', { ...V2, components: [{ ...text('a'), id: -1 }] }, 50035],
  ['a gallery with a picture that was not attached', { ...V2, components: [gallery('attachment://a.png')] }, 50035],
  ['a gallery of 11', { ...V2, components: [gallery(...Array.from({ length: 11 }, () => 'https://a.b/c'))] }, 50035],
  ['a file that was not attached', { ...V2, components: [fileComponent('attachment://a.mp3')] }, 50035],
  ['a file on the web', { ...V2, components: [fileComponent('https://a.b/c.mp3')] }, 50035],
  ['a flag that Discord sets', { content: 'a', flags: MessageFlags.Loading }, 50035],
  ['an attachment that was not uploaded', { content: 'a', attachments: [{ id: 0 }] }, 50035],
  [
    'mentions listed and parsed',
    { content: 'a', allowed_mentions: { parse: ['users'], users: ['123456789012345678'] } },
    50035,
  ],
  ['a picture that was not attached', { ...V2, components: [thumbnail('attachment://a.png')] }, 50035],
  ['a picture of another scheme', { ...V2, components: [thumbnail('file:///etc/passwd')] }, 50035],
])('refuses %s', (_, body, code) => {
  expect(() => checkMessage(body)).toThrow(expect.objectContaining({ code }));
});

test('refuses files that are too large or too many', () => {
  const file = (size: number): { field: string; filename: string; contentType: string; bytes: Buffer } => ({
    field: 'files[0]',
    filename: 'a.mp3',
    contentType: 'audio/mpeg',
    bytes: Buffer.alloc(size),
  });
  expect(() => checkMessage({}, [file(10 * 1024 * 1024)])).not.toThrow();
  expect(() => checkMessage({}, [file(10 * 1024 * 1024 + 1)])).toThrow(expect.objectContaining({ code: 40005 }));
  expect(() =>
    checkMessage(
      {},
      Array.from({ length: 11 }, () => file(1)),
    ),
  ).toThrow(expect.objectContaining({ code: 50035 }));
});

const files = (...names: string[]): Parameters<typeof checkMessage>[1] =>
  names.map((filename, n) => ({ field: `files[${n}]`, filename, contentType: 'image/png', bytes: Buffer.from('x') }));

test('files are referenced by their names in the message', () => {
  const components = [gallery('attachment://a.png', 'attachment://b.png'), fileComponent('attachment://b.png')];
  expect(() => checkMessage({ ...V2, components }, files('a.png', 'b.png'))).not.toThrow();
  const attachments = [
    { id: 0, filename: 'b.png' },
    { id: '1', filename: 'a.png' },
  ];
  expect(() => checkMessage({ ...V2, components, attachments }, files('x.png', 'y.png'))).not.toThrow();
  const refused = expect.objectContaining({ code: 50035 });
  expect(() => checkMessage({ ...V2, components, attachments: [{ id: 0 }] }, files('a.png', 'b.png'))).toThrow(refused);
  const [first] = files('a.png')!;
  expect(() => checkMessage({}, [{ ...first!, field: 'file' }])).toThrow(refused);
  expect(() => checkMessage({}, [first!, first!])).toThrow(refused);
});

const plain: StoredMessage = { isV2: false, content: 'a', embeds: 0, files: [] };
const withFile: StoredMessage = { ...plain, content: '', files: [{ id: '123456789012345678', filename: 'a.png' }] };
const components = [text('b')];
test.each<[string, StoredMessage, object, boolean]>([
  ['content stays', plain, { ...V2, components }, false],
  ['content is reset', plain, { ...V2, components, content: null }, true],
  ['embeds stay', { ...plain, content: '', embeds: 1 }, { ...V2, components }, false],
  ['embeds are reset', { ...plain, content: '', embeds: 1 }, { ...V2, components, embeds: [] }, true],
  ['a file stays', withFile, { ...V2, components }, false],
  ['a file is removed', withFile, { ...V2, components, attachments: [] }, true],
  ['the message is of version 2 already', { ...withFile, isV2: true }, { components }, true],
  ['the flag is ephemeral', plain, { flags: MessageFlags.Ephemeral }, false],
])('an edit to components of version 2, if %s', (_, edited, body, isValid) => {
  const edit = (): unknown => validateMessage(body, { edited, files: [], maxFileBytes: 1 });
  if (isValid) expect(edit).not.toThrow();
  else expect(edit).toThrow(expect.objectContaining({ status: 400, code: 50035 }));
});
