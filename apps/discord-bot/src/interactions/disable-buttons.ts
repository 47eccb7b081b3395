import { ComponentType } from 'discord.js';
import type { APIMessageTopLevelComponent, Message } from 'discord.js';

/** The components of a message as they are, with every button switched off. */
export function withButtonsDisabled(message: Pick<Message, 'components'>): APIMessageTopLevelComponent[] {
  return message.components.map((component) => disable(component.toJSON()));
}

/** Discord gives media back with what it found out about them; it takes only their address. */
function disable<Component extends object>(component: Component): Component {
  const { type, components, accessory, media } = component as {
    type: ComponentType;
    components?: object[];
    accessory?: object;
    media?: { url: string };
  };
  return {
    ...component,
    ...(type === ComponentType.Button && { disabled: true }),
    ...(components && { components: components.map(disable) }),
    ...(accessory && { accessory: disable(accessory) }),
    ...(media && { media: { url: media.url } }),
  };
}
