import { ComponentType } from 'discord-api-types/v10';
import { walkComponents } from '../validate/raw-component.ts';
import type { RawComponent, RawMedia } from '../validate/raw-component.ts';

/** Replace every address of a picture or file in components. */
export function mapMedia(components: readonly RawComponent[], map: (url: string) => string): RawComponent[] {
  const media = ({ url }: RawMedia): RawMedia => ({ url: map(url) });
  return components.map((component) => ({
    ...component,
    ...(component.media && { media: media(component.media) }),
    ...(component.file && { file: media(component.file) }),
    ...(component.items && { items: component.items.map((item) => ({ ...item, media: media(item.media) })) }),
    ...(component.accessory && { accessory: mapMedia([component.accessory], map)[0]! }),
    ...(component.components && { components: mapMedia(component.components, map) }),
  }));
}

/** Number the components that have no `id`, in reading order, with numbers that no other one has. */
export function withIds(components: readonly RawComponent[]): RawComponent[] {
  const taken = new Set([...walkComponents(components)].map(({ id }) => id));
  let last = 0;
  const next = (): number => {
    do last++;
    while (taken.has(last));
    return last;
  };
  const number = (component: RawComponent): RawComponent => ({
    ...component,
    id: component.id || next(),
    ...(component.components && { components: component.components.map(number) }),
    ...(component.accessory && { accessory: number(component.accessory) }),
  });
  return components.map(number);
}

/** Return components with the details that the API adds, and ignores if they are sent back. */
export function asReturned(components: readonly RawComponent[]): object[] {
  return components.map((component) => {
    const { type, components: nested, accessory, media, file, items } = component;
    return {
      ...component,
      ...(type === ComponentType.Button && { disabled: component.disabled ?? false }),
      ...(type === ComponentType.StringSelect && { min_values: component.min_values ?? 1 }),
      ...(type === ComponentType.StringSelect && { max_values: component.max_values ?? 1 }),
      ...(nested && { components: asReturned(nested) }),
      ...(accessory && { accessory: asReturned([accessory])[0] }),
      ...(media && { media: detailed(media) }),
      ...(file && { file: detailed(file) }),
      ...(items && { items: items.map((item) => ({ ...item, media: detailed(item.media) })) }),
    };
  });
}

function detailed({ url }: RawMedia): object {
  const [, id] = /\/attachments\/\d+\/(\d+)\//u.exec(url) ?? [];
  return {
    url,
    proxy_url: url,
    width: 300,
    height: 300,
    content_type: 'image/png',
    loading_state: 2,
    flags: 0,
    ...(id && { attachment_id: id }),
  };
}
