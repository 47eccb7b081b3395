import { ComponentType } from 'discord.js';
import type { APIMessageTopLevelComponent, Message } from 'discord.js';
import { actionOf, actionOfChoice } from './custom-id.ts';
import type { CardAction } from './custom-id.ts';

/** The fields of a component that matter here, of whatever kind it is. */
interface AnyComponent {
  readonly type: ComponentType;
  readonly custom_id?: string;
  readonly components?: readonly AnyComponent[];
  readonly accessory?: AnyComponent;
  readonly options?: readonly { readonly value: string; readonly label?: string }[];
  readonly media?: { readonly url: string };
}

/** An action of a card, with the text of its choice in a menu. */
interface LabelledAction {
  readonly action: CardAction;
  readonly label: string;
}

/** Choices begin with the rank of their match, which a menu keeps although other choices were removed. */
const RANK = /^(\d{1,2}) · /u;

/**
 * Return the ids of a card's matches by their rank, the first at 0; null for one whose choice was removed. The message is
 * the only record of a card.
 */
export function matchIdsOf(message: Pick<Message, 'components'>): (string | null)[] {
  const ids: (string | null)[] = [];
  const actions = message.components.flatMap((component) => actionsOf(component.toJSON() as AnyComponent));
  for (const { action, label } of actions) {
    if (action.kind !== 'more') continue;
    const rank = RANK.exec(label)?.[1];
    while (rank !== undefined && ids.length < Number(rank) - 1) ids.push(null);
    ids.push(action.trackId);
  }
  return ids;
}

/** Return the actions of buttons and menus in reading order. */
function actionsOf({ type, custom_id: customId = '', components, accessory, options }: AnyComponent): LabelledAction[] {
  const action = type === ComponentType.Button ? actionOf(customId) : null;
  const choices = (options ?? []).flatMap(({ value, label = '' }) => {
    const choice = actionOfChoice(customId, value);
    return choice ? [{ action: choice, label }] : [];
  });
  return [
    ...(action ? [{ action, label: '' }] : []),
    ...choices,
    ...[...(components ?? []), ...(accessory ? [accessory] : [])].flatMap(actionsOf),
  ];
}

/**
 * Return the components of a message without those that cannot work any more: buttons are disabled, choices removed
 * from their menu, and a menu without choices disabled.
 * @param isOver whether an action cannot work any more; it is null if no version of this bot has written it
 */
export function withoutActions(
  message: Pick<Message, 'components'>,
  isOver: (action: CardAction | null) => boolean,
): APIMessageTopLevelComponent[] {
  return message.components.map((component) => without(component.toJSON(), isOver));
}

/** Return the components of a message with every button and menu disabled. */
export function withAllDisabled(message: Pick<Message, 'components'>): APIMessageTopLevelComponent[] {
  return withoutActions(message, () => true);
}

/** Discord returns media with details that it does not accept again; only the address may be sent back. */
function without<Component extends object>(
  component: Component,
  isOver: (action: CardAction | null) => boolean,
): Component {
  const { type, custom_id: customId = '', components, accessory, options, media } = component as Partial<AnyComponent>;
  const isButtonOver = type === ComponentType.Button && isOver(actionOf(customId));
  const left = options?.filter(({ value }) => !isOver(actionOfChoice(customId, value)));
  const isMenuOver = left?.length === 0;
  return {
    ...component,
    ...((isButtonOver || isMenuOver) && { disabled: true }),
    ...(left && left.length > 0 && { options: left }),
    ...(components && { components: components.map((nested) => without(nested, isOver)) }),
    ...(accessory && { accessory: without(accessory, isOver) }),
    ...(media && { media: { url: media.url } }),
  };
}
