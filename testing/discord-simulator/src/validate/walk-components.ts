/** A component as it comes over the wire. */
export interface RawComponent {
  readonly type: number;
  readonly custom_id?: string | null;
  readonly label?: string | null;
  readonly disabled?: boolean | null;
  readonly content?: string;
  readonly media?: { readonly url: string };
  readonly accessory?: RawComponent;
  readonly components?: readonly RawComponent[];
}

/** Every component of a message, nested ones included, in reading order. */
export function* walkComponents(components: readonly RawComponent[]): Generator<RawComponent> {
  for (const component of components) {
    yield component;
    if (component.components) yield* walkComponents(component.components);
    if (component.accessory) yield* walkComponents([component.accessory]);
  }
}
