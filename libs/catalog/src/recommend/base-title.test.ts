import { expect, test } from 'vitest';
import { baseTitle } from './base-title.ts';

test.each([
  ['Heroes', 'heroes'],
  ['Heroes (Live)', 'heroes'],
  ['Heroes [2017 Remaster]', 'heroes'],
  ['Heroes (Live) [Remastered]', 'heroes'],
  ['Heroes - 2017 Remaster', 'heroes'],
  ['Heroes - Remastered 2017', 'heroes'],
  ['Heroes – Live at Wembley', 'heroes'],
  ['HEROES  live', 'heroes'],
  ['Heroes Demo', 'heroes'],
  ['Café Heroes', 'cafe heroes'],
])('%s is a version of %s', (title, base) => expect(baseTitle(title)).toBe(base));

test.each([
  ['Live', 'live'],
  ['(Untitled)', '(untitled)'],
  ['Live Forever', 'live forever'],
  ['Alive', 'alive'],
  ['Demolition', 'demolition'],
  ['Wild-Life', 'wild-life'],
  ['Symphony - Allegro', 'symphony - allegro'],
])('%s is no version of another song', (title, base) => expect(baseTitle(title)).toBe(base));
