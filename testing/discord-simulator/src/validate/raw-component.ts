/** A reference to a picture or file: a web address, or `attachment://` and the name of an uploaded file. */
export interface RawMedia {
  readonly url: string;
}

/** A component as it is sent in JSON. */
export interface RawComponent {
  readonly type: number;
  readonly id?: number | null;
  readonly custom_id?: string | null;
  readonly label?: string | null;
  readonly style?: number;
  readonly disabled?: boolean | null;
  readonly content?: string;
  readonly placeholder?: string | null;
  readonly min_values?: number | null;
  readonly max_values?: number | null;
  readonly options?: readonly {
    readonly label: string;
    readonly value: string;
    readonly description?: string | null;
    readonly default?: boolean | null;
  }[];
  readonly media?: RawMedia;
  readonly file?: RawMedia;
  readonly items?: readonly { readonly media: RawMedia }[];
  readonly accessory?: RawComponent;
  readonly components?: readonly RawComponent[];
}

/** Iterate over every component of a message, nested ones included, in reading order. */
export function* walkComponents(components: readonly RawComponent[]): Generator<RawComponent> {
  for (const component of components) {
    yield component;
    if (component.components) yield* walkComponents(component.components);
    if (component.accessory) yield* walkComponents([component.accessory]);
  }
}

/** Return the addresses of the pictures and files that a component shows. */
export function mediaOf({ media, file, items }: RawComponent): string[] {
  return [media, file, ...(items ?? []).map((item) => item.media)].flatMap((each) => (each ? [each.url] : []));
}
