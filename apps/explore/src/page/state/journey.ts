import { signal } from '@preact/signals';

/** A song that the map shows. */
export interface ShownSong {
  readonly id: string;
  readonly title: string;
}

/** Songs of a question and of its answer that the map marks. */
export interface ShownPoints {
  /** Songs that the answer sounds like. */
  readonly like: readonly ShownSong[];
  /** Songs that the answer does not sound like. */
  readonly unlike: readonly ShownSong[];
  /** The answer, nearest first. */
  readonly matches?: readonly ShownSong[];
}

/** The way from one song to another, which the map draws with numbered stops; null for none. */
export const shownWay = signal<readonly ShownSong[] | null>(null);

/** Songs that the map marks in place of the open track and its neighbours; null for none. */
export const shownPoints = signal<ShownPoints | null>(null);
