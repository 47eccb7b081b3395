import { styleText } from 'node:util';
import { printable } from '@soundalike/command-line';
import type { Card, CardMatch, CardTrack } from '../card.ts';
import { barText, closenessText, durationText, matchesNote, modelNote, sharedTagsText } from '../wording.ts';

/** Render a card as lines for a terminal. @param colour whether to use ANSI styles */
export function renderCardForTerminal(card: Card, colour: boolean): string {
  const style = (format: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const matches = card.matches.flatMap((match) => [
    '',
    ...matchLines(match, style),
    style('dim', `   [More like #${match.rank}] [Not for me #${match.rank}]`),
  ]);
  const notes = [matchesNote(card), modelNote(card)].flatMap((note) => (note === null ? [] : ['', style('dim', note)]));
  const lastRow = card.canListen ? '[Another] [Listen]' : '[Another]';
  const lines = [
    style('bold', titleText(card.seed)),
    detailsText(card.seed),
    style('dim', 'and what sounds like it'),
    ...matches,
    ...notes,
    '',
    style('dim', lastRow),
  ];
  const edge = style('blue', '│');
  return lines.map((line) => `${edge} ${line}`.trimEnd()).join('\n');
}

function matchLines(match: CardMatch, style: (format: 'bold' | 'dim' | 'green', text: string) => string): string[] {
  const tags = sharedTagsText(match.sharedTags, printable);
  return [
    style('bold', `${match.rank}  ${titleText(match)}`),
    `   ${detailsText(match)}`,
    `   ${style('green', barText(match))} ${closenessText(match)}`,
    ...(tags === null ? [] : [style('dim', `   ${tags}`)]),
  ];
}

function titleText({ title }: CardTrack): string {
  return printable(title) || '(untitled)';
}

function detailsText({ artist, album, durationSeconds }: CardTrack): string {
  return [printable(artist ?? ''), printable(album ?? ''), durationText(durationSeconds)]
    .filter((part) => part !== '')
    .join(' · ');
}
