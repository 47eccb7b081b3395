import { expect, test } from 'vitest';
import { baseTitle } from './same-recording.ts';

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
])('%s has the base title %s', (title, base) => expect(baseTitle(title)).toBe(base));

test.each([
  ['Live', 'live'],
  ['(Untitled)', '(untitled)'],
  ['Live Forever', 'live forever'],
  ['Alive', 'alive'],
  ['Demolition', 'demolition'],
  ['Wild-Life', 'wild-life'],
  ['Symphony - Allegro', 'symphony - allegro'],
])('%s is not a version of another song: its base title is %s', (title, base) => expect(baseTitle(title)).toBe(base));
