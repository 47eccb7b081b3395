import { ComponentType } from 'discord.js';
import type { APIMessageTopLevelComponent, Message } from 'discord.js';
import { actionOf } from './custom-id.ts';
import type { ButtonAction } from './custom-id.ts';

/** Return the actions of a card's buttons in reading order. The message is the only record of what a card shows. */
export function buttonActions(message: Pick<Message, 'components'>): ButtonAction[] {
  return message.components.flatMap((component) => actionsOf(component.toJSON()));
}

function actionsOf(component: object): ButtonAction[] {
  const {
    type,
    components,
    custom_id: customId,
  } = component as { type: ComponentType; components?: object[]; custom_id?: string };
  const action = type === ComponentType.Button && customId !== undefined ? actionOf(customId) : null;
  return [...(action ? [action] : []), ...(components ?? []).flatMap(actionsOf)];
}

/** Return the components of a message with every button disabled. */
export function withButtonsDisabled(message: Pick<Message, 'components'>): APIMessageTopLevelComponent[] {
  return message.components.map((component) => disable(component.toJSON()));
}

/** Discord returns media with details that it does not accept again; only the address may be sent back. */
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
