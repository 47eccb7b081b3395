import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { chord, encodeAudio, noise } from '@soundalike/audio-core/testing';
import { parseMarkdown, simulatedUser } from '@soundalike/discord-simulator';
import type { Answer } from '@soundalike/discord-simulator';
import { readSettings } from '@soundalike/settings';
import { discordWithLongTimeouts } from './testing/bot-test.ts';
import { runningBot } from './testing/running-bot.ts';
import { addCover, PNG } from './testing/tagged-mp3.ts';

const RATE = 44_100;
const ETL = fileURLToPath(new URL('../../etl/src/cli/etl.ts', import.meta.url));

/** Six chords that sound alike but are no copies of each other, and two tracks of noise. */
async function writeMusic(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let n = 0; n < 6; n++) {
    const tags = { title: `Chord ${n} @everyone`, artist: `Player ${n}`, album: 'Chords' };
    await encodeAudio(
      join(folder, `chord-${n}.mp3`),
      [chord([220 + 60 * n, 277 + 110 * n, 330 + 190 * n], 6, RATE)],
      RATE,
      tags,
    );
  }
  for (let n = 0; n < 2; n++) {
    await encodeAudio(join(folder, `noise-${n}.mp3`), [noise(6, RATE, n + 1, n === 0 ? 0.5 : 0.05)], RATE, {
      title: `Noise ${n}`,
      artist: 'Wind',
    });
  }
  await addCover(join(folder, 'chord-0.mp3'), PNG);
}

describe.each(['the embedded store', 'Elasticsearch'] as const)(
  'from music files through the ETL and %s to Discord',
  (store) => {
    const url = inject('elasticsearchUrl');
    const isMissing = store === 'Elasticsearch' && url === null;
    let folder: string;
    let environment: Record<string, string>;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'bot-e2e-'));
      environment = {
        DATASET_DIR: join(folder, 'dataset'),
        STORE_PATH: join(folder, 'store.db'),
        MODEL_DIR: join(folder, 'models'),
        EMBEDDING_MODEL: 'musicnn',
        PREVIEWS: 'on',
        BOT_COOLDOWN_SECONDS: '0',
        DISCORD_TOKEN: 'simulated-token',
        ...(store === 'Elasticsearch' && url !== null && { ELASTICSEARCH_URL: url }),
      };
      if (isMissing) return;
      await writeMusic(environment['DATASET_DIR']!);
      const { PATH, NODE_COMPILE_CACHE } = process.env;
      await promisify(execFile)(process.execPath, [ETL, '--once', '--json'], {
        env: { PATH, NODE_COMPILE_CACHE, ...environment },
      });
    });
    afterAll(() => rm(folder, { recursive: true }));

    test.skipIf(isMissing)('a member gets cards, buttons, left-out songs and previews', async () => {
      await using simulator = await discordWithLongTimeouts();
      await using _bot = await runningBot(simulator, readSettings({ ...environment, DISCORD_API_URL: simulator.api }));
      const user = simulatedUser();

      const { choices } = await simulator.autocomplete('recommend', 'song', 'chord 0', user);
      expect(choices.map(({ name }) => name)).toEqual(['Chord 0 @everyone — Player 0 · 0:06']);
      const card = await simulator.command('recommend', { options: { song: String(choices[0]!.value) }, user });
      const { text, constructs } = parseMarkdown(card.message.text);
      expect(text.replaceAll('\u200b', '')).toMatch(/^Chord 0 @everyone\nPlayer 0 · Chords · 0:06\n/u);
      expect(text.match(/^\d · (?:Chord|Noise) \d/gmu)).toHaveLength(3);
      expect(constructs).not.toContain('mention');
      expect(card.message.pings).toEqual([]);
      expect(card.message.attachments.map(({ filename, bytes }) => [filename, bytes.equals(PNG)])).toEqual([
        ['cover.png', true],
      ]);
      expect(JSON.stringify(card.message)).not.toContain('.mp3');

      const other = await simulator.press(card.message, 'Another', simulatedUser());
      expect(other.message.text).toMatch(/^### (?:Chord|Noise) \d/u);
      const second = await simulator.press(card.message, 'More like #2', user);
      expect(second.message.text.split('\n')[0]!.replace('### ', '')).toBe(
        /\*\*2 · (.+)\*\*/u.exec(card.message.text)![1],
      );

      const leftOut = /\*\*1 · (Chord \d)/u.exec(card.message.text)![1]!;
      const notForMe = card.message.selects.find(({ placeholder }) => placeholder === 'Not for me …')!;
      await simulator.select(card.message, 'Not for me …', [notForMe.options[0]!.label], user);
      const later = await simulator.command('recommend', { options: { song: 'chord 0', count: 7 }, user });
      expect(later.message.text).not.toContain(leftOut);
      expect((await simulator.command('recommend-reset', { user })).message.text).toContain('one song is back');

      const own = await readFile(join(environment['DATASET_DIR']!, 'chord-1.mp3'));
      const heard = (bytes: Buffer): Promise<Answer> => {
        const file = simulator.upload({ filename: 'mine.mp3', contentType: 'audio/mpeg', bytes });
        return simulator.command('recommend', { options: { file }, user });
      };
      expect((await heard(own)).message.text).toMatch(/^### Chord 1 .*\n.*\nYour file is a recording of this song\./u);
      await encodeAudio(join(folder, 'new.mp3'), [chord([250, 330, 420], 6, RATE)], RATE);
      const foreign = await heard(await readFile(join(folder, 'new.mp3')));
      expect(foreign.message.text).toMatch(/\*\*1 · Chord \d/u);

      const journey = await simulator.command('journey', {
        options: { from: 'chord 0', to: 'noise 0', length: 5 },
        user,
      });
      expect(journey.message.text).toMatch(/^### Chord 0 .* → Noise 0\n-# 5 songs/u);

      const previews = await simulator.press(card.message, 'Listen', user);
      await vi.waitFor(
        () =>
          expect(previews.message.attachments.map(({ filename }) => filename)).toEqual([
            'song.mp3',
            'match-1.mp3',
            'match-2.mp3',
            'match-3.mp3',
          ]),
        {
          timeout: 60_000,
        },
      );
      expect(simulator.violations).toEqual([]);
    });
  },
);
