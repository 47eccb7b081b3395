import { ButtonStyle, ComponentType, MessageFlags } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { checkMessage } from './message.ts';

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
