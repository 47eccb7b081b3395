import { styleText } from 'node:util';
import { printable } from '@soundalike/command-line';
import { say } from '../../languages/language.ts';
import type { Card, CardMatch, CardTrack } from '../card.ts';
import { closenessText, durationText, introductionText, matchesNote, reasonsText } from '../wording.ts';

type Style = (format: 'bold' | 'dim' | 'green' | 'blue', text: string) => string;

/** Render a card as lines for a terminal. @param colour whether to use ANSI styles */
export function renderCardForTerminal(card: Card, colour: boolean): string {
  const style: Style = (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text);
  const { seed, matches } = card;
  const introduction = introductionText(card);
  const note = matchesNote(card);
  const lines = [
    style('bold', headingText(card)),
    ...(seed.kind === 'song' ? [detailsText(seed)] : []),
    ...(introduction === null ? [] : [style('dim', introduction)]),
    ...matches.flatMap((match) => ['', ...matchLines(match, card, style)]),
    ...(note === null ? [] : ['', style('dim', note)]),
    '',
    style('dim', controlsText(card)),
  ];
  const edge = style('blue', '│');
  return lines.map((line) => `${edge} ${line}`.trimEnd()).join('\n');
}

function headingText(card: Card): string {
  const { seed } = card;
  if (seed.kind === 'artist' || seed.kind === 'clip') return printable(seed.name);
  const songs = seed.kind === 'blend' ? seed.songs : [seed];
  return songs.map((song) => titleText(song, card)).join(' + ');
}

function controlsText({ seed, matches, canListen, language }: Card): string {
  const hasMatches = matches.length > 0;
  const labels = [
    ...(hasMatches ? [say(language, 'select.more'), say(language, 'select.notForMe')] : []),
    say(language, seed.kind === 'song' ? 'button.another' : 'button.random'),
    ...(canListen ? [say(language, 'button.listen')] : []),
    ...(hasMatches ? [say(language, 'button.details'), say(language, 'button.save')] : []),
  ];
  return labels.map((label) => `[${label}]`).join(' ');
}

function matchLines(match: CardMatch, card: Card, style: Style): string[] {
  const reasons = reasonsText(match, card.language, printable);
  const closeness = closenessText(match, card.language);
  return [
    style('bold', `${match.rank}  ${titleText(match, card)}`),
    `   ${detailsText(match)}`,
    ...(closeness === null ? [] : [`   ${style('green', closeness)}`]),
    ...(reasons === null ? [] : [style('dim', `   ${reasons}`)]),
  ];
}

function titleText({ title }: CardTrack, { language }: Card): string {
  return printable(title) || say(language, 'card.untitled');
}

function detailsText({ artist, album, durationSeconds }: CardTrack): string {
  return [printable(artist ?? ''), printable(album ?? ''), durationText(durationSeconds)]
    .filter((part) => part !== '')
    .join(' · ');
}
