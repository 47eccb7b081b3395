import { ComponentType } from 'discord.js';
import type { SeenMessage } from '@soundalike/discord-simulator';

/** A component as the simulated Discord stores it. */
type Component = SeenMessage['components'][number];

const STYLE = `
  body { margin: 0; padding: 16px; width: 560px; background: #313338; color: #dbdee1; }
  body { font: 15px/1.35 'Noto Sans', 'DejaVu Sans', sans-serif; }
  header { color: #f2f3f5; font-weight: 600; margin-bottom: 6px; }
  header span { background: #5865f2; border-radius: 4px; font-size: 11px; padding: 1px 5px; margin-left: 4px; }
  .container { background: #2b2d31; border-left: 4px solid #4f6dd9; border-radius: 6px; padding: 14px 16px; }
  .container { display: flex; flex-direction: column; gap: 10px; }
  .section { display: flex; justify-content: space-between; gap: 16px; }
  .section .button { align-self: center; white-space: nowrap; }
  .menu { background: #1e1f22; border: 1px solid #3f4147; border-radius: 4px; padding: 7px 12px; width: 100%; }
  .menu { color: #949ba4; display: flex; justify-content: space-between; }
  .section img { width: 80px; height: 80px; border-radius: 6px; object-fit: cover; }
  h3 { margin: 0; font-size: 18px; color: #f2f3f5; } b { color: #f2f3f5; } small { color: #949ba4; font-size: 12px; }
  .row { display: flex; gap: 8px; flex-wrap: wrap; }
  .button { background: #4e5058; color: #fff; border-radius: 4px; padding: 5px 14px; font-size: 14px; }
  .button.primary { background: #5865f2; }
`;

/** Render a message like Discord's desktop app, for a screenshot. Pictures come from the message's attachments. */
export function messageHtml(message: SeenMessage): string {
  const body = message.components.map((component) => componentHtml(component, message)).join('');
  const header = '<header>soundalike <span>APP</span></header>';
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${header}${body}`;
}

function componentHtml(component: Component, message: SeenMessage): string {
  const inner = (component.components ?? []).map((nested) => componentHtml(nested, message)).join('');
  switch (component.type) {
    case ComponentType.Container:
      return `<div class="container">${inner}</div>`;
    case ComponentType.Section: {
      const accessory = component.accessory ? componentHtml(component.accessory, message) : '';
      return `<div class="section"><div>${inner}</div>${accessory}</div>`;
    }
    case ComponentType.ActionRow:
      return `<div class="row">${inner}</div>`;
    case ComponentType.Button: {
      const style = component.custom_id?.startsWith('another') ? 'button primary' : 'button';
      return `<span class="${style}">${escapeHtml(component.label ?? '')}</span>`;
    }
    case ComponentType.StringSelect:
      return `<span class="menu"><span>${escapeHtml(component.placeholder ?? '')}</span><span>⌄</span></span>`;
    case ComponentType.Thumbnail:
      return `<img src="${pictureOf(message)}">`;
    case ComponentType.TextDisplay:
      return `<div>${(component.content ?? '').split('\n').map(lineHtml).join('')}</div>`;
    default:
      return '';
  }
}

function pictureOf({ attachments }: SeenMessage): string {
  const [picture] = attachments;
  return picture ? `data:${picture.contentType};base64,${picture.bytes.toString('base64')}` : '';
}

/** Render the subset of markdown that the card uses. */
function lineHtml(line: string): string {
  if (line.startsWith('### ')) return `<h3>${inlineHtml(line.slice(4))}</h3>`;
  if (line.startsWith('-# ')) return `<div><small>${inlineHtml(line.slice(3))}</small></div>`;
  return `<div>${inlineHtml(line) || '&nbsp;'}</div>`;
}

function inlineHtml(text: string): string {
  return escapeHtml(text)
    .replace(/\*\*(.+)\*\*/u, '<b>$1</b>')
    .replace(/\\([^0-9A-Za-z\s])/gu, '$1');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
