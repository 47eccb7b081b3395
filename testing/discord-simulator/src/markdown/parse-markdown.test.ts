import { expect, test } from 'vitest';
import { parseMarkdown } from './parse-markdown.ts';

test.each([
  ['plain words 1.5 - 3', [], 'plain words 1.5 - 3'],
  [
    '**bold** and *it* and __under__ and ~~no~~',
    ['bold', 'italic', 'underline', 'strike'],
    'bold and it and under and no',
  ],
  ['**a *b* c**', ['bold', 'italic'], 'a b c'],
  ['||**x**||', ['spoiler', 'bold'], 'x'],
  ['`**code**`', ['code'], ''],
  [
    '# big\n-# small\n> quote\n- item\n1. one',
    ['heading', 'subtext', 'quote', 'list', 'list'],
    'big\nsmall\nquote\nitem\none',
  ],
  ['a # b', [], 'a # b'],
  ['@everyone @here <@1> <@!1> <@&1> <#1> </a:1>', Array.from({ length: 7 }, () => 'mention'), '      '],
  ['<:a:1> <t:1:R>', ['emoji', 'timestamp'], ' '],
  ['[a](https://b.c) https://d.e discord.gg/f', ['masked link', 'link', 'invite'], '  '],
  ['\\*\\*not bold\\*\\* \\<@1> \\[a\\](b)', [], '**not bold** <@1> [a](b)'],
  ['\\@everyone', ['mention'], '@everyone'],
  ['@\u200beveryone', [], '@\u200beveryone'],
])('%j', (markdown, constructs, text) => expect(parseMarkdown(markdown)).toEqual({ constructs, text }));
