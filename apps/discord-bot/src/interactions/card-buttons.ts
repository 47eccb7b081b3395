import { ComponentType } from 'discord.js';
import type { Message } from 'discord.js';
import { actionOf } from './custom-id.ts';
import type { ButtonAction } from './custom-id.ts';

/** The actions of a card's buttons, in reading order: the card in the channel is where it is written what it shows. */
export function cardButtons(message: Pick<Message, 'components'>): ButtonAction[] {
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
